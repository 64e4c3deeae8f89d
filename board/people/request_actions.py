"""The rules of asking one person to do one thing, and of their answer."""

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from board import clock
from board.accounts.actions import one_by_one
from board.accounts.models import Person
from board.accounts.places import KEEPS_OUT
from board.activity.actions import record
from board.activity.verbs import Verb
from board.db import db, insert_row, read
from board.drawing import today
from board.errors import Conflict, Invalid, NotFound
from board.people import queries, verbs
from board.people.places import Askable, askable
from board.people.request_models import OPEN, Reply, Request
from board.people.request_queries import is_against, was_asked
from board.policy import Actor, require

LASTS = timedelta(days=14)
LATEST = timedelta(days=366)


def ask(
    person: Any,
    by: Actor,
    kind: str,
    subject_id: int,
    words: str = "",
    *,
    area_id: int | None = None,
) -> int:
    """Ask somebody, given as a row with their number, to do something; the number of
    the request. `area_id` is whose organisers ask, where the thing is in none.

    Raises NotFound for whom the asker does not know of; Conflict where it is too late,
    they were asked for it and have not said that it may be asked again, somebody else
    asked them for something within seven days, or they do not want to be asked.
    """
    what = askable(kind)
    thing = what.thing(subject_id, by)
    area = area_id or thing.area_id
    require(by, "person.ask", _Within(area))
    one_by_one(person)
    if person.id == by.id:
        raise Conflict(_("You need not ask yourself: press the button of the thing."))
    if not queries.is_known_to(person.id, area, by):
        raise NotFound
    _check(what, thing, person.id, by, area)
    moment = clock.now()
    made = insert_row(
        Request,
        ["person_id", "kind", "subject_id"],
        where=OPEN,
        person_id=person.id,
        by_id=by.id,
        area_id=area,
        kind=kind,
        subject_id=subject_id,
        words=words,
        asked_at=moment,
        lapses_at=moment + LASTS,
    )
    if made is None:
        raise Conflict(_("They are asked for this already."))
    _record(verbs.ASKED, made, by, person=person.id)
    return int(made.id)


class _Within:
    """The area whose organisers ask."""

    def __init__(self, area_id: int) -> None:
        self.area_id = area_id


def _check(what: Askable, thing: Any, person_id: int, by: Actor, area: int) -> None:
    """Raises Conflict where the person can't be asked for this now."""
    unwilling, asked = is_against(person_id, by.id)
    again = was_asked(person_id, what.kind, thing.id)
    kept_out = KEEPS_OUT.filling(person_id, area)
    has_part = what.has_part(person_id, thing.id)
    conditions = select(has_part, unwilling, asked, again, kept_out)
    obstacles = (
        _("They have a part in this already."),
        _("They do not want to be asked at present."),
        _(
            "Somebody else asked them for something this week. One request a week is "
            "enough: try again in a few days."
        ),
        _("They were asked for this already. Their answer holds for now."),
        _("They can’t take part here at present."),
    )
    too_late = what.too_late(thing)
    if too_late:
        raise Conflict(too_late)
    for is_so, words in zip(read(conditions)[0], obstacles, strict=True):
        if is_so:
            raise Conflict(words)


def answer(
    request_id: int, by: Actor, reply: Reply, later_on: date | None = None
) -> None:
    """Say yes, no or later to what one is asked; yes does it in the same transaction.

    Raises NotFound for a request to another; Conflict where it is over, or what was
    asked for is no longer to be had; Invalid for a day that is not to come.
    """
    one_by_one(by)
    row = _lock(request_id)
    if row.person_id != by.id:
        raise NotFound
    if row.answered_at is not None:
        raise Conflict(_("You have answered this, or its time is over."))
    if reply == Reply.LATER:
        later_on = later_on or today() + LASTS
        if not today() < later_on <= today() + LATEST:
            raise Invalid(_("Name a day that is still to come, within a year."), "on")
    what = askable(row.kind)
    if reply == Reply.YES:
        late = what.too_late(what.thing(row.subject_id, by))
        if late:
            raise Conflict(late)
        what.yes(row.subject_id, by)
    day = later_on if reply == Reply.LATER else None
    row.answer = reply
    row.later_on = day
    row.answered_at = clock.now()
    _record(verbs.ANSWERED, row, by, answer=str(reply))


def come_back(request_id: int) -> bool:
    """On the day that somebody named ask again, unless it is too late by now; False
    where that was done."""
    row = _lock(request_id)
    if row.later_on is None or row.later_on > today():
        return False
    row.later_on = None
    if not _is_over(row):
        row.answer = None
        row.answered_at = None
        row.lapses_at = clock.now() + LASTS
        _record(verbs.AGAIN, row, None, person=row.person_id)
    return True


def _is_over(row: Request) -> bool:
    """Whether what is asked for is no longer there for the person."""
    what = askable(row.kind)
    person = db.session.get_one(Person, row.person_id)
    try:
        return bool(what.too_late(what.thing(row.subject_id, person)))
    except NotFound:
        return True


def lapse(request_id: int) -> bool:
    """What nobody answered in its time is over; False where it is not."""
    row = _lock(request_id)
    if row.answered_at is not None or row.lapses_at > clock.now():
        return False
    row.answered_at = clock.now()
    _record(verbs.LAPSED, row, None)
    return True


def _lock(request_id: int) -> Request:
    fresh = {"populate_existing": True, "with_for_update": True}
    row = db.session.get(Request, request_id, **fresh)  # type: ignore[arg-type]
    if row is None:
        raise NotFound
    return row


def _record(verb: Verb, row: Any, by: Actor | None, **facts: Any) -> None:
    """Of the thing that is asked for, where only the two who are concerned hear."""
    subject = _Subject(row.subject_id, row.area_id)
    topics = [f"person-{row.person_id}", f"person-{row.by_id}"]
    kind = askable(row.kind).subject_kind
    record(verb, subject, kind=kind, part=row, by=by, topics=topics, **facts)


class _Subject:
    """What the log needs of the thing."""

    def __init__(self, id: int, area_id: int) -> None:
        self.id = id
        self.area_id = area_id
