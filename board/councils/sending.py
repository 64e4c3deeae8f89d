"""The job that sends posts to councils: each once.

A try is noted before it begins. Where they surely don't have it, it is tried again,
each time later; where that is not known, it is looked for on their side, and if it is
not there an organiser is asked: by itself nothing is sent a second time.
"""

from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import exists, or_, select, update

from board import clock
from board.accounts.models import Person
from board.activity.actions import record
from board.activity.verbs import Verb
from board.boards.fetching import NoAnswer
from board.councils import calling, looking, queries, verbs, writing
from board.councils.calling import NotTaken, Took
from board.councils.models import Council, CouncilSending, Stage
from board.db import AnyRow, db, read, write_tx
from board.errors import Invalid, NotFound
from board.issues.models import LIVE, Issue

# after each try; after the last of these it is given up
WAITS = tuple(timedelta(minutes=minutes) for minutes in (5, 30, 120, 480, 1440, 2880))
# after each look; after the last of these an organiser is asked
LOOKS = tuple(timedelta(minutes=minutes) for minutes in (2, 15, 60))
# until its number is asked for again
RECEIPTS = tuple(timedelta(hours=hours) for hours in (0.1, 1, 6, *[24] * 14))
LEASE = timedelta(minutes=5)  # longer than asking them once takes
FIRST_ASKED = timedelta(hours=6)  # what they say of it, after they have it
ROW = tuple(CouncilSending.__table__.columns)


def send_due() -> int:
    """Do one step for one post whose time it is; 0 where there is none."""
    mine = _take()
    if mine is None:
        return 0
    steps = {Stage.WAITING: _send, Stage.LOOKING: _look, Stage.TOKEN: _ask_number}
    steps[Stage(mine.stage)](mine, db.session.get_one(Council, mine.council_id))
    return 1


def _take() -> AnyRow | None:
    """The one that waits longest: ours for a while, as it was; nobody else's."""
    now = clock.now()
    with write_tx():
        _free_left_ones()
        rows = read(_due().limit(1))
        if not rows:
            return None
        row = rows[0]
        taken = {"tries": row.tries + 1, "next_at": now + LEASE}
        if row.stage == Stage.WAITING:
            taken |= {"stage": Stage.SENDING, "tried_at": now}
            taken |= {"leased_until": now + LEASE, "next_at": None}
        same = (CouncilSending.stage == row.stage, CouncilSending.tries == row.tries)
        is_mine = _set(row.issue_id, *same, **taken)
        return row if is_mine else None


def _free_left_ones() -> None:
    """Whoever died in the middle of a try may have sent it."""
    over = (
        CouncilSending.stage == Stage.SENDING,
        CouncilSending.leased_until < clock.now(),
    )
    look = {"stage": Stage.LOOKING, "tries": 0, "next_at": clock.now()}
    db.session.execute(update(CouncilSending).where(*over).values(look))


def _due() -> Any:
    """What is to be sent is public, open, and of somebody who is still here."""
    may_go = exists().where(
        Issue.id == CouncilSending.issue_id,
        Issue.state.in_(LIVE),
        *Issue.visible(None),
    )
    is_here = exists().where(
        Person.id == CouncilSending.by_id, Person.erased_at.is_(None)
    )
    is_looked_for = CouncilSending.stage.in_((Stage.LOOKING, Stage.TOKEN))
    is_sent = (CouncilSending.stage == Stage.WAITING) & may_go & is_here
    return (
        select(*ROW)
        .where(CouncilSending.next_at <= clock.now(), or_(is_looked_for, is_sent))
        .where(CouncilSending.council_id.is_not(None))
        .order_by(CouncilSending.next_at)
    )


def _send(mine: AnyRow, council: Council) -> None:
    try:
        issue = writing.told(mine.issue_id)
    except NotFound:  # hidden at this very moment
        _note(mine, stage=Stage.WAITING, next_at=clock.now() + WAITS[0])
        return
    goes = writing.goes_as(issue, council.id)
    if goes is None:
        _refuse(mine, _("It does not go to this council any more."))
        return
    _note(mine, service_code=goes.service_code, sent_version=issue.version)
    _tell(mine, council, writing.report(issue, goes))


def _tell(mine: AnyRow, council: Council, report: list[tuple[str, str]]) -> None:
    try:
        took = calling.tell(council, report)
    except NoAnswer as unknown:
        _look_later(mine, str(unknown.text))
    except NotTaken as wrong:
        _try_later(mine, str(wrong.text), is_over=not wrong.again)
    except Invalid as wrong:  # there was no way to them
        _try_later(mine, str(wrong.text))
    else:
        _take_note(mine, took)


