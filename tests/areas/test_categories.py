"""What posts can be about in an area: its own words, its own categories, some of them
hidden."""

import csv
import io

from board import config
from board.activity.models import Activity
from board.categories import verbs
from board.categories.models import CATEGORIES, ICONS, AreaCategory
from board.issues.models import Issue
from board.notifications.models import Notification
from tests.accounts.test_link import mailed
from tests.builders import Maker, People, Rows
from tests.pages import Browser, Page

HERE = "/areas/hodge-hill/categories"
NOISE = f"{HERE}/noise/edit"
SAID = {
    "title": "It hums",
    "body": "At night.",
    "kind": "problem",
    "area": "hodge-hill",
    "category": "noise",
}


def change(operator: Browser, url: str = NOISE, **said: str | None) -> Page:
    """An operator opens the form of a category and sends it."""
    return operator.fill(url, said)


def add(
    operator: Browser, name: str, url: str = HERE, hint: str = "Plots and sheds"
) -> Page:
    """An operator adds a category."""
    return operator.fill(url, {"name": name, "hint": hint, "icon": "leaf"})


def category_field(page: Page) -> str:
    """The element in which a category is picked."""
    return page.text.partition('id="category-field"')[2].partition("</details>")[0]


def test_only_operators_are_led_there(
    operator: Browser, organiser: Browser, visitor: Browser, people: People
) -> None:
    assert operator.get("/areas/hodge-hill").offers(HERE)
    assert not organiser.get("/areas/hodge-hill").offers(HERE)
    assert not visitor.get("/areas/hodge-hill").offers(HERE)
    assert operator.get(HERE).offers(NOISE)
    for nowhere in (
        "/areas/nowhere/categories",
        f"{HERE}/gossip/edit",
        "/areas/nowhere/categories/noise/edit",
    ):
        assert operator.get(nowhere).status == 404


def test_new_words_show_wherever_the_category_does(
    operator: Browser, member: Browser, visitor: Browser, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident, category="noise")
    there = make.issue(people.elsewhere, area=people.ward_end, category="noise")
    member.post("/me/follows/category", {"area": "hodge-hill", "category": "noise"})
    make.issue(people.resident, category="noise")
    page = change(operator, name="Din", hint="Engines, parties", icon="bell")
    assert (page.status, page.location) == (303, HERE)
    assert operator.follow(page).says(
        "Your changes are saved.", "Din", "Engines, parties"
    )
    shown = visitor.get(f"/issues/{issue.id}")
    assert shown.says("Din")
    assert "#bell" in shown.text
    assert visitor.get("/areas/hodge-hill/story").says("Din: 2 open, 0 closed")
    assert 'term="Din"' in visitor.get("/issues.atom?area=hodge-hill").text
    assert 'term="Din"' in visitor.get("/areas/hodge-hill.atom").text
    table = visitor.get("/issues.csv?area=hodge-hill&category=noise").text.removeprefix(
        "\ufeff"
    )
    assert {row["category_name"] for row in csv.DictReader(io.StringIO(table))} == {
        "Din"
    }
    assert '<option value="noise">Din' in visitor.get("/issues?area=hodge-hill").text
    assert member.get("/me/follows").says("Din in Hodge Hill")
    assert member.get("/notifications").says("You follow din in Hodge Hill.")
    form = visitor.get("/issues/new?area=hodge-hill")
    assert "Din" in category_field(form)
    assert form.says("Din Engines, parties")
    assert member.post("/issues/new", SAID | {"preview": "1"}).text.count("#bell") > 1
    # Another area has its own words; where none is named and they differ, the usual
    # ones stand.
    assert visitor.get(f"/issues/{there.id}").says("Noise")
    for both in ("/issues", "/issues/new", "/issues/new?area=ward-end"):
        assert ">Noise<" in visitor.get(both).text
        assert ">Din<" not in visitor.get(both).text


