"""Whoever organises in an area says what it is called, what it is like, and what people
agreed on there."""

from board.areas import verbs
from board.areas.models import Area
from tests.builders import People, Rows
from tests.pages import Browser

AT = "/areas/hodge-hill/edit"
SAID = {
    "name": "Hodge Hill North",
    "about": "By the park.",
    "own_rules": "Be **kind**.",
}


def test_an_organiser_says_it_and_everybody_reads_it(
    organiser: Browser, visitor: Browser, rows: Rows, people: People
) -> None:
    assert AT in organiser.get("/areas/hodge-hill").links
    assert organiser.fill(AT, SAID).location == "/areas/hodge-hill"
    area = rows.get(Area, people.hodge_hill.id)
    assert {name: getattr(area, name) for name in SAID} == SAID
    assert rows.lines(verbs.EDITED)[-1].actor_id == people.organiser.id
    page = visitor.get("/areas/hodge-hill")
    assert page.says(
        "Hodge Hill North", "By the park.", "Rules of this place", "Be kind."
    )
    assert AT not in page.links


def test_whoever_posts_there_is_shown_its_rules(
    organiser: Browser, resident: Browser, people: People
) -> None:
    organiser.fill(AT, SAID)
    assert resident.get("/issues/new?area=hodge-hill").says("Be kind.")
    assert not resident.get("/issues/new?area=ward-end").says("Be kind.")
    said = {"title": "", "area": "hodge-hill"}
    again = resident.fill("/issues/new?area=ward-end", said, action="/issues/new")
    assert again.status == 422
    assert again.says("Be kind.")


def test_only_who_organises_there_may_and_no_two_areas_have_one_name(
    browsers: dict[str, Browser], people: People, rows: Rows
) -> None:
    for who in ("resident", "member", "elsewhere"):
        assert browsers[who].post(AT, SAID).status == 403, who
    page = browsers["organiser"].fill(AT, SAID | {"name": "ward  end"})
    assert page.errors == {"name": "There is an area with that name already."}
    assert page.value("own_rules") == "Be **kind**."
    assert rows.get(Area, people.hodge_hill.id).name == "Hodge Hill"


def test_of_two_who_change_it_at_once_the_second_is_asked_to_compare(
    organiser: Browser, operator: Browser, people: People, rows: Rows
) -> None:
    late = operator.get(AT).form(AT).filled({"name": "Hodge", "about": "Mine."})
    organiser.fill(AT, SAID)
    page = operator.send_form(AT, late)
    assert page.status == 409
    assert page.says("Somebody changed this while you were writing.")
    assert (page.value("name"), page.value("about")) == ("Hodge", "Mine.")
    assert rows.get(Area, people.hodge_hill.id).name == SAID["name"]
    assert operator.send_form(AT, page.form(AT).filled({})).status == 303
    assert rows.get(Area, people.hodge_hill.id).name == "Hodge"
