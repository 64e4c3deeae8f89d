"""The rules of what is sent to a council: only what its poster agreed to, once; where
nobody knows whether it arrived, an organiser says what happens next."""

from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, update

from board import clock
from board.activity.actions import record
from board.councils import queries, verbs
from board.councils.models import UNSENT, CouncilSending, Stage
from board.db import db, insert_row
from board.errors import Conflict, Invalid
from board.issues.models import LIVE, Issue
from board.policy import Actor, require

# in which its poster can still change it, or take it back
WAIT = timedelta(minutes=10)


def agree(issue: Issue, by: Actor) -> None:
    """Have a post of one's own sent to the council that takes its category.

    Raises Invalid where it says no place, Conflict where no council takes it, it is
    closed, or it is on its way already.
    """
    require(by, "council.agree", issue)
    to = queries.taker(issue.area_id, issue.category)
    if to is None:
        raise Conflict(_("No council takes posts like this from here."))
    if issue.state not in LIVE:
        raise Conflict(_("This is closed here, so it is not sent."))
    if issue.latitude is None and not issue.place:
        raise Invalid(_("Say where it is first: a council needs to know."), "place")
    begun = _begun(issue, by, to)
    made = insert_row(CouncilSending, ["issue_id"], issue_id=issue.id, **begun)
    if made is None:
        was_refused = CouncilSending.stage == Stage.REFUSED
        _change(issue.id, was_refused, **begun)
    record(verbs.AGREED, issue, by=by, council=to.council_id, agrees=True)


def _begun(issue: Issue, by: Actor, to: queries.Taker) -> dict[str, Any]:
    return {
        "area_id": issue.area_id,
        "council_id": to.council_id,
        "council_name": to.name,
        "by_id": by.id,
        "agreed_at": clock.now(),
        "stage": Stage.WAITING,
        "tries": 0,
        "next_at": clock.now() + WAIT,
        "service_code": "",
        "fault": "",
        "maybe_id": "",
        "receipt": "",
        "their_state": "",
        "their_words": "",
    }


def take_back(issue: Issue, by: Actor) -> None:
    """Have it not sent after all. Raises Conflict once they may have it."""
    require(by, "council.agree", issue)
    sending = queries.sending(issue.id)
    its = (CouncilSending.issue_id == issue.id, CouncilSending.stage.in_(UNSENT))
    gone = db.session.execute(delete(CouncilSending).where(*its))
    if sending is None or not gone.rowcount:  # type: ignore[attr-defined]
        raise Conflict(_("It is on its way, so it can’t be taken back here."))
    known = sending.council_id or 0
    record(verbs.AGREED, issue, by=by, council=known, agrees=False)


def settle(issue: Issue, by: Actor, *, how: str, number: str = "") -> None:
    """Say what becomes of a post of which nobody knows whether the council has it: send
    it `again`, it is `there` under a number, or it is `left`.

    Raises Invalid for a number that is another post's, Conflict where somebody was
    first.
    """
    require(by, "council.settle", issue)
    sending = queries.sending(issue.id)
    if sending is None or sending.council_id is None:
        raise Conflict(_("Nothing is sent to that council any more."))
    _change(
        issue.id, CouncilSending.stage == Stage.ASKED, **_settled(sending, how, number)
    )
    record(verbs.SETTLED, issue, by=by, council=sending.council_id, how=how)


def _settled(sending: Any, how: str, number: str) -> dict[str, Any]:
    now = clock.now()
    if how == "again":
        return {"stage": Stage.WAITING, "tries": 0, "next_at": now}
    if how == "left":
        return {"stage": Stage.LEFT, "next_at": None}
    if not number:
        raise Invalid(_("Type the number it has there."), "number")
    if queries.is_known(sending.council_id, number):
        raise Invalid(_("That is the number of another post."), "number")
    sent = {"stage": Stage.SENT, "request_id": number, "sent_at": sending.tried_at}
    return sent | {"next_at": now, "fault": ""}


def _change(issue_id: int, still: Any, **values: Any) -> None:
    this = update(CouncilSending).where(CouncilSending.issue_id == issue_id, still)
    if not db.session.execute(this.values(values)).rowcount:  # type: ignore[attr-defined]
        raise Conflict(_("Somebody was first: see how it is now."))
