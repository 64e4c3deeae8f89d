"""Notifications: something happened that concerns a person; and how they want to be
mailed about it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, func, literal, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from board.accounts.models import Person
from board.activity.models import Activity
from board.activity.verbs import Kind
from board.db import Model, UtcDateTime, one_of


class Notification(Model):
    """One recipient of one line of the log; what it says is made from the line when it
    is shown."""

    __tablename__ = "notification"
    __table_args__ = (
        Index(
            "ix_notification_unread",
            "person_id",
            sqlite_where=text("read_at IS NULL"),
            postgresql_where=text("read_at IS NULL"),
        ),
    )
    private = True

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    activity_id: Mapped[int] = mapped_column(
        ForeignKey("activity.id"), primary_key=True, index=True
    )
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # the topic one follows, or what one is
    why: Mapped[str | None] = mapped_column(String(40))
    activity: Mapped[Activity] = relationship(lazy="raise")


class PendingNotice(Model):
    """A line of which more people are to hear than are notified at once; `news_after`
    is the number of the last person who was."""

    __tablename__ = "telling"
    private = True

    activity_id: Mapped[int] = mapped_column(
        ForeignKey("activity.id"), primary_key=True
    )
    news_after: Mapped[int]


class Rhythm(StrEnum):
    """How often somebody is mailed."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


# Quiet until somebody chooses otherwise: at once comes only what waits for them.
USUAL = dict.fromkeys(Kind, Rhythm.DAILY) | {Kind.ANSWER: Rhythm.AT_ONCE}


# as the index has it, or SQLite would not use it
OWED = text("owed")


class MailChoice(Model):
    """How a person is mailed about a kind of news, and the last line of the log of
    which they were: what was mailed is known by that, never by the clock.

    Without a row it is as USUAL, and nothing was mailed yet.
    """

    __tablename__ = "mail_choice"
    __table_args__ = (
        one_of("rhythm", Rhythm),
        Index(
            "ix_mail_choice_owed",
            "person_id",
            sqlite_where=OWED,
            postgresql_where=OWED,
        ),
    )
    private = True

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    rhythm: Mapped[str] = mapped_column(String(8))
    mailed_until: Mapped[int] = mapped_column(default=0)
    # something may have gathered that from now on goes at once
    owed: Mapped[bool] = mapped_column(default=False)


class MailRun(Model):
    """How far the mails of a rhythm are written, for lines of the log up to `until`:
    to everybody up to the person `after`, to all where that is None.

    The one of NEVER says up to which line nobody is mailed of anything: that was made
    up, or carried over.
    """

    __tablename__ = "mail_run"
    private = True

    rhythm: Mapped[str] = mapped_column(String(8), primary_key=True)
    # the day whose evening it was begun for
    period: Mapped[date | None]
    since: Mapped[int]  # the last line of the run before
    until: Mapped[int]
    after: Mapped[int | None]


MANY = 100  # unread ones are counted up to here
_unread = (
    select(literal(1))
    .where(Notification.person_id == Person.id, Notification.read_at.is_(None))
    .limit(MANY)
    .correlate(Person)
    .subquery()
)
# Beside who asks, in the one query every page makes; nobody else asks for it. At most
# MANY are counted.
UNREAD = select(func.count()).select_from(_unread).scalar_subquery()
