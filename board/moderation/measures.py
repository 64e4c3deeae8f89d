"""Keeping people out and limiting them: what begins, what ends, and what it does at
once."""

from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select, update

from board import clock
from board.accounts.models import Person
from board.accounts.session_actions import end_all_sessions
from board.db import db
from board.drawing import day
from board.errors import Invalid, KeptOut
from board.keyed import keyed
from board.moderation import measure_queries
from board.moderation.measure_models import Measure
from board.moderation.models import Case
from board.policy import Actor, require

EVERYWHERE = ("board", "address", "domain")


def hash_of(address: str) -> str:
    """What is stored of an address: nobody reads it from there."""
    return keyed(f"kept out {address.lower()}")


def domain_of(address: str) -> str:
    """What stands behind the sign."""
    return address.rpartition("@")[2].lower()


def begin(case: Case, by: Actor, decision: Any, standing: str) -> None:
    """Keep the author of a case out, or limit them, until a day or for good.

    Beyond an area only operators may, and they end all sessions with it.
    """
    person = db.session.get(Person, case.author_id) if case.author_id else None
    if person is None:
        raise Invalid(_("Nobody is known to have written this."))
    if decision.until and decision.until <= clock.now():
        raise Invalid(_("Name a day that is still to come."), "until")
    is_wide = decision.reach in EVERYWHERE
    if is_wide:
        require(by, "moderation.everywhere", case)
    elif case.area_id is None:
        raise Invalid(_("This is in no area. Choose the whole board."), "reach")
    measure = Measure(
        kind=decision.act,
        person_id=person.id,
        case_id=case.id,
        area_id=None if is_wide else case.area_id,
        reason=standing,
        until=decision.until,
    )
    if decision.act == "ban" and decision.reach in ("address", "domain"):
        measure.address_hash = hash_of(person.email)
    if decision.act == "ban" and decision.reach == "domain":
        measure.domain = domain_of(person.email)
    db.session.add(measure)
    if decision.act == "ban" and is_wide:
        _send_out(person, measure.domain)


def _send_out(person: Person, domain: str | None) -> None:
    """End the sessions of everybody it concerns."""
    people = [person.id]
    if domain:
        there = select(Person.id).where(
            Person.email.endswith(f"@{domain}", autoescape=True),
            Person.is_operator.is_(False),
        )
        people = [*{*people, *db.session.scalars(there)}]
    for number in sorted(people):
        end_all_sessions(number)


def _is_operator_by_domain(ban: Any, person_id: int) -> bool:
    """Whoever runs the board can't be shut out with everybody of a domain."""
    person = db.session.get(Person, person_id)
    return bool(ban.domain and person and person.is_operator)


def end(case: Case) -> None:
    """What was begun in a case holds no longer."""
    of_case = (Measure.case_id == case.id, Measure.ended_at.is_(None))
    db.session.execute(update(Measure).where(*of_case).values(ended_at=clock.now()))


def last_day(until: datetime) -> datetime:
    """An instant of the last day on which it holds, where it ends at midnight."""
    return until - timedelta(seconds=1)


def check_sign_in(person_id: int, email: str) -> None:
    """Let nobody in who is kept out of the whole board. Raises KeptOut, which says why,
    until when and how to appeal."""
    ban = measure_queries.ban_of(person_id, hash_of(email), domain_of(email))
    if ban is None or _is_operator_by_domain(ban, person_id):
        return
    if ban.until:
        sentence = _(
            "You are kept out of this board until %(day)s. The reason: %(reason)s "
            "If you think that is wrong, the mail we sent you then has a link by which "
            "a second person looks at it.",
            day=day(last_day(ban.until)),
            reason=ban.reason,
        )
    else:
        sentence = _(
            "You are kept out of this board. The reason: %(reason)s If you think that "
            "is wrong, the mail we sent you then has a link by which a second person "
            "looks at it.",
            reason=ban.reason,
        )
    kept_out = KeptOut(sentence)
    kept_out.way = ("/moderation/log", _("See what moderators decided"))
    raise kept_out
