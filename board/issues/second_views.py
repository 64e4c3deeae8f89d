"""Being counted in over HTTP: by one press, or without an account by a mailed link that
also takes it back."""

from functools import partial

from flask import Blueprint, request
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, open_with_name
from board.confirm import views as confirm
from board.confirm.forms import VisitorForm
from board.confirm.joining_views import joining
from board.issues import queries, second_actions, unconfirmed
from board.issues.models import LIVE
from board.issues.unconfirmed_models import UnconfirmedSecond
from board.issues.views import act, shown_alike

bp = Blueprint("seconds", __name__)
IN = _l("You are counted in, and will hear what becomes of it.")
OUT = _l("You are no longer counted in.")


@bp.route("/issues/<int:issue_id>/second", methods=["GET", "POST"])
@open_with_name
def second(issue_id: int) -> Response:
    """One press counts a person in; a visitor says first who they are."""
    if current_person() is None:
        return _ask(issue_id)
    if request.method != "POST":
        return htmx.gone_to(f"/issues/{queries.card(issue_id).id}")
    shown = shown_alike() if request.form.get("from") == "similar" else []
    count_in = partial(second_actions.second, issue_id, shown=shown)
    return act(issue_id, count_in, str(IN))


def _ask(issue_id: int) -> Response:
    row = queries.card(issue_id)
    if row.state not in LIVE:
        return htmx.gone_to(f"/issues/{issue_id}", second_actions.closed())
    letter = {"title": row.title}
    typed = {"issue_id": issue_id}
    return confirm.ask(
        COUNTED,
        "issues/second.html",
        VisitorForm(),
        letter=letter,
        typed=typed,
        issue=row,
    )


@bp.post("/issues/<int:issue_id>/unsecond")
def unsecond(issue_id: int) -> Response:
    return act(
        issue_id,
        lambda person: second_actions.unsecond(queries.get(issue_id), person),
        str(OUT),
    )


COUNTED = joining(
    "issues/counted.html",
    about=lambda wish: {"issue": queries.card(wish.issue_id)},
    at=lambda wish: f"/issues/{wish.issue_id}",
    is_in=unconfirmed.is_counted,
    leave=unconfirmed.count_out,
    joined=IN,
    left=OUT,
    model=UnconfirmedSecond,
    letter="confirm_second",
    waiting_at="/issues/second",
    waiting="issues/second_mailed.html",
    address="/issues/second",
    take=unconfirmed.count_in,
    over=(
        _l(
            "This link is not one of ours, or it is more than 7 days old. Ask to be "
            "counted in again."
        ),
        "/issues",
        _l("See what people say"),
    ),
)
confirm.serve(bp, COUNTED)
