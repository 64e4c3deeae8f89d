"""Small worlds at random: who belongs where, what each says and to whom, who is young,
hidden, kept out; and a plain reading of the rules of who sees what in them."""

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import Connection, delete, func, insert

from board import clock
from board.accounts.models import CurrentPerson
from board.areas.models import Membership
from board.moderation.measure_models import Measure
from board.people.models import Line, SeenBy, Young
from board.people.request_models import Asking, Wish
from board.policy import Role
from board.talent.models import Deed, DeedKind, OwnWord
from tests.builders import Maker, People

PEOPLE, AREAS = 5, 2
PERSON, AREA = st.integers(0, PEOPLE - 1), st.integers(0, AREAS - 1)
ROLES = st.sampled_from([None, *Role])
Said = tuple[int, SeenBy, bool]  # person, who sees it, whether it is hidden


@dataclass(frozen=True)
class World:
    """Roles by person and area, and what is so of people, by their place in the
    list."""

    roles: list[list[Role | None]]
    lines: list[Said]
    young: frozenset[int]
    kept_out: frozenset[tuple[int, int]]  # of an area
    hides: frozenset[int]  # from the page of who has been doing what
    not_so: frozenset[int]  # say that what they did is not
    unasked: frozenset[int]  # do not want to be asked

    def organises(self, reader: int | None, area: int) -> bool:
        """Whether somebody organises there and is not kept out."""
        if reader is None or (reader, area) in self.kept_out:
            return False
        return self.roles[reader][area] == Role.ORGANISER

    def told_of(self, reader: int, area: int) -> set[int]:
        """Who stands on an organiser's page of who has been doing what."""
        here = {one for one in range(PEOPLE) if self.roles[one][area]}
        here -= {reader} | self.young | self.hides
        return {one for one in here if (one, area) not in self.kept_out}


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
    st.frozensets(PERSON, max_size=2),
    st.frozensets(PERSON, max_size=2),
    st.frozensets(PERSON, max_size=2),
)


def may_see(world: World, reader: int | None, line: Said) -> bool:
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


def words(nth: int) -> str:
    """What the line in this place says, and no other."""
    return f"Cook dish number {nth:03}"


class Board:
    """Five people and two areas of a board, furnished anew for each world."""

    def __init__(self, make: Maker, people: People, case: int) -> None:
        self.people = [make.person(f"Person {n}") for n in range(PEOPLE)]
        self.areas = [people.hodge_hill, people.ward_end]
        self.case = case

    def furnish(self, world: World, connection: Connection) -> list[int]:
        """Put this world in the place of the last; the numbers of its lines."""
        numbers = [person.id for person in self.people]
        for table in (Line, Young, Membership, Measure, Deed, OwnWord, Asking):
            mine = table.person_id.in_(numbers)  # type: ignore[attr-defined]
            connection.execute(delete(table).where(mine))
        for table, row in self._rows(world):
            connection.execute(insert(table).values(**row))
        made = []
        for nth, (who, seen_by, hidden) in enumerate(world.lines):
            said = {"person_id": numbers[who], "kind": "can", "words": words(nth)}
            said |= {"compared": words(nth).lower(), "seen_by": seen_by}
            at = {"hidden_at": func.now()} if hidden else {}
            written = insert(Line).values(**said, **at).returning(Line.id)
            made.append(int(connection.scalar(written) or 0))
        return made

    def _rows(self, world: World) -> list[tuple[Any, dict[str, Any]]]:
        """All but the lines, each with its table."""
        numbers = [person.id for person in self.people]
        rows: list[tuple[Any, dict[str, Any]]] = []
        for who, roles in enumerate(world.roles):
            for area, role in zip(self.areas, roles, strict=True):
                key = {"person_id": numbers[who], "area_id": area.id}
                if role:
                    rows.append((Membership, key | {"role": role}))
                did = key | {"times": 1, "last_at": clock.now()}
                says = {"not_so": who in world.not_so}
                rows.append((Deed, did | {"kind": DeedKind.LATEST}))
                rows.append((Deed, did | says | {"kind": DeedKind.FINISHED}))
        for who, area in world.kept_out:
            ban: dict[str, Any] = {"kind": "ban", "person_id": numbers[who]}
            ban |= {"area_id": self.areas[area].id, "case_id": self.case, "reason": "-"}
            rows.append((Measure, ban))
        here = self.areas[0].id
        of_each: list[tuple[frozenset[int], Any, dict[str, Any]]] = [
            (world.young, Young, {"area_id": here}),
            (world.hides, OwnWord, {"hidden": True}),
            (world.unasked, Asking, {"wish": Wish.NONE}),
        ]
        for whom, table, said in of_each:
            rows += [(table, said | {"person_id": numbers[one]}) for one in whom]
        return rows

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
            self.people[who].id, "Reader", unread=0, locale="", roles=roles, **flags
        )