def test_what_is_as_usual_is_not_kept(
    operator: Browser, rows: Rows, people: People
) -> None:
    change(operator, name="Din", hint="", icon="volume-2")
    row = rows.get(AreaCategory, people.hodge_hill.id, "noise")
    assert (row.name, row.hint, row.icon, row.offered) == ("Din", "", None, True)
    change(operator, name="Noise", hint=str(CATEGORIES["noise"].hint))
    row = rows.get(AreaCategory, people.hodge_hill.id, "noise")
    assert (row.name, row.hint, row.icon, row.offered) == (None, None, None, True)


def test_a_change_stands_in_the_log_and_is_no_news(
    operator: Browser, rows: Rows, people: People
) -> None:
    heard = rows.count(Notification)
    change(operator, name="Din")
    (line,) = rows.all(Activity, verb=verbs.CATEGORIES_SET)
    assert (line.actor_id, line.area_id) == (people.operator.id, people.hodge_hill.id)
    assert line.facts == {"category": "noise"}
    assert rows.count(Notification) == heard


def test_a_hidden_category_is_refused_for_new_posts(
    operator: Browser, resident: Browser, visitor: Browser, rows: Rows, people: People
) -> None:
    before = rows.count(Issue)
    change(operator, offered=None)
    assert operator.get(HERE).says("Hidden from new posts. Older ones keep it.")
    page = resident.post("/issues/new", SAID)
    assert page.status == 422
    assert (
        page.errors["category"]
        == "Hodge Hill does not offer “Noise”. Pick another one."
    )
    assert page.value("title") == "It hums"
    assert (
        visitor.post(
            "/issues/new", SAID | {"name": "Nia", "email": "nia@example.org"}
        ).status
        == 422
    )
    assert rows.count(Issue) == before
    assert resident.post("/issues/new", SAID | {"area": "ward-end"}).status == 303
    change(operator, offered="y")
    assert resident.post("/issues/new", SAID | {"different": "yes"}).status == 303


def test_what_no_area_offers_is_not_there_to_pick(
    operator: Browser, resident: Browser, people: People
) -> None:
    for area in ("hodge-hill", "ward-end"):
        change(operator, f"/areas/{area}/categories/noise/edit", offered=None)
    assert 'value="noise"' not in category_field(resident.get("/issues/new"))
    assert resident.post("/issues/new", SAID).errors == {
        "category": "Pick what it is about."
    }
    assert 'value="noise"' in resident.get("/issues").text, (
        "older posts are still found"
    )


def test_posts_keep_a_category_that_was_hidden(
    operator: Browser, resident: Browser, rows: Rows, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident, category="noise")
    change(operator, name="Din", offered=None)
    at = f"/issues/{issue.id}"
    assert resident.get(at).says("Din")
    assert resident.get("/issues?area=hodge-hill&category=noise").says(issue.title)
    assert resident.fill(f"{at}/edit", {"title": "It still hums"}).status == 303
    kept = rows.get(Issue, issue.id)
    assert (kept.title, kept.category) == ("It still hums", "noise")
    resident.fill(f"{at}/edit", {"category": "other"})
    assert resident.fill(f"{at}/edit", SAID).status == 422, (
        "once left, it is as hidden as for new posts"
    )


def test_what_was_written_while_it_was_offered_goes_up(
    operator: Browser, visitor: Browser, rows: Rows, people: People
) -> None:
    visitor.fill("/issues/new", SAID | {"name": "Nia", "email": "nia@example.org"})
    change(operator, name="Din", offered=None)
    link = mailed(rows, "/issues/confirm")
    assert visitor.get(link).says("Din")
    assert visitor.follow(visitor.press(link, link)).says(
        "Your post is published.", "Din"
    )


def test_the_last_one_offered_stays(operator: Browser, people: People) -> None:
    first, *others = CATEGORIES
    for slug in others:
        assert change(operator, f"{HERE}/{slug}/edit", offered=None).status == 303
    page = change(operator, f"{HERE}/{first}/edit", offered=None)
    assert (page.status, list(page.errors)) == (422, ["offered"])
    add(operator, "Allotments")
    assert change(operator, f"{HERE}/{first}/edit", offered=None).status == 303


