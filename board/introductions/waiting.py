"""What of introductions waits for somebody on their week."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import and_, bindparam, or_, select

from board.accounts.places import Waiting, Waits
from board.db import AnyRow, AnySelect
from board.introductions.models import Introduction
from board.introductions.queries import ASKER

SHOWN = 10
ME: Any = bindparam("me")


def _rows() -> AnySelect:
    """Those that `me` is to pass on, or to say yes or no to."""
    to_pass = and_(Introduction.middle_id == ME, Introduction.passed_at.is_(None))
    to_agree = and_(Introduction.other_id == ME, Introduction.other_wording.is_(None))
    agreed = and_(
        Introduction.asker_id == ME,
        Introduction.asker_wording.is_(None),
        Introduction.other_wording.is_not(None),
    )
    return (
        select(
            Introduction.id.label("introduction_id"),
            Introduction.who,
            ASKER.name.label("asker"),
            (Introduction.middle_id == ME).label("in_middle"),
            (Introduction.asker_id == ME).label("is_asker"),
        )
        .join(ASKER, ASKER.id == Introduction.asker_id)
        .where(or_(to_pass, to_agree, agreed))
        .where(*Introduction.visible(ME), *Introduction.is_on())
        .order_by(Introduction.id)
        .limit(SHOWN)
    )


def _says(row: AnyRow) -> Waits:
    at = f"/introductions/{row.introduction_id}"
    if row.is_asker:
        words = _("The other side said yes: %(who)s", who=row.who)
        return Waits(words, at, _("Say yes, too"))
    if row.in_middle:
        words = _(
            "%(name)s asks you to put them in touch: %(who)s",
            name=row.asker,
            who=row.who,
        )
        return Waits(words, at, _("Ask them, or say no"))
    words = _("%(name)s would like to be put in touch with you.", name=row.asker)
    return Waits(words, at, _("Say yes or no"))


WAITING_INTRODUCTIONS = Waiting("introductions", _rows, _says)
