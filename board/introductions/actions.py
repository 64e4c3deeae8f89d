"""The rules of introductions: one asks, the one in the middle asks the other side, both
say yes, each look is noted, and either ends it at once."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import delete, literal, or_, select, update

from board import clock
from board.accounts.consent_actions import INTRODUCED, WORDINGS
from board.accounts.queries import by_email
from board.activity.actions import record
from board.activity.verbs import Verb
from board.db import AnyRow, db, insert_row_once, table_of, write
from board.errors import Conflict, Invalid, NotAllowed
from board.introductions import queries, verbs
from board.introductions.models import Introduction, Look, Seat
from board.mail.actions import queue_each
from board.policy import Actor, require

KEPT = timedelta(days=30)  # without how to reach anybody, once it is over


EMPTY = dict.fromkeys(("asker_shares", "other_shares", "email"), "")


class Bearer(NamedTuple):
    """Whoever holds the link of an introduction's other side."""

    introduction_id: int


Side = Actor | Bearer


class _Area(NamedTuple):
    id: int
    area_id: int


def ask(
    area_id: int,
    by: Actor,
    *,
    middle_id: int,
    who: str,
    purpose: str,
    until: datetime,
    other_id: int | None = None,
    once: str | None = None,
) -> AnyRow:
    """Ask somebody to put one in touch with somebody. Where one of them is barred it
    looks the same, and reaches nobody."""
    require(by, "introduction.ask", _Area(area_id, area_id))
    if middle_id == by.id or other_id in (by.id, middle_id):
        raise Invalid(_("That takes three different people."), "who")
    goes_on = queries.goes_on(area_id, by.id, middle_id, other_id)
    made, is_new = insert_row_once(
        Introduction,
        area_id=area_id,
        asker_id=by.id,
        middle_id=middle_id,
        other_id=other_id,
        email="",
        who=who,
        purpose=purpose,
        asked_at=clock.now(),
        until=until,
        reached_middle=goes_on,
        reached_other=False,
        asker_shares="",
        other_shares="",
        once=once,
    )
    if is_new:
        _record(verbs.ASKED, made)
    return made


def _record(verb: Verb, row: Any, **facts: bool) -> None:
    area = _Area(row.area_id, row.area_id)
    record(verb, area, kind="area", part=row, by=None, topics=[], **facts)


def _change(row: Any, *where: Any) -> Any:
    """A guarded write to one that goes on."""
    this = (Introduction.id == row.id, *Introduction.is_on(), *where)
    return update(table_of(Introduction)).where(*this)


def _over() -> Conflict:
    return Conflict(_("This introduction has ended."))


def pass_on(
    row: AnyRow, by: Actor, *, url: str, email: str = "", other_id: int | None = None
) -> None:
    """The one in the middle asks the other side, by their account or their address. It
    looks the same where it reaches nobody.

    Raises Conflict where it was passed on, or has ended.
    """
    require(by, "introduction.pass", row)
    account = by_email(email) if email else None
    other_id = account.id if account else other_id
    if other_id in (row.asker_id, row.middle_id):
        raise Invalid(_("That takes three different people."), "to")
    goes_on = queries.goes_on(row.area_id, row.asker_id, row.middle_id, other_id)
    values = {
        "passed_at": clock.now(),
        "other_id": other_id,
        "email": email,
        "reached_other": goes_on,
    }
    if not write(_change(row, Introduction.passed_at.is_(None)).values(values)):
        raise _over()
    _record(verbs.PASSED, row)
    if email:
        key = literal(f"introduction-{row.id}-{queries.stamp(row)}")
        reached = (Introduction.id == row.id, Introduction.reached_other)
        to = select(key, literal(email)).where(*reached)
        queue_each(to, "introduction", middle=row.middle, asker=row.asker, url=url)


def decline(row: AnyRow, by: Side) -> None:
    """The one in the middle, or the other side, says no: whoever asked hears that it
    did not come about, not by whom."""
    if not _bears(row, by):
        require(by, "introduction.decline", row)  # type: ignore[arg-type]
    if _end(row):
        _record(verbs.DECLINED, row)


def end(row: AnyRow, by: Side) -> None:
    """Either of the two ends it, at once: nobody sees any more how to reach anybody."""
    if not _bears(row, by):
        require(by, "introduction.end", row)  # type: ignore[arg-type]
    _end(row)


def _end(row: AnyRow) -> int:
    gone = {"ended_at": clock.now(), **EMPTY}
    this = (Introduction.id == row.id, Introduction.ended_at.is_(None))
    return write(update(table_of(Introduction)).where(*this).values(gone))


def _bears(row: AnyRow, by: Side) -> bool:
    """Whether they hold the link of its other side. Raises NotAllowed for that of
    another one."""
    if not isinstance(by, Bearer):
        return False
    if by.introduction_id != row.id:
        raise NotAllowed
    return True


def seat_of(row: AnyRow, by: Side) -> Seat:
    """Which of the two somebody is."""
    is_asker = not isinstance(by, Bearer) and by.id == row.asker_id
    return Seat.ASKER if is_asker else Seat.OTHER


def agree(row: AnyRow, by: Side, *, shares: str) -> None:
    """One of the two says yes, that they are 18 or over, and how they can be reached.

    Raises Conflict where it has ended.
    """
    if not _bears(row, by):
        require(by, "introduction.agree", row)  # type: ignore[arg-type]
    seat = seat_of(row, by)
    version = WORDINGS[INTRODUCED].version
    values = {f"{seat}_shares": shares, f"{seat}_wording": version}
    reached = () if seat == Seat.ASKER else (Introduction.reached_other,)
    is_new = not getattr(row, f"{seat}_agreed")
    if not write(_change(row, *reached).values(values)):
        raise _over()
    if is_new:
        said = {one: one == seat for one in Seat}
        _record(verbs.AGREED, row, **said)


def look(row: AnyRow, by: Side) -> None:
    """One of the two looks how to reach the other, and both see that they did.

    Raises Conflict where there is nothing to see, or not any more.
    """
    if not _bears(row, by):
        require(by, "introduction.look", row)  # type: ignore[arg-type]
    this = (Introduction.id == row.id, *Introduction.is_open())
    if db.session.scalar(select(Introduction.id).where(*this)) is None:
        raise _over()
    db.session.add(Look(introduction_id=row.id, seat=seat_of(row, by)))


def forget() -> int:
    """The job: after its date, or once somebody is barred, how to reach people is
    deleted; a month later all of it is."""
    now = clock.now()
    table = table_of(Introduction)
    held = or_(*(getattr(Introduction, name) != "" for name in EMPTY))
    over = or_(Introduction.until <= now, Introduction.barred())
    write(update(table).where(held, over).values(EMPTY))
    ended = or_(Introduction.until < now - KEPT, Introduction.ended_at < now - KEPT)
    write(delete(table).where(ended))
    return 0
