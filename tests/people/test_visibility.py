"""Who sees what, with random lines, viewers and settings: a plain reading of the rules
beside what the pages, the search and the counts give."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from sqlalchemy import select

from board.db import db
from board.moderation.case_actions import decide
from board.moderation.decisions import Decision
from board.moderation.finding import find
from board.moderation.models import Case
from board.moderation.rules import Basis
from board.people import finding, queries
from board.people.models import Line, SeenBy
from board.talent import queries as talent
from tests.builders import Maker, People, Things
from tests.conftest import on_sqlite
from tests.db.test_query_counts import counted
from tests.pages import Browser, Page
from tests.people.worlds import AREAS, PEOPLE, WORLDS, Board, World, may_see, words
from tests.trials import TIMES

KEPT = Decision("warn", Basis(1, "a", "It shouts."))
MISSING = 999_999
# there is no other way out for what people say of themselves
NO_OUTLETS = ("/people.csv", "/people.json", "/people.atom", "/people/{}.json")


def worlds(test: Callable[[World], None], times: int, turn: int) -> None:
    """Try so many worlds; other ones in each turn."""
    run = settings(
        max_examples=times,
        deadline=None,
        derandomize=not TIMES,
        database=None,
        suppress_health_check=list(HealthCheck),
    )(given(WORLDS)(test))
    run()


@pytest.fixture
def board(make: Maker, people: People) -> Board:
    """Its people are kept out by one case."""
    flagged = make.issue(people.member)
    with make.writing():
        decide(find("issue", flagged.id), make._here(people.organiser), KEPT)
        case = db.session.scalars(select(Case.id)).one()
    return Board(make, people, case)


@pytest.mark.trial
@pytest.mark.untrue  # what they did is not in the log
def test_no_line_is_seen_found_or_counted_by_whom_it_is_not_for(
    make: Maker, board: Board, things: Things, turn: int
) -> None:
    task = ("task", things.task.id)

    def holds(world: World) -> None:
        numbers = board.furnish(world, db.session.connection())
        for who in (None, *range(PEOPLE)):
            check(board, world, who, numbers, task)

    with make.writing():
        worlds(holds, 100 if TIMES else 8, turn)


def check(
    board: Board,
    world: World,
    who: int | None,
    numbers: list[int],
    task: tuple[str, int],
) -> None:
    """List, search, who can be asked and who has been doing what give this reader what
    the rules say, no more, no less."""
    reader = board.reader(world, who)
    allowed = {
        number
        for number, line in zip(numbers, world.lines, strict=True)
        if may_see(world, who, line)
    }
    seen = {
        row.id for person in board.people for row in queries.lines_of(person.id, reader)
    }
    assert seen == allowed
    read = select(Line.id).where(Line.id.in_(numbers), *Line.visible(reader))
    assert set(db.session.scalars(read)) == allowed
    if reader is None or who is None:
        return
    shown = {world.lines[numbers.index(number)][0] for number in allowed}
    shown -= world.young | {who}
    for skills, wanted in (([], shown), (["cook"], shown), (["van"], set())):
        assert found(board, finding.found(reader, skills=skills)) == wanted
    asked = finding.found(reader, skills=[], to_ask=task)
    assert found(board, asked) == shown - world.unasked
    for nth in range(AREAS):
        area = board.areas[nth].id
        here = {one for one in shown if world.roles[one][nth]}
        here -= {one for one in here if (one, nth) in world.kept_out}
        assert found(board, finding.found(reader, skills=[], area=area)) == here
        doing = found(board, talent.listed(area, reader))
        organises = world.organises(who, nth)
        assert doing == (world.told_of(who, nth) if organises else set())


def found(board: Board, rows: Any) -> set[int]:
    """The places in the list of those who are ours."""
    places = {person.id: at for at, person in enumerate(board.people)}
    return {places[row.id] for row in rows if row.id in places}


@pytest.mark.trial
@pytest.mark.untrue  # what they did is not in the log
def test_no_page_gives_away_a_line_or_that_somebody_is_there(
    app: Flask, board: Board, browser: Callable[..., Browser], turn: int
) -> None:
    readers = {None: browser()}
    readers |= {at: browser(one) for at, one in enumerate(board.people)}  # type: ignore[dict-item]

    def holds(world: World) -> None:
        with app.app_context(), db.engine.begin() as connection:
            numbers = board.furnish(world, connection)
        for who, reads in readers.items():
            look_around(board, world, who, reads, numbers)

    worlds(holds, 20 if TIMES else 3, turn)


def look_around(
    board: Board, world: World, who: int | None, reads: Browser, numbers: list[int]
) -> None:
    """On every page with lines this reader reads theirs and no other; what they may not
    read is as if it were not there."""
    allowed = [nth for nth, line in enumerate(world.lines) if may_see(world, who, line)]
    nobody = reads.get(f"/people/{MISSING}")
    for at, person in enumerate(board.people):
        page = reads.get(f"/people/{person.id}")
        theirs = {nth for nth in allowed if world.lines[nth][0] == at}
        assert told(page, world) == theirs
        if page.status == 404:
            same = page.words.replace(f"/{person.id} ", f"/{MISSING} ")
            assert same == nobody.words
        for outlet in NO_OUTLETS:
            assert reads.get(outlet.format(person.id)).status == 404
    for nth, number in enumerate(numbers):
        page = reads.get(f"/flag?kind=person_line&id={number}")
        is_hidden = world.lines[nth][2]
        mine = who == world.lines[nth][0]
        open_to = nth in allowed and not (is_hidden and mine)
        assert told(page, world) <= ({nth} if nth in allowed else set())
        assert (page.status == 200) <= open_to
    if who is None:
        return
    others = {nth for nth in allowed if world.lines[nth][0] not in world.young | {who}}
    assert told(reads.get("/people"), world) == others
    for area in range(AREAS):
        page = reads.get(f"/areas/{board.areas[area].slug}/people")
        assert (page.status == 200) == world.organises(who, area)
        doing = world.told_of(who, area) if page.status == 200 else set()
        theirs = {nth for nth in allowed if world.lines[nth][0] in doing}
        assert told(page, world) == theirs
        assert page.words.count("finished one task") == len(doing - world.not_so)


@on_sqlite
def test_who_shows_nothing_costs_the_same_statements_as_who_is_not_there(
    make: Maker, people: People, browser: Callable[..., Browser], app: Flask
) -> None:
    shy = make.person("Shy", area=people.ward_end)
    make.bring(shy, "Sew", SeenBy.ORGANISERS)
    for reader in (None, people.member, people.organiser):
        reads = browser(reader)
        asked = []
        for number in (shy.id, MISSING):
            reads.get("/about")
            with counted(app) as statements:
                assert reads.get(f"/people/{number}").status == 404
            asked.append(len(statements))
        assert asked[0] == asked[1], reader


def told(page: Page, world: World) -> set[int]:
    """The lines that stand on a page."""
    return {nth for nth in range(len(world.lines)) if words(nth) in page.text}
