"""Reminding operators of the safety record: 11 months after it was looked at, and when
what the board has switched on has changed."""

from collections.abc import Iterator
from hashlib import sha256

from flask import current_app
from flask_babel import LazyString
from flask_babel import gettext as _

from board import clock
from board.accounts.places import Need
from board.db import AnyRow
from board.drawing import day, full
from board.mail import actions as mail
from board.safety import queries, switches

AFTER = 334  # days: 11 months


def due(record: AnyRow) -> list[str]:
    """Why it is to be gone through again, in sentences; none while it is not."""
    today = clock.today(current_app.config["BOARD"].timezone)
    why = []
    if changes := switches.changed(record.switches, switches.now()):
        what = ". ".join(changes)
        why.append(str(_("This is different now: %(what)s.", what=what)))
    is_old = (clock.now() - record.saved_at).days >= AFTER
    if is_old or record.review_on <= today:
        when = day(record.saved_at)
        why.append(str(_("It was last gone through on %(day)s.", day=when)))
    return why


def remind() -> int:
    """Mail each operator once for each reason; how many mails were written."""
    record = queries.record(queries.version())
    if record is None:
        return 0
    for number, why in enumerate(due(record)):
        words = LazyString(_one_of, record, number)
        reason = sha256(why.encode()).hexdigest()[:12]
        for operator in queries.operators():
            key = f"safety-{record.version}-{reason}-{operator.id}"
            url = full("/operator/safety")
            mail.queue(operator.email, "safety", key, why=words, url=url)
    return 0  # the same key again is the same mail


def _one_of(record: AnyRow, number: int) -> str:
    return due(record)[number]


def need() -> Iterator[Need]:
    """There is no record yet, or it is due."""
    record = queries.record(queries.version())
    why = due(record) if record else [_("There is no safety record yet.")]
    if why:
        yield Need(
            " ".join(why),
            _("Go through the safety record: it takes half an hour."),
            "/operator/safety",
            _("Safety record"),
        )
