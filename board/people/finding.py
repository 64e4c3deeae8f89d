"""Finding people by what they bring, among those who show it to whoever looks."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select

from board.accounts.models import Person
from board.accounts.places import KEEPS_OUT
from board.areas.models import Membership
from board.db import Rows, read
from board.folding import folded, same_name, words
from board.people.models import Line, young
from board.people.queries import LINES
from board.people.request_queries import can_be_asked
from board.policy import Actor

PAGE = 20
SHORTEST = 3  # letters of a word by which somebody is found


def found(
    reader: Actor,
    *,
    skills: list[str],
    kinds: tuple[str, ...] = (),
    area: int = 0,
    after: int = 0,
    to_ask: tuple[str, int] | None = None,
    limit: int = PAGE,
) -> Rows:
    """(id, name) of people who show the reader a line of one of the kinds in which one
    of the skills stands, of an area where one is named: the newest first, one more than
    the limit where there are further. Nobody is found who is under 18 or kept out, nor,
    `to_ask` for a thing (kind, number), who can't be asked for it now.
    """
    shown = [
        Line.person_id == Person.id,
        *Line.visible(reader),
        *([Line.kind.in_(kinds)] if kinds else []),
        *([or_(*map(_names, skills))] if skills else []),
    ]
    people = select(Person.id, Person.name).where(
        exists().where(*shown),
        Person.id != reader.id,
        ~young(Person.id),
        ~KEEPS_OUT.filling(Person.id, area),
        *([Person.id < after] if after else []),
        *([_belongs(area)] if area else []),
        *(can_be_asked(Person.id, reader, *to_ask) if to_ask else []),
    )
    return read(people.order_by(Person.id.desc()).limit(limit + 1))


def lines_of(people: list[int], reader: Actor) -> dict[int, list[Any]]:
    """What the reader sees of each of these people, in the order it was written."""
    theirs = (Line.person_id.in_(people), *Line.visible(reader))
    lines: dict[int, list[Any]] = {number: [] for number in people}
    for row in read(select(*LINES).where(*theirs).order_by(Line.id)):
        lines[row.person_id].append(row)
    return lines


def words_of(skills: str) -> list[str]:
    """The words by which people are found who bring what a task takes."""
    return [word for word in words(folded(skills)) if len(word) >= SHORTEST][:12]


def _names(skill: str) -> ColumnElement[bool]:
    """All words of a skill stand in a line."""
    wanted = same_name(skill).split()[:8]
    return and_(*(_stands_in(word) for word in wanted))


def _stands_in(word: str) -> ColumnElement[bool]:
    plain = and_(Line.skill.is_(None), Line.words.icontains(word, autoescape=True))
    return or_(Line.skill.contains(word, autoescape=True), plain)


def _belongs(area: int) -> ColumnElement[bool]:
    here = (Membership.person_id == Person.id, Membership.area_id == area)
    return exists().where(*here)
