"""What somebody without an account typed, until the owner of the address says it is
theirs."""

from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, String, and_
from sqlalchemy.orm import Mapped, mapped_column

from board.db import Model, UtcDateTime


class Unconfirmed(Model):
    """What is stored of each kind; a kind has a table of its own, with what else was
    typed."""

    __abstract__ = True
    private = True

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(80))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)

    @property
    def became(self) -> int | None:
        """The number of what it became; None before it is confirmed, and where nothing
        has to be found again by its link."""
        return None

    @classmethod
    def is_over(cls, now: datetime) -> ColumnElement[bool]:
        """Whether its link leads nowhere any more, so that it can be forgotten."""
        return cls.expires_at < now

    def empty(self) -> None:
        """Take out what was typed; what it became holds that now."""
        self.name = self.email = ""


class UnconfirmedJoining(Unconfirmed):
    """Being counted among people: the same link takes it back, however late."""

    __abstract__ = True

    once: Mapped[str] = mapped_column(String(36), unique=True)
    # who has the address, once they have said that it is theirs
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)

    @property
    def became(self) -> int | None:
        """The person who is counted."""
        return self.person_id

    @classmethod
    def is_over(cls, now: datetime) -> ColumnElement[bool]:
        """Only a link that was never pressed."""
        return and_(super().is_over(now), cls.person_id.is_(None))


class UsedAnswer(Model):
    """The link of a mail's answer was pressed: it works once. It is forgotten when its
    time is over anyway."""

    __tablename__ = "used_answer"
    private = True

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
