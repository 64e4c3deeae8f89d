"""The job that sends suggestions back to the boards that playbooks came from: nothing
on a request waits for another machine, and only followed boards are asked."""

from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Update, select, update

from board import clock
from board.boards import publishing
from board.boards.fetching import Refused, origin, send
from board.boards.models import FollowedBoard, Sending
from board.db import AnyRow, db, write_tx
from board.errors import Invalid, NotFound
from board.jobs.asking import take

# after each try; after the last of these it is given up
WAITS = tuple(timedelta(minutes=minutes) for minutes in (5, 60, 480, 1440, 2880))
BUSY = (408, 425, 429, 500, 502, 503, 504, 507)  # later it may be taken
TAKES_NONE = _l("It takes no suggestions any more.")
WORDS = {
    403: TAKES_NONE,
    404: TAKES_NONE,
    413: _l("It is longer than they take."),
    422: _l("It does not fit what they have now."),
}
DUE = (
    select(
        Sending.suggestion_id,
        Sending.tries,
        FollowedBoard.address,
        FollowedBoard.is_near,
        FollowedBoard.suggestions_at,
    )
    .join(FollowedBoard, FollowedBoard.id == Sending.board_id)
    .order_by(Sending.next_at)
)


def send_due() -> int:
    """Send one suggestion whose time it is; 0 where there is none."""
    due = _next()
    if due is None:
        return 0
    fault, is_over = _send(due)
    _note(due, fault, is_over=is_over or due.tries >= len(WAITS))
    return 1


def _next() -> AnyRow | None:
    """The one that waits longest: ours to send, and tried again where we end in
    between."""
    now = clock.now()
    due = DUE.where(Sending.next_at <= now)
    with write_tx():
        return take(due, lambda row: _tried(row, now))


def _tried(row: AnyRow, now: datetime) -> Update:
    wait = WAITS[min(row.tries, len(WAITS) - 1)]
    mine = (Sending.suggestion_id == row.suggestion_id, Sending.next_at <= now)
    again = {"tries": Sending.tries + 1, "next_at": now + wait}
    return update(Sending).where(*mine).values(again)


def _send(due: AnyRow) -> tuple[str, bool]:
    """Why it was not taken, if so, and whether that is all there is to do."""
    if not due.suggestions_at:
        return str(TAKES_NONE), True
    try:
        document = publishing.suggestion(due.suggestion_id)
        of = origin(due.address, is_near=due.is_near)
        send(due.suggestions_at, of, document)
    except NotFound:
        return str(_("It is not shown here any more.")), True
    except Refused as refused:
        words = WORDS.get(refused.status, refused.text)
        return str(words), refused.status not in BUSY
    except Invalid as wrong:
        return str(wrong.text), False
    return "", True


def _note(due: AnyRow, fault: str, *, is_over: bool) -> None:
    values = {"fault": fault[:500]}
    over = {"next_at": None} if is_over else {}
    sent = {} if fault else {"sent_at": clock.now()}
    this = update(Sending).where(Sending.suggestion_id == due.suggestion_id)
    with write_tx():
        db.session.execute(this.values(values | over | sent))
