"""Operators name councils and hold their keys; organisers say what can go there."""

from collections.abc import Callable

import pytest

from board.councils import actions
from board.councils.models import Council, CouncilCategory, CouncilService
from board.errors import Invalid
from board.kept.columns import told_columns
from tests.accounts.test_link import mailed
from tests.builders import Maker, People, Rows
from tests.councils.hands import KEY, connected, do, mapped, named, post, sent
from tests.councils.stand_in import StandIn
from tests.pages import Browser

AT = "/areas/hodge-hill/councils"


def form(council: StandIn, **more: str) -> dict[str, str]:
    """What an operator types."""
    said = {"name": "Brum Council", "address": f"{council.address}/services.xml"}
    return said | {"api_key": KEY, "jurisdiction": "", "is_near": "y"} | more


def test_it_is_named_read_and_mapped_on_pages_without_a_request_waiting(
    make: Maker,
    people: People,
    council: StandIn,
    operator: Browser,
    organiser: Browser,
    rows: Rows,
) -> None:
    answer = operator.fill(AT, form(council))
    assert answer.status == 303
    assert council.asked == [], "nothing on a request waits for another machine"
    do(make, "councils")
    assert council.told == [], "reading sends nothing"
    (made,) = rows.all(Council)
    assert made.address == f"{council.address}/"
    at = f"{AT}/{made.id}"
    page = organiser.get(at)
    assert page.says("Street lamps", "It asks 1 question", "We have a key from it.")
    assert page.says("It needs a time for each report: When was it?")
    mapped = organiser.fill(at, {"category": "lighting", "service": "LAMP"}, action=at)
    assert mapped.status == 303
    asks = organiser.fill(at, {"category": "streets", "service": "HOLE"}, action=at)
    assert asks.location == f"{at}/answers/streets?service=HOLE"
    refused = organiser.fill(asks.location, {}, action=f"{at}/answers/streets")
    assert refused.status == 422
    assert refused.says("“Which kind?” needs an answer.")
    given = {"answer-1": "road"}
    taken = organiser.fill(asks.location, given, action=f"{at}/answers/streets")
    assert taken.status == 303
    assert organiser.get(at).says("goes there as: Holes", "goes there as: Street lamps")
    assert {one.category: one.answers for one in rows.all(CouncilCategory)} == {
        "lighting": {},
        "streets": {"KIND": "road"},
    }
    assert organiser.post(f"{at}/unmap", {"category": "streets"}).status == 303
    assert rows.count(CouncilCategory) == 1


def test_its_key_is_shown_nowhere_and_stands_in_no_export(
    make: Maker, people: People, council: StandIn, operator: Browser, rows: Rows
) -> None:
    made = named(make, people, council)
    at = f"{AT}/{made.id}"
    for url in (AT, at, "/operator", "/operator/log"):
        assert KEY not in operator.get(url).text
    refused = operator.post(f"{at}/change", {"name": "", "api_key": ""})
    assert refused.status == 422
    names = {column.name for column in told_columns(Council.__table__)}  # type: ignore[arg-type]
    assert "key_secret" not in names
    changed = {"name": "Brum", "jurisdiction": "b", "api_key": ""}
    assert operator.post(f"{at}/change", changed).status == 303
    assert rows.all(Council)[0].key_secret == KEY, "without another it stays"
    operator.post(f"{at}/change", changed | {"api_key": "other"})
    assert rows.all(Council)[0].key_secret == "other"


@pytest.mark.parametrize(
    ("address", "is_near"),
    [
        ("http://127.0.0.1:9/v2", False),
        ("http://brum.example/v2", False),
        ("ftp://brum.example/v2", True),
        ("https://a:b@brum.example/v2", True),
        ("council", True),
    ],
)
def test_an_address_that_may_not_be_asked_is_not_taken(
    make: Maker, people: People, address: str, is_near: bool
) -> None:
    said = {"name": "B", "jurisdiction": "", "key": "", "is_near": is_near}
    area, by = people.hodge_hill, people.operator
    with pytest.raises(Invalid), make.writing():
        actions.connect(area, by, address=address, **said)


def test_a_private_address_behind_a_name_is_not_asked(
    make: Maker, people: People, operator: Browser, rows: Rows
) -> None:
    said = {"name": "B", "jurisdiction": "", "key": "", "is_near": False}
    with make.writing():
        by, area = make._here(people.operator), make._here(people.hodge_hill)
        actions.connect(area, by, address="https://localhost/v2", **said)
    do(make, "councils")
    assert "a network that this board may not ask" in rows.all(Council)[0].fault


@pytest.mark.parametrize("way", ["bare", "wrapped", "xml"])
def test_each_way_of_answering_is_read(
    make: Maker, people: People, council: StandIn, rows: Rows, way: str
) -> None:
    council.is_like_fms = way == "wrapped"
    council.only = "xml" if way == "xml" else ""
    made = named(make, people, council)
    names = [one.name for one in rows.all(CouncilService)]
    assert sorted(names) == ["Holes", "Noise", "Street lamps"]
    assert make.now(made).format == ("xml" if way == "xml" else "json")


