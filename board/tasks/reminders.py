"""What the job does before a task: who holds a place is reminded once the day before,
and of a shift once more in its morning; they can confirm it or give it back by the
mail."""

from datetime import date, datetime, time, timedelta
from itertools import groupby
from operator import attrgetter

from sqlalchemy import ColumnElement, and_, or_, select

from board import clock
from board.db import AnyRow, Rows, read
from board.drawing import local, today, zone
from board.tasks import queries, verbs
from board.tasks.claim_models import Claim, ClaimState
from board.tasks.claims import note, record_claim
from board.tasks.deadlines import moment_of
from board.tasks.models import Shape, Task
from board.tasks.queries import NOT_CANCELLED

NOTICE = timedelta(days=1)
MORNING = time(7)  # by the board's clock
DAY = timedelta(days=1)
BATCH = 100


def remind() -> int:
    """Remind of what is on tomorrow or today, at most a batch; how many places were
    looked at.

    Who took one within a day has only just done so, and hears of it in the morning at
    most. Each task's row is locked and read again, so that what was given back, called
    off or moved meanwhile is told as it is now, or not at all.
    """
    rows = _to_remind()
    for task_id, claims in groupby(rows, attrgetter("task_id")):
        task = queries.lock(task_id)
        for row in claims:
            if _is_soon(task):
                _tell(task, row)
    return len(rows)


def _to_remind() -> Rows:
    now = clock.now()
    day = today()
    columns = (Claim.id, Claim.task_id, Claim.person_id)
    times = (Claim.claimed_at, Claim.reminded_at)
    held = (Claim.state == ClaimState.HELD, Claim.person_id.is_not(None))
    due = [
        _begins_by(now + NOTICE, since=now - NOTICE),
        _last_day_is(day),
        _last_day_is(day + DAY),
    ]
    if now >= _at(day, MORNING):
        due.append(_begins_by(_at(day + DAY), since=_at(day, MORNING)))
    found = select(*columns, *times).join(Task, Task.id == Claim.task_id)
    found = found.where(*held, NOT_CANCELLED, *Task.visible(None), or_(*due))
    return read(found.order_by(Claim.task_id, Claim.id).limit(BATCH))


def _begins_by(moment: datetime, *, since: datetime) -> ColumnElement[bool]:
    """The shift is still to begin and does so by then; nobody looked at the place
    since."""
    day = today()
    return and_(
        Task.last_day >= day,
        Task.last_day <= day + 2 * DAY,  # a shift ends up to a day after it begins
        Task.starts_at > clock.now(),
        Task.starts_at <= moment,
        _not_since(since),
    )


def _last_day_is(day: date) -> ColumnElement[bool]:
    """It is to be done by this day; nobody looked at the place since the day before."""
    return and_(
        Task.shape == Shape.BY_DATE,
        Task.last_day == day,
        _not_since(_at(day - DAY)),
    )


def _not_since(moment: datetime) -> ColumnElement[bool]:
    """Nobody looked at the place since then: before, it was for another moment."""
    return or_(Claim.reminded_at.is_(None), Claim.reminded_at < moment)


def _at(day: date, hour: time = time()) -> datetime:
    return datetime.combine(day, hour, zone())


def _is_soon(task: Task) -> bool:
    """Whether it still is."""
    moment = moment_of(task)
    is_there = task.cancelled_at is None and task.hidden_at is None
    return is_there and moment is not None and moment <= clock.now() + NOTICE


def _tell(task: Task, claim: AnyRow) -> None:
    """Note that a place was looked at, and remind of it where it is still theirs and
    that is news."""
    same = Claim.reminded_at.is_not_distinct_from(claim.reminded_at)
    held = (Claim.id == claim.id, Claim.state == ClaimState.HELD, same)
    moment = moment_of(task)
    facts = {"today": True} if _is_today(task) else {}
    since = _at(today()) if facts else moment and moment - NOTICE
    is_theirs = note(*held, reminded_at=clock.now())
    if is_theirs and since and claim.claimed_at <= since:
        record_claim(verbs.REMINDED, task, claim, None, **facts)


def _is_today(task: Task) -> bool:
    """Whether it is the morning of a shift, or later."""
    if task.starts_at is None or clock.now() < _at(today(), MORNING):
        return False
    return local(task.starts_at).date() == today()
