"""Notifications: something happened that concerns a person."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, func, literal, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from board.accounts.models import Person
from board.activity.models import Activity
from board.db import Model, UtcDateTime


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
    """A line of which more people are to hear than are notified at once.

    Each column has the number of the last person who was; None when everybody was.
    """

    __tablename__ = "telling"
    private = True

    activity_id: Mapped[int] = mapped_column(
        ForeignKey("activity.id"), primary_key=True
    )
    news_after: Mapped[int | None]
    mail_after: Mapped[int | None]


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
