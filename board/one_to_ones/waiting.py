"""What of one-to-ones waits for somebody on their week."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Date, and_, bindparam, case, or_, select

from board.accounts.places import Waiting, Waits
from board.db import AnyRow, AnySelect
from board.drawing import today
from board.one_to_ones.models import OneToOne
from board.one_to_ones.queries import CALLED, OTHER, WRITER

SHOWN = 10
ME: Any = bindparam("me")
TODAY: Any = bindparam("this_day", callable_=today, type_=Date(), unique=True)


def _rows() -> AnySelect:
    """Those written down with `me` that wait for an answer, and next steps of mine
    whose day has come."""
    unread = (OneToOne.with_id == ME, OneToOne.with_opens.is_(None))
    due = (
        OneToOne.by_id == ME,
        OneToOne.done_on.is_(None),
        OneToOne.next_on <= TODAY,
    )
    return (
        select(
            OneToOne.id.label("talk_id"),
            case((OneToOne.by_id == ME, CALLED), else_=WRITER.name).label("called"),
            (OneToOne.by_id == ME).label("is_due"),
        )
        .join(WRITER, WRITER.id == OneToOne.by_id)
        .outerjoin(OTHER, OTHER.id == OneToOne.with_id)
        .where(or_(and_(*unread), and_(*due)), *OneToOne.visible(ME))
        .order_by(OneToOne.id)
        .limit(SHOWN)
    )


def _says(row: AnyRow) -> Waits:
    at = f"/one-to-ones/{row.talk_id}"
    if row.is_due:
        words = _("Your next step with %(name)s is due.", name=row.called)
        return Waits(words, at, _("See what it is"))
    words = _("%(name)s wrote down a one-to-one with you.", name=row.called)
    return Waits(words, at, _("Read and answer"))


WAITING_TALKS = Waiting("talks", _rows, _says)
