"""Taking in a complaint, answering it, and forgetting what is no longer needed."""

from datetime import timedelta

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import update

from board import clock
from board.activity.actions import record
from board.complaints import verbs
from board.complaints.models import About, Complaint, Decision
from board.complaints.queries import OPEN
from board.complaints.working_days import due_on
from board.db import db, fresh, insert_once
from board.drawing import locale
from board.errors import Conflict
from board.policy import Actor, require

KEEP_ADDRESS = timedelta(days=90)  # after the answer
KEEP_WORDS = timedelta(days=730)


def receive(
    by: Actor | None, *, about: About, what: str, email: str, once: str
) -> tuple[Complaint, bool]:
    """Take in a complaint, from anybody; False where the same form was sent before."""
    today = clock.today(current_app.config["BOARD"].timezone)
    complaint, is_new = insert_once(
        Complaint,
        about=about,
        what=what,
        email=email,
        locale=locale(),
        person_id=by.id if by else None,
        once=once,
        received_at=clock.now(),
        due_on=due_on(today),
        reminded=0,
        answered_at=None,
        answered_by_id=None,
        decision="",
        answer="",
    )
    if is_new:
        record(verbs.RECEIVED, complaint, by=None, topics=[], about=str(about))
    return complaint, is_new


def answer(number: int, by: Actor, *, decision: Decision, words: str) -> None:
    """Say how a complaint ended, once and for all.

    Raises Conflict where it was answered before.
    """
    require(by, "board.operate")
    complaint = fresh(Complaint, number)
    said = {"decision": decision, "answer": words}
    done = (
        update(Complaint)
        .where(Complaint.id == number, OPEN)
        .values(answered_at=clock.now(), answered_by_id=by.id, **said)
    )
    if not db.session.execute(done).rowcount:  # type: ignore[attr-defined]
        raise Conflict(_("Somebody answered it already. Below is what they wrote."))
    record(verbs.ANSWERED, complaint, by=by, topics=[], decision=str(decision))


def forget_old() -> None:
    """Who it was goes 90 days after the answer, the words after two years; that there
    was a complaint, what about and how it ended stays."""
    now = clock.now()
    has_sender = (Complaint.email != "") | Complaint.person_id.is_not(None)
    for kept, filled, values in (
        (KEEP_ADDRESS, has_sender, {"email": "", "locale": None, "person_id": None}),
        (KEEP_WORDS, Complaint.what != "", {"what": "", "answer": ""}),
    ):
        old = Complaint.answered_at < now - kept
        db.session.execute(update(Complaint).where(old, filled).values(**values))
