"""How somebody gets in, and the browsers they are signed in with."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.db import Model, UtcDateTime


class SignIn(Model):
    """One browser a person is signed in with; ending the row ends it at the next
    request."""

    __tablename__ = "sign_in"
    private = True

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    # the end, however much it is used; and the end where it is not used before
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    idle_until: Mapped[datetime] = mapped_column(UtcDateTime)
    # written once an hour at most
    used_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # which device, in words: "Firefox", "Windows"
    browser: Mapped[str] = mapped_column(String(20), default="")
    system: Mapped[str] = mapped_column(String(20), default="")


class Purpose(StrEnum):
    """What a mailed link is good for."""

    SIGN_IN = "sign_in"
    PASSWORD = "password"  # noqa: S105  choosing a new one


class SignInLink(Model):
    """A way in that was mailed to its owner: for 30 minutes, once, for one purpose."""

    __tablename__ = "sign_in_link"
    __table_args__ = (
        CheckConstraint(f"purpose IN {tuple(str(p) for p in Purpose)}", name="purpose"),
    )
    private = True

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    # nobody's: made where the address has no account, so that it takes as long
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(10), default=Purpose.SIGN_IN)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class EmailChange(Model):
    """Another address for an account: it counts once the new mailbox has answered, and
    the old one can take it back for 7 days."""

    __tablename__ = "email_change"
    private = True

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    # of the link in the old mailbox, mailed once the change counts
    undo_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    old_email: Mapped[str] = mapped_column(String(254))
    new_email: Mapped[str] = mapped_column(String(254))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
