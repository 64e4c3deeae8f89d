"""Other systems that may send what people told them, and what each has sent."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.db import Model, UtcDateTime


class Caller(Model):
    """A system that may send, with its key; `person_id` is who its posts are by.

    That person has no mailbox and no password: nobody signs in as it, and it is told
    nothing.
    """

    __tablename__ = "caller"
    private = True

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    sends_requests: Mapped[bool] = mapped_column(default=True)
    sends_updates: Mapped[bool] = mapped_column(default=True)
    # what it says about a post's status becomes the post's status
    sets_status: Mapped[bool] = mapped_column(default=False)
    per_hour: Mapped[int]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)


class CallerArea(Model):
    """An area that a caller may send to."""

    __tablename__ = "caller_area"
    private = True

    caller_id: Mapped[int] = mapped_column(ForeignKey("caller.id"), primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), primary_key=True)


class SentRequest(Model):
    """A post that came from a caller; the same `reference` of its own is the same post.

    `reference` is a hash: of the number it has there, or of all that was sent.
    """

    __tablename__ = "sent_request"
    __table_args__ = (Index(None, "caller_id", "reference"),)
    private = True

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), primary_key=True)
    caller_id: Mapped[int] = mapped_column(ForeignKey("caller.id"))
    reference: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class SentUpdate(Model):
    """What a caller said about a post, once for each number it has there (a hash)."""

    __tablename__ = "sent_update"
    private = True

    caller_id: Mapped[int] = mapped_column(ForeignKey("caller.id"), primary_key=True)
    reference: Mapped[str] = mapped_column(String(64), primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), unique=True)