def test_an_own_category_is_offered_in_its_area_only(
    operator: Browser, resident: Browser, visitor: Browser, rows: Rows, people: People
) -> None:
    page = add(operator, "Allotments")
    assert operator.follow(page).says(
        "“Allotments” is offered here now.", "Plots and sheds"
    )
    posted = resident.post("/issues/new", SAID | {"category": "allotments"})
    issue = rows.get(Issue, int(posted.location.rpartition("/")[2]))
    assert (issue.category, resident.follow(posted).says("Allotments")) == (
        "allotments",
        True,
    )
    assert visitor.get("/issues?category=allotments").says("It hums")
    assert visitor.get("/issues?area=ward-end&category=allotments").says(
        "Nothing matches"
    )
    page = resident.post(
        "/issues/new", SAID | {"area": "ward-end", "category": "allotments"}
    )
    assert (
        page.errors["category"]
        == "Ward End does not offer “Allotments”. Pick another one."
    )
    moved = resident.fill(f"/issues/{issue.id}/edit", {"area": "ward-end"})
    assert (moved.status, list(moved.errors)) == (422, ["category"])
    follow = {"area": "ward-end", "category": "allotments"}
    assert resident.post("/me/follows/category", follow).status == 422
    assert (
        resident.post("/me/follows/category", follow | {"area": "hodge-hill"}).status
        == 303
    )


def test_the_form_offers_what_the_area_has_and_below_what_only_others_have(
    operator: Browser, visitor: Browser, people: People
) -> None:
    add(operator, "Allotments")
    own = '<option value="allotments">Allotments</option>'
    assert own in category_field(visitor.get("/issues/new"))
    assert own in category_field(visitor.get("/issues/new?area=hodge-hill"))
    there, _, elsewhere = category_field(
        visitor.get("/issues/new?area=ward-end")
    ).partition("<optgroup")
    assert (own in there, own in elsewhere) == (False, True)
    assert "Only in other areas" in elsewhere
    order = category_field(visitor.get("/issues/new?area=hodge-hill"))
    assert (
        order.index('"animals"') < order.index('"allotments"') < order.index('"other"')
    )
    again = visitor.get("/issues/new?area=ward-end&category=noise")
    assert (again.value("area"), again.value("category")) == ("ward-end", "noise")


def test_each_own_category_has_an_address_of_its_own(
    operator: Browser, rows: Rows, people: People
) -> None:
    assert add(operator, "Allotments").status == 303
    for name in ("allotments", "ALLOTMENTS", "streets  and-pavements"):
        taken = {
            "name": "Another category here is called that. Choose a different name."
        }
        assert add(operator, name).errors == taken, name
    change(operator, f"{HERE}/allotments/edit", name="Plots")
    for name in (
        "Allotments",
        "菜园",
        "菜地",
        "A very long name for a very small thing",
        "Area",
    ):
        assert add(operator, name).status == 303, name
    assert add(operator, "Allotments", "/areas/ward-end/categories").status == 303
    slugs = {row.slug for row in rows.all(AreaCategory, area_id=people.hodge_hill.id)}
    assert slugs == {
        "allotments",
        "allotments-2",
        "caiyuan",
        "caide",
        "area",
        "a-very-long-name-for",
    }


def test_words_are_shown_as_words(
    operator: Browser, visitor: Browser, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident, category="noise")
    change(operator, name="A & B <i>c</i>", hint='"&<b>')
    for url in (
        f"/issues/{issue.id}",
        "/issues/new?area=hodge-hill",
        "/areas/hodge-hill/story",
        "/issues?area=hodge-hill",
    ):
        text = visitor.get(url).text
        assert "A &amp; B &lt;i&gt;c&lt;/i&gt;" in text, url
        assert "<i>c" not in text


def test_every_icon_to_choose_is_in_the_sprite() -> None:
    sprite = (config.HOME / "static" / "icons.svg").read_text()
    assert {category.icon for category in CATEGORIES.values()} <= set(ICONS)
    assert [icon for icon in ICONS if f'<symbol id="{icon}"' not in sprite] == []