@pytest.mark.parametrize(
    "fault", ["shows a page", "is ill", "is huge", "sends us elsewhere", "hangs up"]
)
def test_what_it_answers_otherwise_is_said_and_what_it_took_stays(
    make: Maker, people: People, council: StandIn, organiser: Browser, fault: str
) -> None:
    made = named(make, people, council)
    council.always = fault
    at = f"{AT}/{made.id}"
    assert organiser.press(at, f"{at}/ask").status == 303
    do(make, "councils")
    assert organiser.get(at).says("It did not work that time:", "Street lamps")


def test_the_form_for_a_post_offers_it_off_where_a_council_takes_it(
    make: Maker,
    people: People,
    council: StandIn,
    browser: Callable[..., Browser],
    rows: Rows,
) -> None:
    resident = browser(people.resident)
    assert "also_sent" not in dict(
        resident.get("/issues/new").form("/issues/new").fields
    )
    made = named(make, people, council)
    mapped(make, people, made)
    page = resident.get("/issues/new")
    assert page.says("Also send this to the council", "Brum Council Street lighting")
    assert page.says("It does not get your name or e-mail address.")
    assert 'name="also_sent"' in page.text
    assert "checked" not in page.text.partition('name="also_sent"')[2][:80]
    typed = {"title": "Out", "body": "Dark.", "area": "hodge-hill", "different": "yes"}
    typed |= {"category": "noise", "also_sent": "y", "place": "The lane"}
    wrong = resident.fill("/issues/new", typed)
    assert (wrong.status, wrong.says("No council takes this from here.")) == (422, True)
    lighting = typed | {"category": "lighting"}
    nowhere = resident.fill("/issues/new", lighting | {"place": ""})
    assert nowhere.says("Say where it is first")
    assert resident.fill("/issues/new", lighting).status == 303
    do(make, "council posts", minutes=11)
    assert len(council.told) == 1


def test_on_its_own_page_a_poster_can_say_so_later_and_take_it_back(
    make: Maker,
    people: People,
    council: StandIn,
    resident: Browser,
    organiser: Browser,
) -> None:
    made = named(make, people, council)
    issue = make.issue(people.resident, place="The lane")
    at, to = f"/issues/{issue.id}", f"/issues/{issue.id}/council"
    assert resident.post(to).status == 409
    mapped(make, people, made)
    assert not organiser.get(at).says("Send it to Brum Council, too")
    assert resident.press(at, to).status == 303
    assert resident.get(at).says("On its way to Brum Council.")
    assert resident.press(at, to).status == 303
    assert not resident.get(at).says("On its way")
    do(make, "council posts", minutes=60)
    assert council.told == []


def test_a_visitors_post_is_sent_once_they_have_confirmed(
    make: Maker, people: People, council: StandIn, visitor: Browser, rows: Rows
) -> None:
    made = named(make, people, council)
    mapped(make, people, made)
    typed = {"title": "Out", "body": "Dark.", "area": "hodge-hill", "different": "yes"}
    typed |= {"category": "lighting", "also_sent": "y", "place": "The lane"}
    typed |= {"name": "Nia", "email": "nia@example.org"}
    assert visitor.fill("/issues/new", typed).status == 303
    do(make, "council posts", minutes=60)
    assert council.told == []
    link = mailed(rows, "/issues/confirm")
    assert visitor.get(link).says("It is also sent to the council, without your name.")
    assert visitor.fill(link, {"agree": "y"}).status == 303
    do(make, "council posts", minutes=120)
    (told,) = council.told
    assert "Nia" not in str(told)


def test_an_organiser_says_where_it_is_or_leaves_it(
    make: Maker, people: People, council: StandIn, organiser: Browser, visitor: Browser
) -> None:
    connected(make, people, council)
    council.faults = ["hangs up", "hangs up"]
    first, second = post(make, people), post(make, people)
    council.has(service_request_id="55")
    sent(make, 11, 14, 30, 95)
    at = f"/issues/{first.id}/council/settle"
    page = organiser.get(at)
    assert page.says("something of that kind at the same place, under number 55")
    assert organiser.fill(at, {"number": "", "how": "there"}).status == 422
    assert organiser.fill(at, {"number": "55", "how": "there"}).status == 303
    assert visitor.get(f"/issues/{first.id}").says("under number 55.")
    at = f"/issues/{second.id}/council/settle"
    taken = organiser.fill(at, {"number": "55", "how": "there"})
    assert taken.says("That is the number of another post.")
    assert organiser.post(at, {"how": "left"}).status == 303
    assert visitor.get(f"/issues/{second.id}").says("An organiser left it")
    assert organiser.post(at, {"how": "again"}).status == 409
