"""What moderators hide: the row stays, and nobody reads it past its door. And where
they end what people say to each other."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from board.db.tables import Conditions, Reader, UtcDateTime
from board.errors import Conflict


class CanBeHidden:
    """A kind of thing that moderators can hide.

    `hidden_for` is what stands in its place for everybody to read, the rule and the
    reason; empty while an organiser is still to look at it for the first time.
    """

    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hidden_for: Mapped[str] = mapped_column(String(500), default="")

    @classmethod
    def visible(cls: Any, reader: Reader) -> Conditions:
        """What is hidden is read on the pages of its case alone (moderation/)."""
        return (cls.hidden_at.is_(None),)


class CanBeClosed(CanBeHidden):
    """A kind of thing that people talk about on its page: comments, questions, lines.

    `closed_for` says why nothing more is said there; empty while anybody may.
    """

    closed_for: Mapped[str] = mapped_column(String(500), default="")


def check_open(thing: Any) -> None:
    """Raise Conflict where moderators have closed what is said about a thing (an
    entity, or a row that has the column)."""
    if thing.closed_for:
        raise Conflict(_("An organiser closed this: nothing more is said here."))
