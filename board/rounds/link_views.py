"""The page of an answer for whoever left an address with it, by the link that was
mailed there: it signs nobody in."""

from flask import Blueprint
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import open_to_visitors
from board.confirm import signed
from board.db import AnyRow, write_tx
from board.db.write_ahead_log import sweep
from board.errors import LinkOver, NotFound
from board.forms import BoardForm
from board.rounds import answer_queries, queries
from board.rounds.answer_views import change, page_of
from board.rounds.letters import PURPOSE

bp = Blueprint("answer_links", __name__)


@bp.route("/rounds/answer/<token>", methods=["GET", "POST"])
@open_to_visitors
def show(token: str) -> Response:
    """One answer, and what became of it."""
    answer = _known(token)
    row = queries.card(answer.round_id)
    if not BoardForm().validate_on_submit():
        return page_of(row, answer, f"/rounds/answer/{token}", may_change=True)
    with write_tx():
        words = change(row.id, answer, None)
    sweep()
    return htmx.gone_to(f"/rounds/{row.id}", words)


def _known(token: str) -> AnyRow:
    found = signed.read(PURPOSE, token)
    try:
        return answer_queries.by_link(found[0] if found else 0)
    except NotFound as gone:
        words = _("What you answered, or the address you left with it, is deleted.")
        raise LinkOver(words, "/areas", _("Find your area")) from gone
