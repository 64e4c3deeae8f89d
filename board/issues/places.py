"""What features that stand on posts put on a post's page; where posts go besides."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from markupsafe import Markup
from sqlalchemy import ColumnElement

from board.db import AnyRow, Rows
from board.issues.models import Issue
from board.places import Place
from board.policy import Actor

# The campaigns an issue is part of, and running ones that words lead to.
CAMPAIGNS: Place[Callable[[int], Rows]] = Place("issue.campaigns")
CAMPAIGNS_LIKE: Place[Callable[..., Rows]] = Place("issue.campaigns_like")
# Changes to an issue that its author asks for.
ASKS: Place[Callable[[int], Rows]] = Place("issue.asks")


class Sends(NamedTuple):
    """Where else posts go: `takers` by the slugs of area and category, each with a
    `name`; `agree` is done with a new post whose poster wants it."""

    takers: Callable[[], dict[tuple[str, str], Any]]
    agree: Callable[[Issue, Actor], None]


SENDS: Place[Sends] = Place("issue.sends")
# What became of that, given the post as its page has it; empty where there is nothing
# to say.
SENT: Place[Callable[[AnyRow], Markup]] = Place("issue.sent")
# What that wants to know of a post, read with its page.
SENT_COLUMNS: Place[Callable[[], Iterable[ColumnElement[Any]]]] = Place(
    "issue.sent_columns"
)
