"""From board to board to board: all that is public arrives, under the same names, and
nothing else does."""

import json
from typing import Any

from board.accounts.models import Person
from board.campaigns.models import Campaign, Outcome
from board.playbooks import suggestion_actions
from board.playbooks.models import Playbook, PlaybookVersion
from board.training.models import Course
from tests.boards.exchange import (
    Elsewhere,
    accept_all,
    bring,
    drafts,
    published,
    rows_of,
)
from tests.builders import A_COURSE, Maker, People, in_days
from tests.conftest import on_sqlite
from tests.pages import Browser, over_wsgi
from tests.playbooks.books import edit, use, write

NAMES = ("Reed", "Okafor", "example.org", "0121")


def told(make: Maker, kind: str) -> dict[str, Any]:
    """What a board tells of each thing, by its name."""
    items = json.loads(published(make, kind))["items"]
    return {item["id"]: item["_board"] for item in items}


def carry(from_: Maker, to: Maker, operator: Person) -> None:
    """All that one board publishes is taken by another."""
    for kind in ("playbooks", "courses"):
        bring(to, operator, published(from_, kind))
    accept_all(to, operator)


def organise(make: Maker, people: People) -> Playbook:
    """A playbook, one made out of it, and how it went where it was used."""
    first = write(make, people.organiser, people.hodge_hill)
    first = edit(make, first, people.organiser, money="300 pounds", note="It was more.")
    write(make, people.elsewhere, people.ward_end, original=first, title="Pots")
    day = in_days(30)
    won = use(make, first, people.organiser, people.hodge_hill, day)
    make.end(
        won, people.organiser, Outcome.WON, how="Beans.", thanks="Rosa Reed 0121 1"
    )
    with make.writing():
        suggestion_actions.suggest(
            make._here(first),
            make._here(people.organiser),
            words="Ask the **school**, too.",
            why="They have spades.",
            step="ask",
            area_id=people.hodge_hill.id,
        )
    make.course(people.organiser, **A_COURSE)
    return first


@on_sqlite
def test_all_that_is_public_goes_round_and_keeps_its_names(
    make: Maker, people: People, elsewhere: Elsewhere
) -> None:
    first = organise(make, people)
    there, further = elsewhere("there"), elsewhere("further")
    carry(make, there, people.operator)
    carry(there, further, people.operator)
    for kind in ("playbooks", "courses"):
        assert told(make, kind) == told(there, kind) == told(further, kind)
    found = told(further, "playbooks")
    assert found[first.lineage]["version"] == 2
    assert found[first.lineage]["note"] == "It was more."
    (copy,) = (one for one in found.values() if one.get("from_lineage"))
    assert copy["from_lineage"] == first.lineage
    (ours,) = [row for row in rows_of(there, Playbook) if row.lineage == first.lineage]
    page = Browser(over_wsgi(there.app)).get(f"/playbooks/{ours.id}/tree")
    assert page.says("On other boards", "Test Board", "Won", "They have spades.")
    (went,) = found[first.lineage]["experience"]
    assert (went["place"], went["went"], went["board"]) == (
        "Hodge Hill",
        "won",
        "Test Board",
    )
    assert went["changed"] == [
        {"words": "Ask the **school**, too.", "why": "They have spades.", "step": "ask"}
    ]


@on_sqlite
def test_nothing_private_goes_with_it(
    make: Maker, people: People, elsewhere: Elsewhere
) -> None:
    organise(make, people)
    there = elsewhere("there")
    carry(make, there, people.operator)
    for kind in ("playbooks", "courses", "wins"):
        document = published(make, kind).decode()
        assert not [name for name in NAMES if name in document]
    for row in [*rows_of(there, Playbook), *rows_of(there, Course)]:
        assert row.author_id == people.operator.id, "who accepted it, and nobody else"
        assert row.area_id is None
    assert rows_of(there, Campaign) == []


@on_sqlite
def test_what_comes_back_to_where_it_began_is_no_news(
    make: Maker, people: People, elsewhere: Elsewhere
) -> None:
    organise(make, people)
    there = elsewhere("there")
    carry(make, there, people.operator)
    assert bring(make, people.operator, published(there, "playbooks")) == 0
    assert drafts(make) == []


@on_sqlite
def test_a_new_version_goes_on_under_its_number(
    make: Maker, people: People, elsewhere: Elsewhere
) -> None:
    first = organise(make, people)
    there = elsewhere("there")
    carry(make, there, people.operator)
    for money in ("400", "500", "600"):
        edit(make, first, people.organiser, money=money)
        first = make.now(first)
    carry(make, there, people.operator)
    (ours,) = [row for row in rows_of(there, Playbook) if row.lineage == first.lineage]
    assert ours.version == 5
    versions = rows_of(there, PlaybookVersion)
    assert sorted(row.version for row in versions if row.playbook_id == ours.id) == [
        2,
        5,
    ]
    assert told(make, "playbooks") == told(there, "playbooks")


@on_sqlite
def test_where_it_was_used_there_comes_back_as_a_draft_and_changes_no_words(
    make: Maker, people: People, elsewhere: Elsewhere
) -> None:
    first = organise(make, people)
    there = elsewhere("there")
    carry(make, there, people.operator)
    (ours,) = [row for row in rows_of(there, Playbook) if row.lineage == first.lineage]
    day = in_days(30)
    use(there, ours, people.elsewhere, people.ward_end, day)
    assert bring(make, people.operator, published(there, "playbooks")) == 1
    accept_all(make, people.operator)
    assert make.now(first).version == 2
    experience = told(make, "playbooks")[first.lineage]["experience"]
    assert {one["board"] for one in experience} == {"Test Board", "there"}
