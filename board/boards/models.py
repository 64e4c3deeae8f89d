"""Other boards that this one follows, and what came from there or from a file."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.db import Model, UtcDateTime, one_of


class FollowedBoard(Model):
    """Another board, asked every few hours for what it publishes."""

    __tablename__ = "followed_board"
    private = True

    id: Mapped[int] = mapped_column(primary_key=True)
    # scheme, host and port, and nothing behind them
    address: Mapped[str] = mapped_column(String(300), unique=True)
    name: Mapped[str] = mapped_column(String(300), default="")  # as it calls itself
    # on this machine or in our own network, as an operator said
    is_near: Mapped[bool] = mapped_column(default=False)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # where it takes suggestions, as it last said; empty where it does not
    suggestions_at: Mapped[str] = mapped_column(String(2000), default="")
    # why its last answer was not taken; empty where it was
    fault: Mapped[str] = mapped_column(String(500), default="")

    @property
    def title(self) -> str:
        """What it calls itself, or where it is."""
        return self.name or self.address


class ExchangeSetting(Model):
    """What operators decided about other boards; one row, none at first."""

    __tablename__ = "exchange_setting"
    private = True

    id: Mapped[int] = mapped_column(primary_key=True)
    takes_suggestions: Mapped[bool]


class Sending(Model):
    """A suggestion on its way back to the board that its playbook came from.

    It is tried again at `next_at` until it is there or is given up.
    """

    __tablename__ = "suggestion_sending"
    private = True

    suggestion_id: Mapped[int] = mapped_column(
        ForeignKey("playbook_suggestion.id"), primary_key=True
    )
    board_id: Mapped[int | None] = mapped_column(
        ForeignKey("followed_board.id"), index=True
    )  # none: nobody follows it any more
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    tries: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # why it did not work the last time
    fault: Mapped[str] = mapped_column(String(500), default="")


class State(StrEnum):
    """What became of something that arrived."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Arrival(Model):
    """Something from elsewhere, which is a draft until an operator accepts it.

    `said` is what came (documents.About): with what was accepted, how it went elsewhere
    is shown; of what was declined it is emptied after a while. `hash` stays, so that
    the same does not come again.
    """

    __tablename__ = "arrival"
    __table_args__ = (
        one_of("state", State),
        Index(None, "state", "id"),
        Index(None, "lineage", "state"),
    )
    private = True

    id: Mapped[int] = mapped_column(primary_key=True)
    board_id: Mapped[int | None] = mapped_column(
        ForeignKey("followed_board.id"), index=True
    )  # none: from a file
    kind: Mapped[str] = mapped_column(String(10))
    lineage: Mapped[str] = mapped_column(String(120))
    version: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    said: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    state: Mapped[str] = mapped_column(String(8), default=State.OPEN)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
