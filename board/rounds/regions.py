"""What of a listening round changes on open pages while one reads them; its page is
drawn with the same.

Of a single answer nothing is sent to everybody, not even that it came.
"""

from typing import Any

from flask import render_template
from flask_babel import lazy_gettext as _l

from board.db import AnyRow
from board.live.regions import Region
from board.policy import Audience
from board.rounds import queries


def said_in(round_: AnyRow, counts: AnyRow) -> dict[str, Any]:
    """How many answered and the themes, as everybody may read it."""
    return {
        "answers": queries.shown(counts.answers),
        "least": queries.LEAST,
        "shown": queries.shown,
        "themes": queries.themes_of(round_.id),
    }


def _state(round_id: int, _audience: Audience) -> str:
    return render_template("rounds/_state.html", round=queries.card(round_id))


def _said(round_id: int, _audience: Audience) -> str:
    row = queries.card(round_id)
    given = said_in(row, queries.counts(round_id))
    return render_template("rounds/_said.html", round=row, **given)


REGIONS = (
    Region("round", _state, _l("when people listen, and what came of it")),
    Region("round-answers", _said, _l("what people say")),
)
