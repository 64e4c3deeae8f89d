"""The people who may be due a mail, a few at a time, with all that decides what it
says."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import func, select

from board.accounts.models import Person
from board.accounts.places import KEPT_OUT
from board.accounts.queries import numbers_in
from board.activity.verbs import Kind
from board.areas.models import Membership
from board.db import AnyRow, AnySelect, read
from board.mail.models import StoppedAddress
from board.notifications.models import (
    OWED,
    USUAL,
    MailChoice,
    Notification,
    Rhythm,
)
from board.policy import Role

FEW = 100  # people: their mails are written in one transaction


_CHOICES = select(
    MailChoice.person_id, MailChoice.kind, MailChoice.rhythm, MailChoice.mailed_until
)
_ROLES = select(Membership.person_id, Membership.area_id, Membership.role)


@dataclass
class Hearer:
    """A person as far as mails are concerned; `mailed_until` is the last line of each
    kind of which they were."""

    id: int
    email: str
    is_operator: bool
    rhythms: dict[Kind, Rhythm]
    mailed_until: dict[Kind, int]
    roles: dict[int, Role] = field(default_factory=dict)
    locale: str = ""
    kept_out: frozenset[int] = frozenset()  # there they read as everybody does

    @property
    def organises_somewhere(self) -> bool:
        """Whether the person is an organiser of any area."""
        return Role.ORGANISER in self.roles.values()

    def role_in(self, area_id: int) -> Role | None:
        """The person's role in an area; None for someone from elsewhere."""
        return self.roles.get(area_id)

    def kinds(self, rhythm: Rhythm) -> dict[Kind, int]:
        """The kinds of news of which they are mailed like this, each with the last line
        of which they were."""
        mine = (kind for kind in Kind if self.rhythms[kind] == rhythm)
        return {kind: self.mailed_until[kind] for kind in mine}


def next_few(run: AnyRow) -> list[int]:
    """The next people to look at in a run: at once those who have something new, else
    everybody in turn."""
    if run.rhythm != Rhythm.AT_ONCE:
        everybody = select(Person.id).where(Person.id > run.after)
        found = everybody.order_by(Person.id)
    else:
        found = _with_news(run)
    return [row[0] for row in read(found.limit(FEW))]


def _with_news(run: AnyRow) -> AnySelect:
    new = select(Notification.person_id).where(
        Notification.activity_id > run.since,
        Notification.activity_id <= run.until,
        Notification.person_id > run.after,
    )
    owed = select(MailChoice.person_id).where(OWED, MailChoice.person_id > run.after)
    either = new.union(owed).subquery()
    return select(either.c.person_id).order_by(either.c.person_id)


def with_choices(ids: Iterable[int]) -> list[Hearer]:
    """These people but for those whom no mail reaches, each as they chose."""
    ids = list(ids)
    stopped = select(StoppedAddress.address)
    reachable = (
        Person.email != "",
        func.lower(Person.email).not_in(stopped),
    )
    kept_out = KEPT_OUT.filling.label("kept_out")
    who = (Person.id, Person.email, Person.is_operator, Person.locale)
    people = select(*who, kept_out)
    rows = read(people.where(Person.id.in_(ids), *reachable).order_by(Person.id))
    found = {}
    for row in rows:
        nothing = dict.fromkeys(Kind, 0)
        mine = (row.id, row.email, row.is_operator)
        out = numbers_in(row.kept_out)
        hearer = Hearer(*mine, dict(USUAL), nothing, locale=row.locale, kept_out=out)
        found[row.id] = hearer
    for row in read(_CHOICES.where(MailChoice.person_id.in_(found))):
        hearer = found[row.person_id]
        hearer.rhythms[Kind(row.kind)] = Rhythm(row.rhythm)
        hearer.mailed_until[Kind(row.kind)] = row.mailed_until
    for row in read(_ROLES.where(Membership.person_id.in_(found))):
        found[row.person_id].roles[row.area_id] = Role(row.role)
    return list(found.values())
