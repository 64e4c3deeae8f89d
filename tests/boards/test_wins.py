"""What was won elsewhere, and accepted, is read where people look for how it went."""

import re
from collections.abc import Callable
from typing import Any

from board.boards.models import Arrival
from board.campaigns.models import Outcome
from tests.boards.exchange import (
    Elsewhere,
    accept_all,
    bring,
    drafts,
    hide,
    published,
    rows_of,
)
from tests.boards.feeds import feed, item
from tests.builders import Maker, People, Things, in_days
from tests.conftest import on_sqlite
from tests.pages import Browser
from tests.playbooks.books import use, write

WIN: dict[str, Any] = {
    "title": "A light on the path",
    "place": "Saltley",
    "board": "Saltley Board",
    "ask": "Light the path by June.",
    "how": "They **walked** it with us. [More](https://saltley.example)",
    "changed": "We are asked now.",
}


def win(lineage: str = "there:light", **changed: Any) -> dict[str, Any]:
    """An item with something that was won on another board."""
    about = {"version": changed.pop("version", 1)}
    return item(lineage, win=WIN | changed, **about)


def test_what_was_accepted_is_read_with_where_it_comes_from(
    make: Maker, people: People, visitor: Browser
) -> None:
    bring(make, people.operator, feed(win()))
    assert not visitor.get("/wins").says("A light on the path"), "a draft"
    accept_all(make, people.operator)
    page = visitor.get("/wins")
    assert page.says("A light on the path", "Saltley, Saltley Board", "They walked it")
    assert page.says("Asked for: Light the path by June.", "We are asked now.")
    assert 'rel="nofollow' in page.text
    assert "/wins" in visitor.get("/campaigns").links


def test_only_what_was_said_last_stands_there(
    make: Maker, people: People, visitor: Browser
) -> None:
    bring(make, people.operator, feed(win()))
    accept_all(make, people.operator)
    bring(make, people.operator, feed(win(version=2, title="Lights on the path")))
    assert visitor.get("/wins").says("A light on the path")
    accept_all(make, people.operator)
    page = visitor.get("/wins")
    assert page.says("Lights on the path")
    assert not page.says("A light on the path")


@on_sqlite
def test_it_stands_with_the_playbook_it_was_won_by(
    make: Maker, people: People, elsewhere: Elsewhere, visitor: Browser
) -> None:
    there = elsewhere("there")
    theirs = write(there, people.organiser, people.hodge_hill)
    day = in_days(30)
    won = use(there, theirs, people.organiser, people.hodge_hill, day)
    ended = {"how": "They came.", "changed": "A key.", "thanks": "Rosa Reed"}
    there.end(won, people.organiser, Outcome.WON, **ended)
    assert b"Rosa" not in published(there, "wins")
    for kind in ("playbooks", "wins"):
        bring(make, people.operator, published(there, kind))
    accept_all(make, people.operator)
    (ours,) = [row for row in rows_of(make, Arrival) if row.kind == "playbook"]
    assert ours.lineage == theirs.lineage
    page = visitor.get("/wins")
    assert page.says("Hodge Hill, there", "By the playbook: A garden on the corner")
    book = next(link for link in page.links if link.startswith("/playbooks/"))
    tree = visitor.get(f"{book}/tree")
    assert tree.says("On other boards", "What was won by it", "They came.", "A key.")


def test_what_was_won_here_stands_there_too_while_anybody_may_read_it(
    make: Maker, people: People, things: Things, visitor: Browser
) -> None:
    assert visitor.get("/wins").says("Nothing yet")
    make.end(things.campaign, people.organiser, Outcome.WON, how="They **came**.")
    page = visitor.get("/wins")
    assert page.says(things.campaign.title, "They came.", "Here")
    assert not page.says("On other boards")
    hide(make, things.campaign)
    assert not visitor.get("/wins").says("They came.")


def test_an_operator_stops_showing_it(
    make: Maker, people: People, visitor: Browser, browser: Callable[..., Browser]
) -> None:
    bring(make, people.operator, feed(win()))
    (draft,) = drafts(make)
    at = f"/boards/arrivals/{draft.id}"
    operator = browser(people.operator)
    taken = operator.fill(at, {"do": "accept"}, action=at)
    assert taken.location.endswith("/wins")
    assert at in operator.get("/wins").links
    assert at not in visitor.get("/wins").links
    assert operator.fill(at, {"do": "take_away"}, action=at).status == 303
    assert not visitor.get("/wins").says("A light on the path")
    assert operator.post(at, {"do": "take_away"}).status == 409
    assert bring(make, people.operator, feed(win())) == 0, "it does not come again"


def test_what_became_a_thing_of_this_board_is_not_taken_away_so(
    make: Maker, people: People, browser: Callable[..., Browser]
) -> None:
    course = {"title": "A", "summary": "B", "parts": [{"minutes": 9, "title": "C"}]}
    bring(make, people.operator, feed(item(course=course)))
    accept_all(make, people.operator)
    (arrival,) = rows_of(make, Arrival)
    at = f"/boards/arrivals/{arrival.id}"
    operator = browser(people.operator)
    assert not operator.get(at).offers(at)
    refused = operator.post(at, {"do": "take_away"})
    assert refused.status == 409
    assert refused.says("Hide it there.")


@on_sqlite
def test_there_are_pages_of_them(make: Maker, people: People, visitor: Browser) -> None:
    many = [win(f"there:{n}", title=f"Light {n}") for n in range(25)]
    bring(make, people.operator, feed(*many))
    accept_all(make, people.operator)
    url, found = "/wins", []
    for _ in range(3):
        page = visitor.get(url)
        found += re.findall(r">Light (\d+)<", page.text)
        url = page.next
    assert (found, url) == ([str(n) for n in reversed(range(25))], "")
