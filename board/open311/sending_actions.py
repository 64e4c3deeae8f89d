"""The rules of what other systems send: by a key that holds, within its rights, its
areas and its limits, each thing once, and first to the organisers (moderation/)."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import func, select, update

from board import clock
from board.accounts import allowances
from board.accounts.limits import HOUR, Room
from board.db import db, fresh, lock_row
from board.errors import NotAllowed, TooMany
from board.issues import actions as issues
from board.issues import queries as issue_queries
from board.issues.comment_actions import comment
from board.issues.models import Comment, Issue, State
from board.issues.state_actions import set_state
from board.keyed import keyed
from board.open311 import queries
from board.open311.models import Caller, SentRequest, SentUpdate
from board.open311.queries import Sender
from board.photos.pictures import Picture

AGAIN = timedelta(hours=1)  # so long the same words are the same thing
# as FixMyStreet says it; None: how it stands here does not change
STATUSES: dict[str, State | None] = {
    "OPEN": State.OPEN,
    "REOPEN": State.OPEN,
    "CLOSED": State.NOT_DONE,
    "FIXED": State.DONE,
    "IN_PROGRESS": State.LOOKED_AT,
    "PLANNED": State.LOOKED_AT,
    "ACTION_SCHEDULED": State.LOOKED_AT,
    "INVESTIGATING": State.LOOKED_AT,
    "INTERNAL_REFERRAL": State.LOOKED_AT,
    "FOR_TRIAGE": None,
    "DUPLICATE": None,
    "NOT_COUNCILS_RESPONSIBILITY": State.NOT_DONE,
    "NO_FURTHER_ACTION": State.NOT_DONE,
    "CANCELLED": State.NOT_DONE,
}
# from which a status that is not an ending moves a post on
MOVES = {
    State.LOOKED_AT: (State.OPEN,),
    State.OPEN: (State.DONE, State.NOT_DONE),
}


def take_request(
    caller: Caller,
    *,
    area_id: int,
    reference: str,
    is_for_ever: bool,
    pictures: Sequence[Picture],
    **fields: Any,
) -> int:
    """Take a post in, which waits for an organiser; its number, the same one for what
    was sent before.

    Raises NotAllowed without the right or for another area, TooMany beyond the limit.
    """
    by = _sender(caller)
    check_right(by, by.sends_requests, area_id)
    since = None if is_for_ever else clock.now() - AGAIN
    known = queries.sent(caller.id, reference, since)
    if known:
        return known
    _count(by)
    fields["show_name"] = True  # that of the system
    made = issues.post(by, area_id=area_id, pictures=pictures, **fields)
    row = SentRequest(issue_id=made.id, caller_id=caller.id, reference=reference)
    db.session.add(row)
    return int(made.id)


def take_update(
    caller: Caller,
    issue_id: int,
    *,
    reference: str,
    status: State | None,
    body: str,
    pictures: Sequence[Picture],
) -> int:
    """Take in what became of a post elsewhere; the number of the comment it is, the
    same one for what was sent before.

    It changes the post's status only where the key's rights say so; else it waits for
    an organiser like all that is sent. Raises what take_request() does, and NotFound.
    """
    by = _sender(caller)
    issue = issue_queries.get(issue_id)
    check_right(by, by.sends_updates or by.sets_status, issue.area_id)
    known = queries.sent_update(caller.id, reference)
    if known:
        return known
    _count(by)
    if status and by.sets_status and _moves(issue, status):
        set_state(issue, by, state=status, reason=body)
        number = _newest_comment(issue, by)
    else:
        number = comment(issue, by, body=body, pictures=pictures).id
    row = SentUpdate(caller_id=caller.id, reference=reference, comment_id=number)
    db.session.add(row)
    return number


def _moves(issue: Issue, status: State) -> bool:
    """Whether a post as it stands takes this status: one that is the same as another
    goes with that one."""
    if issue.state in (status, State.DUPLICATE):
        return False
    return issue.state in MOVES.get(status, tuple(State))


def _newest_comment(issue: Issue, by: Sender) -> int:
    mine = (Comment.issue_id == issue.id, Comment.author_id == by.id)
    return int(db.session.scalar(select(func.max(Comment.id)).where(*mine)) or 0)


def _sender(caller: Caller) -> Sender:
    """The caller as whoever acts, one request at a time: what is sent twice at once is
    one thing. Raises WrongKey where its key was ended meanwhile."""
    lock_row(caller)
    now = fresh(Caller, caller.id)
    if now.ended_at:
        raise queries.WrongKey(wrong_key())
    used = update(Caller).where(Caller.id == caller.id).values(used_at=clock.now())
    db.session.execute(used)
    return queries.sender(now)


def wrong_key() -> str:
    """What is said to whoever has no key."""
    return str(_("api_key is missing, or it is none that holds here."))


def check_right(by: Sender, may: bool, area_id: int) -> None:
    """Raise NotAllowed where the key has no such right, or not for this area."""
    if not may:
        raise NotAllowed(_("This key may not do that."))
    if area_id not in by.areas:
        raise NotAllowed(_("This key may not send to that area."))


def count_try(caller: Caller) -> None:
    """Count what was sent to the test address like what was kept. Raises TooMany."""
    _count(_sender(caller))


def _count(by: Sender) -> None:
    """Count it against the limit of the key. Raises TooMany."""
    if current_app.config["BOARD"].limits == "off":
        return
    rooms = {keyed(f"caller {by.caller_id}"): Room(by.per_hour, HOUR)}
    if not allowances.take(rooms):
        wait = max(1, allowances.wait_for(rooms))
        raise TooMany(wait, _("This key may send only so much in an hour."))