def _take_note(mine: AnyRow, took: Took) -> None:
    """They have it. A number that another post has is none."""
    with write_tx():
        if took.request_id and queries.is_known(mine.council_id, took.request_id):
            number = took.request_id
            why = _("It gave the number of another post: %(number)s.", number=number)
            _set_looking(mine, why)
        elif took.request_id:
            _found(mine, took.request_id)
        else:
            later = {"receipt": took.receipt, "next_at": clock.now() + RECEIPTS[0]}
            _set(mine.issue_id, _no_number(), stage=Stage.TOKEN, tries=0, **later)


def _found(mine: AnyRow, number: str) -> None:
    sent = {"stage": Stage.SENT, "request_id": number, "fault": "", "maybe_id": ""}
    times = {"sent_at": clock.now(), "next_at": clock.now() + FIRST_ASKED}
    if _set(mine.issue_id, _no_number(), **sent, **times):
        _record(verbs.SENT, mine)


def _no_number() -> Any:
    """A late answer counts, too: it is theirs, and the first one holds."""
    over = (Stage.SENT, Stage.REFUSED, Stage.LEFT)
    return CouncilSending.stage.not_in(over)


def _try_later(mine: AnyRow, why: str, *, is_over: bool = False) -> None:
    if is_over or mine.tries >= len(WAITS):
        _refuse(mine, why)
        return
    again = {"stage": Stage.WAITING, "next_at": clock.now() + WAITS[mine.tries]}
    _note(mine, fault=why[:500], **again)


def _refuse(mine: AnyRow, why: str) -> None:
    with write_tx():
        refused = {"stage": Stage.REFUSED, "next_at": None, "fault": why[:500]}
        if _set(mine.issue_id, _is_being_sent(), **refused):
            _record(verbs.REFUSED, mine)


def _look_later(mine: AnyRow, why: str) -> None:
    with write_tx():
        _set_looking(mine, why)


def _set_looking(mine: AnyRow, why: str) -> None:
    look = {"stage": Stage.LOOKING, "tries": 0, "next_at": clock.now() + LOOKS[0]}
    _set(mine.issue_id, _is_being_sent(), fault=why[:500], **look)


def _look(mine: AnyRow, council: Council) -> None:
    """Is it there? Nobody says it is who is not sure."""
    found, why = looking.look(council, mine)
    if found.request_id:
        _take_note(mine, found)
        return
    fault = {"fault": why[:500]} if why else {}
    maybe = {"maybe_id": found.receipt}
    later = mine.tries + 1
    if later < len(LOOKS):
        _note_of(
            mine, Stage.LOOKING, next_at=clock.now() + LOOKS[later], **fault, **maybe
        )
        return
    _ask_organiser(mine, Stage.LOOKING, **fault, **maybe)


def _ask_organiser(mine: AnyRow, was: Stage, **known: Any) -> None:
    with write_tx():
        still = CouncilSending.stage == was
        if _set(mine.issue_id, still, stage=Stage.ASKED, next_at=None, **known):
            _record(verbs.UNSURE, mine)


def _ask_number(mine: AnyRow, council: Council) -> None:
    """They have it, and may have a number for it by now."""
    number, why = looking.number_for(council, mine.receipt)
    if number:
        _take_note(mine, Took(request_id=number))
    elif mine.tries + 1 < len(RECEIPTS):
        later = clock.now() + RECEIPTS[mine.tries + 1]
        _note_of(mine, Stage.TOKEN, next_at=later, fault=why[:500])
    else:
        _ask_organiser(mine, Stage.TOKEN, fault=why[:500])


def _is_being_sent() -> Any:
    return CouncilSending.stage == Stage.SENDING


def _note(mine: AnyRow, **values: Any) -> None:
    _note_of(mine, Stage.SENDING, **values)


def _note_of(mine: AnyRow, was: Stage, **values: Any) -> None:
    with write_tx():
        _set(mine.issue_id, CouncilSending.stage == was, **values)


def _set(issue_id: int, *still: Any, **values: Any) -> bool:
    this = update(CouncilSending).where(CouncilSending.issue_id == issue_id, *still)
    return bool(db.session.execute(this.values(values)).rowcount)  # type: ignore[attr-defined]


def _record(verb: Verb, mine: AnyRow) -> None:
    issue = db.session.get_one(Issue, mine.issue_id)
    record(verb, issue, by=None, council=mine.council_id)
