"""What people say they bring is flagged and hidden as other words are, by who may read
it; what is for nobody else is not for moderators either."""

from collections.abc import Callable

import pytest

from board.moderation.models import Case
from board.people.models import Line, SeenBy
from tests.builders import Maker, People, Rows
from tests.pages import Browser

WORDS = "Buy my cheap pills"


@pytest.fixture
def line(make: Maker, people: People, rows: Rows) -> Line:
    """The member shows it to everyone."""
    make.bring(people.member, WORDS, SeenBy.EVERYONE)
    return rows.all(Line)[0]


def flagged(browser: Browser, line: Line) -> int:
    """Somebody flags it from the page of its person; with what answer."""
    at = f"/flag?kind=person_line&id={line.id}"
    assert at in browser.get(f"/people/{line.person_id}").links
    return browser.fill(at, {"reason": "spam"}).status


def test_a_line_is_flagged_from_its_page_and_hiding_it_hides_it_everywhere(
    make: Maker,
    people: People,
    rows: Rows,
    line: Line,
    visitor: Browser,
    organiser: Browser,
    member: Browser,
    browser: Callable[..., Browser],
) -> None:
    assert flagged(visitor, line) == 303
    assert organiser.get("/moderation").says(WORDS)
    (case,) = rows.all(Case)
    assert organiser.get(f"/moderation/cases/{case.id}").says(WORDS, "Mo Malik")
    hide = f"/hide?kind=person_line&id={line.id}"
    assert organiser.fill(hide, {"rule": "1", "reason": "Spam."}).status == 303
    other = browser(make.person("Nia", area=people.hodge_hill))
    for reader in (visitor, organiser, other):
        assert WORDS not in reader.get(f"/people/{line.person_id}").text
    for reader in (organiser, other):
        assert "Mo Malik" not in reader.get("/people?skill=pills").text
    assert WORDS not in organiser.get("/areas/hodge-hill/people").text
    assert member.get("/me/about").says(WORDS, "This was hidden: nobody else sees it.")
    show = f"/restore?kind=person_line&id={line.id}"
    assert organiser.fill(show, {"rule": "1", "reason": "It was a joke."}).status == 303
    assert visitor.get(f"/people/{line.person_id}").says(WORDS)


@pytest.mark.parametrize("seen_by", [SeenBy.NOBODY, SeenBy.ORGANISERS])
def test_who_may_not_read_a_line_flags_hides_and_learns_nothing(
    make: Maker,
    people: People,
    rows: Rows,
    browsers: dict[str, Browser],
    seen_by: SeenBy,
) -> None:
    make.bring(people.member, WORDS, seen_by)
    (line,) = rows.all(Line)
    reads = {"member", "organiser"} if seen_by == SeenBy.ORGANISERS else {"member"}
    for name in browsers.keys() - reads:
        for at in ("/flag", "/hide", "/restore"):
            page = browsers[name].get(f"{at}?kind=person_line&id={line.id}")
            missing = browsers[name].get(f"{at}?kind=person_line&id=999")
            assert page.status == missing.status, (name, at)
            assert WORDS not in page.text, (name, at)


def test_of_a_line_that_is_taken_back_stays_that_there_was_a_case(
    rows: Rows,
    line: Line,
    visitor: Browser,
    organiser: Browser,
    member: Browser,
) -> None:
    flagged(visitor, line)
    (case,) = rows.all(Case)
    said = {"line": line.id, "words": WORDS, "seen_by": "nobody"}
    assert member.post("/me/about", said).status == 303
    at = f"/moderation/cases/{case.id}"
    for page in (organiser.get(at), organiser.get("/moderation")):
        assert page.status == 200
        assert WORDS not in page.text
    said = {"line": line.id, "remove": "yes"}
    assert member.post("/me/about", said).status == 303
    assert organiser.get(at).status == 200


def test_what_the_same_person_shows_to_everyone_is_named_beside_it(
    make: Maker, people: People, rows: Rows, line: Line, organiser: Browser
) -> None:
    make.bring(people.member, "More cheap pills", SeenBy.EVERYONE)
    make.bring(people.member, "My own business", SeenBy.NOBODY)
    flagged(organiser, line)
    (case,) = rows.all(Case)
    page = organiser.get(f"/moderation/several?case={case.id}")
    assert page.says("More cheap pills")
    assert "My own business" not in page.text
