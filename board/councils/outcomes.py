"""What became of a step of sending a post, as it is noted: only while the post is still
where it was when the step began."""

from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import update

from board import clock
from board.activity.actions import record
from board.activity.verbs import Verb
from board.councils import queries, verbs
from board.councils.calling import Took
from board.councils.models import CouncilSending, Stage
from board.db import AnyRow, db, write, write_tx
from board.issues.models import Issue

# after each try; after the last of these it is given up
WAITS = tuple(timedelta(minutes=minutes) for minutes in (5, 30, 120, 480, 1440, 2880))
# after each look; after the last of these an organiser is asked
LOOKS = tuple(timedelta(minutes=minutes) for minutes in (2, 15, 60))
# until its number is asked for again
RECEIPTS = tuple(timedelta(hours=hours) for hours in (0.1, 1, 6, *[24] * 14))
FIRST_ASKED = timedelta(hours=6)  # what they say of it, after they have it
OVER = (Stage.SENT, Stage.REFUSED, Stage.LEFT)


def took(mine: AnyRow, said: Took) -> None:
    """They have it. A number that another post has is none."""
    with write_tx():
        if said.request_id and queries.is_known(mine.council_id, said.request_id):
            number = said.request_id
            why = _("It gave the number of another post: %(number)s.", number=number)
            _set_looking(mine, why)
        elif said.request_id:
            _set_sent(mine, said.request_id)
        else:
            later = {"receipt": said.receipt, "next_at": clock.now() + RECEIPTS[0]}
            _set(mine, _has_no_number(), stage=Stage.TOKEN, tries=0, **later)


def later(mine: AnyRow, why: str) -> None:
    """They surely don't have it: try again, each time later, until it is given up."""
    if mine.tries >= len(WAITS):
        refused(mine, why)
        return
    wait = WAITS[mine.tries]
    note(mine, stage=Stage.WAITING, next_at=clock.now() + wait, fault=_short(why))


def refused(mine: AnyRow, why: str) -> None:
    """They don't take it, or it does not go there any more."""
    with write_tx():
        no = {"stage": Stage.REFUSED, "next_at": None, "fault": _short(why)}
        if _set(mine, _is_at(Stage.SENDING), **no):
            _record(verbs.REFUSED, mine)


def unknown(mine: AnyRow, why: str) -> None:
    """Nobody knows whether they have it: it is looked for on their side."""
    with write_tx():
        _set_looking(mine, why)


def not_found(mine: AnyRow, maybe: str, why: str) -> None:
    """It was looked for, and is not there, or only may be: look again, until an
    organiser is asked."""
    known = {"maybe_id": maybe} | ({"fault": _short(why)} if why else {})
    _look_again(mine, Stage.LOOKING, LOOKS, known)


def no_number(mine: AnyRow, why: str) -> None:
    """They have it, and no number for it yet: ask again, until an organiser is
    asked."""
    _look_again(mine, Stage.TOKEN, RECEIPTS, {"fault": _short(why)})


def note(mine: AnyRow, **values: Any) -> None:
    """What is known of it while it is sent."""
    with write_tx():
        _set(mine, _is_at(Stage.SENDING), **values)


def _look_again(
    mine: AnyRow, was: Stage, waits: tuple[timedelta, ...], known: dict[str, Any]
) -> None:
    looked = mine.tries + 1
    when: datetime | None = None
    if looked < len(waits):
        when = clock.now() + waits[looked]
    stage = was if when else Stage.ASKED
    with write_tx():
        is_noted = _set(mine, _is_at(was), stage=stage, next_at=when, **known)
        if is_noted and stage == Stage.ASKED:
            _record(verbs.UNSURE, mine)


def _set_sent(mine: AnyRow, number: str) -> None:
    sent = {"stage": Stage.SENT, "request_id": number, "fault": "", "maybe_id": ""}
    times = {"sent_at": clock.now(), "next_at": clock.now() + FIRST_ASKED}
    if _set(mine, _has_no_number(), **sent, **times):
        _record(verbs.SENT, mine)


def _set_looking(mine: AnyRow, why: str) -> None:
    look = {"stage": Stage.LOOKING, "tries": 0, "next_at": clock.now() + LOOKS[0]}
    _set(mine, _is_at(Stage.SENDING), fault=_short(why), **look)


def _is_at(stage: Stage) -> Any:
    return CouncilSending.stage == stage


def _has_no_number() -> Any:
    """A late answer counts, too: it is theirs, and the first one holds."""
    return CouncilSending.stage.not_in(OVER)


def _short(why: str) -> str:
    return why[:500]


def _set(mine: AnyRow, still: Any, **values: Any) -> bool:
    its = CouncilSending.issue_id == mine.issue_id
    return bool(write(update(CouncilSending).where(its, still).values(values)))


def _record(verb: Verb, mine: AnyRow) -> None:
    issue = db.session.get_one(Issue, mine.issue_id)
    record(verb, issue, by=None, council=mine.council_id)
