"""Finding people by what they bring, among those who show it to whoever looks."""

from functools import cache, lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    String,
    Subquery,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    true,
    union,
)
from sqlalchemy.orm import aliased

from board.accounts.models import CurrentPerson, Person
from board.accounts.places import KEEPS_OUT
from board.areas.models import Membership
from board.db import AnySelect, Rows, read
from board.folding import folded, same_name, words
from board.people.models import Line, SeenBy, young
from board.people.queries import LINES
from board.people.request_queries import ME, can_be_asked
from board.policy import Actor

PAGE = 20
Walk = tuple[Any, ColumnElement[bool]]  # over whose numbers, and where
_here: Any = aliased(Membership)
_open: Any = aliased(Line)
THING: Any = bindparam("thing")
FEW = 1000  # lines
SHORTEST = 3  # letters of a word by which somebody is found


def found(
    reader: CurrentPerson,
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

    areas = [area] if area else sorted(reader.roles)
    wanted = [same_name(skill).split()[:8] for skill in skills]
    shape = Shape(
        areas=len(areas),
        within=bool(area),
        words=tuple(map(len, wanted)),
        kinds=kinds,
        further=bool(after),
        to_ask=to_ask[0] if to_ask else "",
        limit=limit + 1,
    )
    values = {"me": reader.id, "area": area, "after": after}
    values |= {f"area_{at}": number for at, number in enumerate(areas)}
    if to_ask:
        values["thing"] = to_ask[1]
    texts = {
        f"word_{at}_{nth}": _anywhere(word)
        for at, words_of_one in enumerate(wanted)
        for nth, word in enumerate(words_of_one)
    }
    return read(_statement(shape), values | texts)


class Shape(NamedTuple):
    """What a question has, whatever its values: a statement is built once for each."""

    areas: int
    within: bool  # one area
    words: tuple[int, ...]  # of each skill
    kinds: tuple[str, ...]
    further: bool
    to_ask: str  # for this kind of thing
    limit: int


@lru_cache(200)
def _statement(shape: Shape) -> AnySelect:
    walks = _walks(shape)
    if len(shape.words) == 1:
        walks = _few_or_many(shape, walks)
    parts = [_page(person, shape, within) for person, within in walks]
    # their numbers first and apart, or PostgreSQL walks through everybody by name
    numbers = union(*(select(part.c.id) for part in parts)).cte("numbers")
    numbers = numbers.prefix_with("MATERIALIZED")
    people = select(Person.id, Person.name).join(numbers, numbers.c.id == Person.id)
    return people.order_by(numbers.c.id.desc()).limit(shape.limit)


def _walks(shape: Shape) -> list[Walk]:
    """Through the people of each area, and through those who show a line to
    everyone."""
    walks: list[Walk] = [
        (_here.person_id, _here.area_id == bindparam(f"area_{at}"))
        for at in range(shape.areas)
    ]
    if not shape.within:
        to_all = and_(_open.seen_by == SeenBy.EVERYONE, *_said(_open, shape))
        walks.append((_open.person_id, to_all))
    return walks


def _few_or_many(shape: Shape, walks: list[Walk]) -> list[Walk]:
    """A skill that few bring is looked for among those who say it; one that many bring
    is found soon on any walk."""
    said = select(Line.person_id).where(*_said(Line, shape)).limit(FEW + 1)
    few = said.cte("few").prefix_with("MATERIALIZED")
    many = select(func.count()).select_from(few).scalar_subquery() > FEW
    person = few.c.person_id
    here = exists().where(_here.person_id == person, _here.area_id == bindparam("area"))
    among_few = and_(~many, here) if shape.within else ~many
    return [*((who, and_(many, within)) for who, within in walks), (person, among_few)]


def _page(person: Any, shape: Shape, within: ColumnElement[bool]) -> Subquery:
    """A walk through an index from the newest person on, which stops after a page."""
    found = select(person.label("id")).where(within, *_is_one(person, shape))
    return found.distinct().order_by(person.desc()).limit(shape.limit).subquery()


def _is_one(person: Any, shape: Shape) -> list[ColumnElement[bool]]:
    """What is true of whoever is found."""
    shown = (*_said(Line, shape), *Line.visible(ME))
    return [
        exists().where(Line.person_id == person, *shown),
        person != ME,
        ~young(person),
        ~KEEPS_OUT.filling(person, bindparam("area")),
        *([person < bindparam("after")] if shape.further else []),
        *(can_be_asked(person, ME, shape.to_ask, THING) if shape.to_ask else []),
    ]


def _said(line: Any, shape: Shape) -> list[ColumnElement[bool]]:
    """It is of one of the kinds, and all words of one of the skills stand in it."""
    skills = [
        and_(true(), *(_stands_in(line, f"word_{at}_{nth}") for nth in range(count)))
        for at, count in enumerate(shape.words)
    ]
    of_kind = [line.kind.in_(shape.kinds)] if shape.kinds else []
    return of_kind + ([or_(*skills)] if skills else [])


def _stands_in(line: Any, word: str) -> ColumnElement[bool]:
    return line.compared.like(bindparam(word, type_=String), escape="/")  # type: ignore[no-any-return]


def _anywhere(word: str) -> str:
    """A pattern for texts in which the word stands."""
    for sign in "/%_":
        word = word.replace(sign, f"/{sign}")
    return f"%{word}%"


@cache
def _lines() -> AnySelect:
    theirs = (
        Line.person_id.in_(bindparam("people", expanding=True)),
        *Line.visible(ME),
    )
    return select(*LINES).where(*theirs).order_by(Line.id)


def lines_of(people: list[int], reader: Actor) -> dict[int, list[Any]]:
    """What the reader sees of each of these people, in the order it was written."""
    lines: dict[int, list[Any]] = {number: [] for number in people}
    values = {"people": people, "me": reader.id}
    for row in read(_lines(), values):
        lines[row.person_id].append(row)
    return lines


def words_of(skills: str) -> list[str]:
    """The words by which people are found who bring what a task takes."""
    return [word for word in words(folded(skills)) if len(word) >= SHORTEST][:12]
