"""What others tell of the person who asks, what one can set, and what whoever runs the
board sees to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement

from board.db import AnyRow, AnySelect
from board.places import Place

# In which areas they may not write, as numbers with commas between; 0 is all.
KEPT_OUT: Place[ColumnElement[str]] = Place("person.kept_out")
# Whether a person may not write in an area, both columns or numbers.
KEEPS_OUT: Place[Callable[[Any, Any], ColumnElement[bool]]] = Place("person.keeps_out")
# The campaigns they are lent to as an organiser, each with its last day, such as
# 12@2026-05-01, with commas between.
LENT_TO: Place[ColumnElement[str]] = Place("person.lent_to")
# Asked before anybody is signed in, with their number and address; raises KeptOut.
BEFORE_SIGN_IN: Place[Callable[[int, str], None]] = Place(
    "person.before_sign_in", several=True
)
# How many news they have not seen yet, counted in the statement that reads who asks.
UNREAD: Place[ColumnElement[int]] = Place("person.unread")
# The version of the community rules that people are asked to agree to; 0 without any.
RULES_IN_FORCE: Place[ColumnElement[int]] = Place("person.rules_in_force")
# How many things somebody wrote (`person`, a number given later) stand since a moment
# (`before`) and were not taken away.
STOOD: Place[Callable[[], ColumnElement[int]]] = Place("person.stood")


@dataclass(frozen=True)
class Setting:
    """A page on which something is set, as a list of such pages names it."""

    address: str
    label: Any = field(compare=False)
    words: Any = field(compare=False)  # what one finds there, in one line
    icon: str = field(compare=False)


# What a person can set for themselves; /me/settings lists it.
SETTINGS: Place[Setting] = Place("person.settings", several=True)
# The pages of whoever runs the board, listed at /operator.
OPERATOR_PAGES: Place[Setting] = Place("operator.pages", several=True)


class Need(NamedTuple):
    """Something an operator has to see to: what is so, what to do about it, where."""

    words: str
    advice: str
    address: str
    label: str  # of the way there


# What an operator has to see to; each filling looks for needs of its own.
OPERATOR_NEEDS: Place[Callable[[], Iterable[Need]]] = Place(
    "operator.needs", several=True
)


class Waits(NamedTuple):
    """One thing that waits for the person's answer, in words, and the way to it."""

    words: str
    at: str
    label: str


class Waiting(NamedTuple):
    """A kind of thing that waits for answers: `rows` of the person `me` (a number
    given later), and how each reads on their week."""

    name: str
    rows: Callable[[], AnySelect]
    says: Callable[[AnyRow], Waits]


# What waits for a person's answer on their week, besides what that knows itself.
WAITING: Place[Waiting] = Place("person.waiting", several=True)
