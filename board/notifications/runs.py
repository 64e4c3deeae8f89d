"""When mails of a rhythm are begun, and for which lines of the log; how far they are
written stands in the run itself, so that nothing is told by the clock but when to
begin."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select, update

from board import clock
from board.activity.queries import newest_id
from board.db import (
    AnyRow,
    Conditions,
    insert_row,
    read,
    table_of,
    write,
    write_and_read,
)
from board.drawing import local
from board.notifications.models import OWED, MailChoice, MailRun, PendingNotice, Rhythm

EVENING = time(18)  # by the board's clock
RUN = table_of(MailRun)


def evening_before(moment: datetime, rhythm: Rhythm) -> date:
    """The day of the last evening on which mails of this rhythm were due: each day's,
    or Sunday's."""
    now = local(moment)
    day = now.date() if now.time() >= EVENING else now.date() - timedelta(days=1)
    if rhythm == Rhythm.WEEKLY:
        day -= timedelta(days=(day.weekday() + 1) % 7)
    return day


def everybody_heard_until() -> int:
    """The last line of the log of which all whom it concerns were notified, and of all
    before it."""
    waiting = select(func.min(PendingNotice.activity_id) - 1).scalar_subquery()
    return int(read(select(func.coalesce(waiting, newest_id)))[0][0])


def mails_nothing_until() -> int:
    """The last line of which nobody is mailed, as it was made up."""
    silent = select(MailRun.until).where(MailRun.rhythm == Rhythm.NEVER)
    rows = read(silent)
    return int(rows[0][0]) if rows else 0


def current(rhythm: Rhythm) -> AnyRow | None:
    """The run of a rhythm, finished or not; None before the first."""
    rows = read(select(RUN).where(RUN.c.rhythm == rhythm))
    return rows[0] if rows else None


def is_due(run: AnyRow | None, rhythm: Rhythm) -> bool:
    """Whether there is a run to be begun or to be gone on with."""
    if run is None or run.after is not None:
        return True
    if rhythm != Rhythm.AT_ONCE:
        return bool(evening_before(clock.now(), rhythm) > run.period)
    owed = read(select(MailChoice.person_id).where(OWED).limit(1))
    return everybody_heard_until() > run.until or bool(owed)


def begin(rhythm: Rhythm) -> None:
    """Begin the run that is due, unless somebody has. The very first one only says from
    when on: no evening has been missed yet."""
    until = everybody_heard_until()
    period = None
    if rhythm != Rhythm.AT_ONCE:
        period = evening_before(clock.now(), rhythm)
    first = {"period": period, "since": 0, "until": 0, "after": None}
    insert_row(MailRun, ["rhythm"], rhythm=rhythm, **first)
    finished: Conditions = (RUN.c.rhythm == rhythm, RUN.c.after.is_(None))
    if rhythm != Rhythm.AT_ONCE:
        finished += (RUN.c.period < period,)
    values: dict[str, Any] = {"period": period, "since": RUN.c.until, "after": 0}
    write(update(RUN).where(*finished).values(**values, until=until))


def lock(run: AnyRow) -> bool:
    """Whether the run is still where it was; if so nobody else goes on with it until
    this transaction ends."""
    same = update(RUN).where(
        RUN.c.rhythm == run.rhythm,
        RUN.c.until == run.until,
        RUN.c.after == run.after,
    )
    return bool(write_and_read(same.values(after=run.after).returning(RUN.c.after)))


def reach(run: AnyRow, after: int | None) -> None:
    """Everybody up to this person is seen to; None: all are."""
    write(update(RUN).where(RUN.c.rhythm == run.rhythm).values(after=after))
