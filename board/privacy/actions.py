"""Deleting an account: what is given back, what goes, and what stays as a former
resident's."""

from collections.abc import Mapping
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import func, select

from board import clock
from board.accounts.actions import one_by_one
from board.accounts.models import Person
from board.accounts.queries import by_email
from board.activity.actions import record
from board.db import db, fresh
from board.errors import Conflict
from board.events import attendance
from board.events import queries as events
from board.events.models import ON_LIST, Attendance, Event
from board.one_to_ones.models import key_of
from board.privacy import queries, verbs, words
from board.privacy.copy_queries import Whose, of_address
from board.privacy.erased_list import KINDS, STAYS, Goes
from board.privacy.rows import delete_rows, empty_person, empty_texts
from board.roles import actions as roles
from board.tasks import actions as tasks
from board.tasks import queries as read_tasks
from board.tasks.claim_models import Claim, ClaimState

OPEN = (ClaimState.HELD, ClaimState.OFFERED, ClaimState.WAITING)


class Erased(NamedTuple):
    """What is left to do once it is committed: to note who it was, and mails that are
    files."""

    person_id: int
    goes: Goes
    words: tuple[str, ...]  # what no file may hold


def refusal(person_id: int) -> str:
    """Why this account can't be deleted now and what to do first; empty where it
    can."""
    area = queries.organised_alone(person_id)
    if area:
        return str(
            _(
                "You are the only organiser of %(area)s. Ask whoever runs the board to "
                "give that part to somebody else, then you can delete your account.",
                area=area,
            )
        )
    if queries.operates_alone(person_id):
        return str(
            _(
                "You are the only one who runs this board. Make somebody else an "
                "operator first, on their page."
            )
        )
    return ""


def erase(person_id: int, goes: Goes = STAYS, *, last_one: bool = False) -> Erased:
    """Delete an account and what is held of its person, as held.py says, and of their
    words what `goes`; twice is once.

    Raises Conflict for the last organiser of an area, and the last operator, but where
    `last_one` may go, too.
    """
    person = fresh(Person, person_id)
    one_by_one(person)
    if person.erased_at is not None:
        return Erased(person_id, goes, ())
    if not last_one and (why := refusal(person_id)):
        raise Conflict(why)
    left = Erased(person_id, goes, (person.email, person.name))
    _give_back(person)
    if "comments" in goes:
        words.take_back_comments(person)
    if "posts" in goes:
        words.take_back_posts(person)
    whose = Whose(person.id, person.email)
    delete_rows(whose)
    empty_texts(whose)
    words.empty_notes(person)
    empty_person(person)
    went = {kind: kind in goes for kind in KINDS}
    topics = [f"person-{person_id}"]
    record(verbs.ERASED, person, by=person, topics=topics, **went)
    return left


def erase_address(email: str) -> Erased:
    """Delete what is held about an address that people left on paper.

    Raises Conflict for one with an account, which is deleted with all that is its own.
    """
    if by_email(email):
        raise Conflict(_("This address has an account. Sign in to delete that."))
    whose = of_address(email)
    delete_rows(whose)
    empty_texts(whose)
    words.forget_calls(key_of(email=email))
    return Erased(whose.id, STAYS, (email,))


def _give_back(person: Person) -> None:
    """Places on tasks and at events to come, which whoever waits for one gets; and
    roles."""
    held = select(Claim.task_id).where(
        Claim.person_id == person.id, Claim.state.in_(OPEN)
    )
    for number in _all(held.order_by(Claim.task_id)):
        tasks.release(read_tasks.lock(number), person)
    listed = (
        select(Event.id)
        .join(Attendance, Attendance.event_id == Event.id)
        .where(Attendance.person_id == person.id, Attendance.state.in_(ON_LIST))
        .where(Event.ends_at > clock.now(), Event.cancelled_at.is_(None))
        .where(*Event.visible(None))
    )
    for number in _all(listed.order_by(Event.id)):
        attendance.withdraw(events.get(number), person)
    roles.vacate(person.id)


def _all(statement: object) -> list[int]:
    return list(db.session.scalars(statement))  # type: ignore[call-overload]


def again(listed: Mapping[int, Goes]) -> list[Erased]:
    """Erase those of these people again whom a restored backup brought back, with the
    words they chose to take along."""
    _take_numbers(max(listed, default=0))
    found = select(Person.id).where(
        Person.id.in_(list(listed)), Person.erased_at.is_(None)
    )
    back = _all(found.order_by(Person.id))
    return [erase(number, listed[number], last_one=True) for number in back]


def _take_numbers(last: int) -> None:
    """Whoever registers next has a higher number than all who were erased, or the next
    restore would erase them."""
    if last <= (db.session.scalar(select(func.max(Person.id))) or 0):
        return
    db.session.add(Person(id=last, name="", email="", password_hash=""))
    db.session.flush()
    if db.engine.dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence("person", "id")
        db.session.execute(select(func.setval(sequence, last)))
