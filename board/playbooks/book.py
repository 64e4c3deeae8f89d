"""What a playbook holds, with its limits: the same in a file that comes with the
product, in the database and between boards."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from board.tasks.models import Shape
from board.text import slug

MOST_STEPS = 100
MOST_ROLES = 20
MOST_SHEETS = 12
MOST_LINES = 30
MOST_DAYS = 730  # between a step and the day of the action
TITLE = 120
LINE = 300
PLACE = 120
PROSE = 8_000


def _text(limit: int, *, needed: bool = False) -> Any:
    given: dict[str, Any] = {"metadata": {"limit": limit, "needed": needed}}
    return field(**given) if needed else field(default="", **given)


def _number(least: int, most: int, default: int) -> Any:
    return field(default=default, metadata={"least": least, "most": most})


def _several(kind: Any, most: int, limit: int = 0) -> Any:
    given = {"kind": kind, "most": most, "limit": limit}
    return field(default=(), metadata=given)


@dataclass(frozen=True)
class Role:
    """Something that one person looks after; steps name it by its key."""

    key: str = _text(40, needed=True)
    name: str = _text(60, needed=True)
    words: str = _text(PROSE)
    cleared: bool = False


@dataclass(frozen=True)
class Step:
    """Something to do, so many days before or after the day of the action.

    One with `starts` and `minutes` is a shift, at that time by the clock; `place` says
    where, as far as that is the same everywhere.
    `from_lineage` is the step of another playbook that it was copied from.
    """

    key: str = _text(40, needed=True)
    title: str = _text(TITLE, needed=True)
    day: int = _number(-MOST_DAYS, MOST_DAYS, 0)
    role: str = _text(40)
    skill: str = _text(60)
    shape: str = _text(8)
    starts: str = _text(5)
    minutes: int = _number(0, 24 * 60, 0)
    place: str = _text(PLACE)
    places: int = _number(1, 500, 1)
    cleared: bool = False
    words: str = _text(PROSE)
    from_lineage: str = _text(160)

    @property
    def is_shift(self) -> bool:
        """Whether it has a time of the clock."""
        return self.shape == Shape.SHIFT

    @property
    def begins(self) -> time:
        """When a shift begins, by the clock."""
        return time.fromisoformat(self.starts)


@dataclass(frozen=True)
class Sheet:
    """A page to print."""

    title: str = _text(TITLE, needed=True)
    words: str = _text(PROSE)


@dataclass(frozen=True)
class Book:
    """All of a playbook, one version of it."""

    title: str = _text(TITLE, needed=True)
    summary: str = _text(LINE)
    purpose: str = _text(PROSE)
    decides: str = _text(LINE)
    people: str = _text(LINE)
    weeks: str = _text(LINE)
    money: str = _text(LINE)
    safeguarding: str = _text(PROSE)
    gate: str = _text(LINE)
    script: str = _text(PROSE)
    wins: tuple[str, ...] = _several(str, MOST_LINES, 500)
    fails: tuple[str, ...] = _several(str, MOST_LINES, 500)
    debrief: tuple[str, ...] = _several(str, MOST_LINES, 500)
    asks: tuple[str, ...] = _several(str, MOST_LINES, 500)
    roles: tuple[Role, ...] = _several(Role, MOST_ROLES)
    steps: tuple[Step, ...] = _several(Step, MOST_STEPS)
    sheets: tuple[Sheet, ...] = _several(Sheet, MOST_SHEETS)

    def role(self, key: str) -> Role | None:
        """The role of this key."""
        return next((role for role in self.roles if role.key == key), None)

    def step(self, key: str) -> Step | None:
        """The step of this key."""
        return next((step for step in self.steps if step.key == key), None)

    @property
    def first_day(self) -> int:
        """The day of the earliest step, counted from the day of the action."""
        return min((step.day for step in self.steps), default=0)


def new_key(title: str, taken: Iterable[str]) -> str:
    """A key for something of this title, which none of those taken is."""
    base = slug(title)[:32].strip("-")
    known = set(taken)
    number = 2
    key = base
    while key in known:
        key = f"{base}-{number}"
        number = number + 1
    return key
