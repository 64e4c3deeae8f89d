"""People, and what they agreed to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from flask_babel import gettext as _
from markupsafe import escape
from sqlalchemy import Dialect, ForeignKey, Index, String
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

from board import clock
from board.db import Model, UtcDateTime
from board.drawing import today
from board.policy import Role

# Who deleted their account is called so, in the language of each reader.
FORMER = "A former resident"


class Former(str):
    """The name of a former resident, in the language of whoever reads it."""

    __slots__ = ()

    def __str__(self) -> str:
        """In a mail or a sentence."""
        return str(_("A former resident"))

    def __html__(self) -> str:
        """On a page."""
        return str(escape(str(self)))

    def __format__(self, spec: str) -> str:
        """In a longer text."""
        return format(str(self), spec)


@lru_cache(10_000)
def _called(name: str | None) -> str | None:
    return Former(FORMER) if name == FORMER else name


class PersonName(TypeDecorator[str]):
    """A name as its person gave it, until the account is deleted."""

    impl = String
    cache_ok = True

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[str | None], str | None]:
        """Whoever has none any more is called a former resident; pages are full of
        names, so that each is looked at once."""
        return _called


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
    given_name: Mapped[str] = mapped_column("name", PersonName(80))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    # empty: signs in by mailed links only
    password_hash: Mapped[str] = mapped_column(String(200))
    is_operator: Mapped[bool] = mapped_column(default=False)
    # asked for when they sign in (factor_models.py)
    has_factor: Mapped[bool] = mapped_column(default=False)
    # of the community rules, the one they agreed to
    rules_version: Mapped[int] = mapped_column(default=0)
    # of pages and mails, such as `cy`; empty where they have not chosen
    locale: Mapped[str] = mapped_column(String(10), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    # The account was deleted, or is another system's (open311/): nobody signs in, is
    # told or mailed.
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    memberships: Mapped[list[Any]] = relationship(
        "Membership", back_populates="person", viewonly=True
    )

    # the areas in which they may not write, once it was asked for (queries.kept_out)
    kept_out = frozenset[int]()
    # the campaigns of other areas they help to organise, once that was asked for
    lent_to = frozenset[int]()

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
    locale: str
    roles: dict[int, Role]
    kept_out: frozenset[int] = frozenset()  # areas; 0 is all
    # campaigns of other areas they help to organise, each with the last day of it
    loans: tuple[tuple[int, date], ...] = ()

    @property
    def lent_to(self) -> frozenset[int]:
        """The campaigns they help to organise today: who asks is remembered for longer
        than a day may last."""
        return frozenset(campaign for campaign, last in self.loans if today() <= last)

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
