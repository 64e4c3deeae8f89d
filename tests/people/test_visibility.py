"""Who sees what, with random lines, viewers and settings: a plain reading of the rules
beside what the pages, the search and the counts give."""

import os
from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select

from board.accounts.models import CurrentPerson
from board.areas.models import Membership
from board.db import db
from board.moderation.case_actions import decide
from board.moderation.decisions import Decision
from board.moderation.finding import find
from board.moderation.measure_models import Measure
from board.moderation.models import Case
from board.moderation.rules import Basis
from board.people import finding, queries
from board.people.models import Line, SeenBy, Young
from board.policy import Role
from tests.builders import Maker, People

EXAMPLES = 400 if os.environ.get("BOARD_TRIALS") else 8
PEOPLE, AREAS = 5, 2
KEPT = Decision("warn", Basis(1, "a", "It shouts."))
ROLES = st.sampled_from([None, *Role])


@dataclass(frozen=True)
class World:
    """Roles by person and area; lines by person; who is young, hidden, kept out."""

    roles: list[list[Role | None]]
    lines: list[tuple[int, SeenBy, bool]]  # person, who sees it, whether it is hidden
    young: frozenset[int]
    kept_out: frozenset[tuple[int, int]]  # of an area


PERSON, AREA = st.integers(0, PEOPLE - 1), st.integers(0, AREAS - 1)
WORLDS = st.builds(
    World,
    st.lists(
        st.lists(ROLES, min_size=AREAS, max_size=AREAS),
        min_size=PEOPLE,
        max_size=PEOPLE,
    ),
    st.lists(
        st.tuples(PERSON, st.sampled_from(list(SeenBy)), st.booleans()), max_size=8
    ),
    st.frozensets(PERSON, max_size=2),
    st.frozensets(st.tuples(PERSON, AREA), max_size=2),
)


def may_see(world: World, reader: int | None, line: tuple[int, SeenBy, bool]) -> bool:
    """The rules of models.py, said in the plainest way."""
    person, seen_by, hidden = line
    if reader == person:
        return True
    if hidden or seen_by == SeenBy.NOBODY:
        return False
    shared = [
        world.roles[reader][area]
        for area in range(AREAS)
        if reader is not None
        and world.roles[person][area]
        and (reader, area) not in world.kept_out
    ]
    if Role.ORGANISER in shared:
        return True
    if person in world.young or seen_by == SeenBy.ORGANISERS:
        return False
    return seen_by == SeenBy.EVERYONE or Role.MEMBER in shared


class Board:
    """Five people and two areas of a board, furnished anew for each world."""

    def __init__(self, make: Maker, people: People, case: int) -> None:
        self.people = [make.person(f"Person {n}") for n in range(PEOPLE)]
        self.areas = [people.hodge_hill, people.ward_end]
        self.case = case

    def furnish(self, world: World) -> list[int]:
        """Put this world in the place of the last; the numbers of its lines."""
        numbers = [person.id for person in self.people]
        connection = db.session.connection()
        for table in (Line, Young, Membership, Measure):
            mine = table.person_id.in_(numbers)  # type: ignore[attr-defined]
            connection.execute(delete(table).where(mine))
        for who, roles in enumerate(world.roles):
            for area, role in zip(self.areas, roles, strict=True):
                key = {"person_id": numbers[who], "area_id": area.id}
                if role:
                    connection.execute(insert(Membership).values(**key, role=role))
        for who in world.young:
            young = {"person_id": numbers[who], "area_id": self.areas[0].id}
            connection.execute(insert(Young).values(**young))
        for who, area in world.kept_out:
            ban: dict[str, Any] = {"kind": "ban", "person_id": numbers[who]}
            ban |= {"area_id": self.areas[area].id, "case_id": self.case, "reason": "-"}
            connection.execute(insert(Measure).values(**ban))
        made = []
        for who, seen_by, hidden in world.lines:
            said = {"person_id": numbers[who], "kind": "can", "words": "Cook"}
            said |= {"skill": "cook", "seen_by": seen_by}
            at = {"hidden_at": db.func.now()} if hidden else {}
            written = insert(Line).values(**said, **at).returning(Line.id)
            made.append(int(connection.scalar(written) or 0))
        return made

    def reader(self, world: World, who: int | None) -> CurrentPerson | None:
        """Who asks, as a session has them."""
        if who is None:
            return None
        roles = {
            area.id: role
            for area, role in zip(self.areas, world.roles[who], strict=True)
            if role
        }
        flags = {"is_operator": False, "has_agreed": True, "has_factor": False}
        return CurrentPerson(
            self.people[who].id, "Reader", unread=0, roles=roles, **flags
        )


def test_no_line_is_seen_found_or_counted_by_whom_it_is_not_for(
    make: Maker, people: People
) -> None:
    flagged = make.issue(people.member)
    with make.writing():
        decide(find("issue", flagged.id), make._here(people.organiser), KEPT)
        case = db.session.scalars(select(Case.id)).one()
    board = Board(make, people, case)

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(WORLDS)
    def holds(world: World) -> None:
        numbers = board.furnish(world)
        for who in (None, *range(PEOPLE)):
            check(board, world, who, numbers)

    with make.writing():
        holds()


def check(board: Board, world: World, who: int | None, numbers: list[int]) -> None:
    """Page, list and search give this reader what the rules say, no more, no less."""
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
    shown = (
        {world.lines[numbers.index(number)][0] for number in allowed}
        - world.young
        - {who}
    )
    for skills in ([], ["cook"], ["van"]):
        found = {row.id for row in finding.found(reader, skills=skills)}
        wanted = shown if skills != ["van"] else set()
        assert found == {board.people[one].id for one in wanted}
    for area in range(AREAS):
        here = {one for one in shown if world.roles[one][area]}
        here -= {one for one in here if (one, area) in world.kept_out}
        rows = finding.found(reader, skills=[], area=board.areas[area].id)
        assert {row.id for row in rows} == {board.people[one].id for one in here}
