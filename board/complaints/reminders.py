"""Reminding whoever runs the board of complaints that are due."""

from collections.abc import Iterator
from datetime import timedelta

from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import or_, select

from board import clock
from board.accounts.places import Need
from board.complaints import actions, queries
from board.complaints.models import Complaint
from board.complaints.queries import OPEN
from board.db import db
from board.drawing import day, full, today
from board.mail import actions as mail

SOON = timedelta(days=7)
BATCH = 20


def remind() -> int:
    """Mail a batch of reminders, a week before the day and once it is over; how many
    complaints it was about. Forgets what is no longer needed."""
    actions.forget_old()
    now = clock.today(current_app.config["BOARD"].timezone)
    is_soon = (Complaint.due_on <= now + SOON) & (Complaint.reminded < 1)
    is_over = (Complaint.due_on < now) & (Complaint.reminded < 2)
    found = db.session.scalars(
        select(Complaint).where(OPEN, or_(is_soon, is_over)).limit(BATCH)
    ).all()
    for complaint in found:
        complaint.reminded = 2 if complaint.due_on < now else 1
        for operator in queries.operators():
            key = f"complaint-{complaint.id}-{complaint.reminded}-{operator.id}"
            url = full(f"/operator/complaints/{complaint.id}")
            mail.queue(
                operator.email, "complaint_due", key, complaint=complaint, url=url
            )
    return len(found)


def waiting() -> Iterator[Need]:
    """What operators have to know of: complaints that are overdue, or wait."""
    overdue, _first = queries.due_until(today() - timedelta(days=1))
    count, first = queries.due_until(today() + timedelta(days=60))
    if not count or first is None:
        return
    words = ngettext(
        "%(num)s complaint waits for an answer.",
        "%(num)s complaints wait for an answer.",
        count,
    )
    if overdue:
        late = ngettext("%(num)s is overdue.", "%(num)s are overdue.", overdue)
        words = f"{words} {late}"
    yield Need(
        words,
        _("The first one is due on %(day)s.", day=day(first)),
        "/operator/complaints",
        _("Complaints"),
    )
