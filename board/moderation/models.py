"""Flags, the cases they become, and what a thing said before moderators changed it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.db import Model, UtcDateTime, one_of


class FlagReason(StrEnum):
    """Why somebody says that an organiser should look at a thing."""

    ABUSE = "abuse"
    SPAM = "spam"
    PRIVACY = "privacy"
    DANGER = "danger"
    ILLEGAL = "illegal"
    OTHER = "other"


URGENT = (FlagReason.DANGER, FlagReason.ILLEGAL, FlagReason.PRIVACY)


class State(StrEnum):
    """Where a case stands: somebody is to look at it, or to look at its thing before
    anybody reads it; it was decided; its author asks a second person."""

    OPEN = "open"
    HELD = "held"
    DECIDED = "decided"
    APPEALED = "appealed"


WAITING = (State.OPEN, State.HELD, State.APPEALED)
IS_WAITING = text("state <> 'decided'")


class Outcome(StrEnum):
    """What the second person says of a decision."""

    UPHELD = "upheld"
    CHANGED = "changed"
    UNDONE = "undone"


class Case(Model):
    """All that was flagged and decided about one thing.

    `decision` is the act that stands, empty before one was taken. A row that was
    decided on is changed only by who knows its present `version`.
    """

    __tablename__ = "moderation_case"
    __table_args__ = (
        one_of("state", State),
        one_of("outcome", ("", *Outcome), name="outcome"),
        UniqueConstraint("kind", "thing_id"),
        Index(
            "ix_moderation_case_waiting",
            "area_id",
            "urgent",
            "id",
            sqlite_where=IS_WAITING,
            postgresql_where=IS_WAITING,
        ),
        Index(None, "author_id", "id"),
        Index(None, "closed_at"),
    )
    private = True

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(30))
    thing_id: Mapped[int]
    title: Mapped[str] = mapped_column(String(40))  # its kind in words
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    state: Mapped[str] = mapped_column(String(8), default=State.OPEN)
    urgent: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    decision: Mapped[str] = mapped_column(String(12), default="")
    rules_version: Mapped[int] = mapped_column(default=1)
    rule: Mapped[int] = mapped_column(default=0)
    clause: Mapped[str] = mapped_column(String(4), default="")
    reason: Mapped[str] = mapped_column(String(300), default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # of the mailed link by which its author appeals without signing in
    appeal_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    appeal: Mapped[str] = mapped_column(Text, default="")
    appealed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str] = mapped_column(String(7), default="")
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def topics(self) -> list[str]:
        """Where in the log things about this case stand."""
        return [f"moderation_case-{self.id}"]


class Flag(Model):
    """Somebody says what is wrong with a thing; nobody but moderators learns who."""

    __tablename__ = "flag"
    __table_args__ = (
        one_of("reason", FlagReason),
        Index(
            "uq_flag_one_each",
            "case_id",
            "person_id",
            "about_author",
            unique=True,
            sqlite_where=text("told_at IS NULL AND person_id IS NOT NULL"),
            postgresql_where=text("told_at IS NULL AND person_id IS NOT NULL"),
        ),
        Index(None, "case_id", "id"),
    )
    private = True

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("moderation_case.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    # of who has no account and wants to hear what came of it; gone 90 days after
    email: Mapped[str] = mapped_column(String(254), default="")
    locale: Mapped[str | None] = mapped_column(String(10))  # they read the board in
    # of the link by which they say that it is theirs; none once they have
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    reason: Mapped[str] = mapped_column(String(7))
    # not what was written, but who wrote it
    about_author: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)


class EarlierText(Model):
    """What a thing said before a moderator changed it."""

    __tablename__ = "earlier_text"
    private = True

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("moderation_case.id"), index=True)
    title: Mapped[str] = mapped_column(String(120), default="")
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
