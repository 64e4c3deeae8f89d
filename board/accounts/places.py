"""What others tell of the person who asks, and what one can set."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement

from board.places import Place

# How many news they have not seen yet, counted in the statement that reads who asks.
UNREAD: Place[ColumnElement[int]] = Place("person.unread")


@dataclass(frozen=True)
class Setting:
    """A page on which something is set, as a list of such pages names it."""

    address: str
    label: Any = field(compare=False)
    words: Any = field(compare=False)  # what one finds there, in one line
    icon: str = field(compare=False)


# What a person can set for themselves; /me/settings lists it.
SETTINGS: Place[Setting] = Place("person.settings", several=True)
