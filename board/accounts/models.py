"""People, the browsers they are signed in with, and failed tries to sign in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Double, ForeignKey, Index, String
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from board import clock
from board.db import Model, UtcDateTime
from board.policy import Role


class CanSignIn:
    """What Flask-Login asks of a person: the rest of its protocol is constant here."""

    id: Any
    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """For Flask-Login; the session keeps a token instead (accounts/session.py)."""
        return str(self.id)


class Person(CanSignIn, Model):
    """Someone with an account: the mailbox has answered, or the operator vouches for it
    at the command line.

    Erasing a person empties this row; the log keeps only its id.
    """

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    # as they gave it; whoever shows it reads `name`
    given_name: Mapped[str] = mapped_column("name", String(80))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    # empty: signs in by mailed links only
    password_hash: Mapped[str] = mapped_column(String(200))
    is_operator: Mapped[bool] = mapped_column(default=False)
    # asked for when they sign in (factor_models.py)
    has_factor: Mapped[bool] = mapped_column(default=False)
    # of the community rules, the one they agreed to
    rules_version: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    # The account was deleted: nobody signs in, is told or mailed, and `name` says so.
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    memberships: Mapped[list[Any]] = relationship(
        "Membership", back_populates="person", viewonly=True
    )

    # the areas in which they may not write, once it was asked for (queries.kept_out)
    kept_out = frozenset[int]()

    @hybrid_property
    def name(self) -> str:
        """What this person is called wherever they are named, of an entity and in a
        statement: there is no other way to a name."""
        return self.given_name

    @name.inplace.setter
    def _call(self, given: str) -> None:
        self.given_name = given

    @property
    def organises_somewhere(self) -> bool:
        """Whether the person is an organiser of any area."""
        return any(row.role == Role.ORGANISER for row in self.memberships)

    def role_in(self, area_id: int) -> Role | None:
        """The person's role in an area; None for someone from elsewhere."""
        return next(
            (Role(row.role) for row in self.memberships if row.area_id == area_id), None
        )


@dataclass(frozen=True)
class CurrentPerson(CanSignIn):
    """The person who asks, as columns: every signed-in page loads one.

    `roles` is by area.
    """

    id: int
    name: str
    is_operator: bool
    unread: int  # news not seen yet
    has_agreed: bool  # to the community rules in force
    has_factor: bool
    roles: dict[int, Role]
    kept_out: frozenset[int] = frozenset()  # areas; 0 is all

    @property
    def has_power(self) -> bool:
        """Whether others count on nobody else being able to sign in as this person."""
        return self.is_operator or self.organises_somewhere

    @property
    def organises_somewhere(self) -> bool:
        """Whether the person is an organiser of any area."""
        return Role.ORGANISER in self.roles.values()

    def role_in(self, area_id: int) -> Role | None:
        """The person's role in an area; None for someone from elsewhere."""
        return self.roles.get(area_id)


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


class FailedSignIn(Model):
    """A failed try, or a mail somebody had us send; account and address are kept as
    keyed hashes, never as they are."""

    __tablename__ = "failed_sign_in"
    __table_args__ = (Index(None, "account", "at"), Index(None, "address", "at"))
    private = True

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(String(64))
    address: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class Allowance(Model):
    """How much somebody has written of late, against one of their limits; who it is
    stands in no row, only a keyed hash."""

    __tablename__ = "allowance"
    private = True

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    # when all the room is free again, in seconds since 1970; one write takes `cost`
    # seconds of a room of `span`
    free_at: Mapped[float] = mapped_column(Double, index=True)
    cost: Mapped[float] = mapped_column(Double)
    span: Mapped[float] = mapped_column(Double)


class TrustedNetwork(Model):
    """A network that somebody vouches for, such as the hall's: more may be written from
    it until an hour they chose."""

    __tablename__ = "trusted_network"
    private = True

    network: Mapped[str] = mapped_column(String(64), primary_key=True)  # a keyed hash
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)


class Consent(Model):
    """A person agreed to something for one purpose, in one version of the words; taking
    it back ends it."""

    __tablename__ = "consent"
    __table_args__ = (Index(None, "person_id", "purpose"),)
    private = True

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    purpose: Mapped[str] = mapped_column(String(20))
    wording: Mapped[int]
    given_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
