"""Being counted in over HTTP: by one press, or without an account by a mailed link that
also takes it back."""

from functools import partial

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, open_with_name
from board.confirm import views as confirm
from board.confirm.forms import VisitorForm
from board.errors import BoardError
from board.forms import BoardForm
from board.issues import queries, second_actions, unconfirmed
from board.issues.models import LIVE
from board.issues.unconfirmed_models import UnconfirmedSecond
from board.issues.views import act, shown_alike

bp = Blueprint("seconds", __name__)


@bp.route("/issues/<int:issue_id>/second", methods=["GET", "POST"])
@open_with_name
def second(issue_id: int) -> Response:
    """One press counts a person in; a visitor says first who they are."""
    if current_person() is None:
        return _ask(issue_id)
    if request.method != "POST":
        return htmx.gone_to(f"/issues/{queries.card(issue_id).id}")
    shown = shown_alike() if request.form.get("from") == "similar" else []
    message = _("You are counted in, and will hear what becomes of it.")
    return act(issue_id, partial(second_actions.second, issue_id, shown=shown), message)


def _ask(issue_id: int) -> Response:
    row = queries.card(issue_id)
    if row.state not in LIVE:
        return htmx.gone_to(f"/issues/{issue_id}", second_actions.closed())
    letter, typed = {"title": row.title}, {"issue_id": issue_id}
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
    message = _("You are no longer counted in.")
    return act(
        issue_id,
        lambda person: second_actions.unsecond(queries.get(issue_id), person),
        message,
    )


def _page(_form: BoardForm, wish: UnconfirmedSecond, token: str) -> Response:
    return _link_page(wish, token)


def _too_late(wish: UnconfirmedSecond, token: str, late: BoardError) -> Response:
    return _link_page(wish, token, late.code, late.text)


def _link_page(
    wish: UnconfirmedSecond, token: str, status: int = 200, message: str = ""
) -> Response:
    """Where the link leads: to be counted in, or once one is, not to be any more."""
    given = {
        "issue": queries.card(wish.issue_id),
        "token": token,
        "pressed": bool(wish.person_id),
        "counted": bool(wish.person_id) and unconfirmed.is_counted(wish),
        "message": message,
    }
    return make_response(render_template("issues/counted.html", **given), status)


COUNTED = confirm.Kind(
    model=UnconfirmedSecond,
    letter="confirm_second",
    waiting_at="/issues/second",
    waiting="issues/second_mailed.html",
    address="/issues/second",
    page=_page,
    take=unconfirmed.count_in,
    goal=lambda wish: (
        f"/issues/{wish.issue_id}",
        _("You are counted in, and will hear what becomes of it."),
    ),
    too_late=_too_late,
    undo=confirm.Undo(
        page=_link_page,
        take_back=unconfirmed.count_out,
        goal=lambda wish: (
            f"/issues/{wish.issue_id}",
            _("You are no longer counted in."),
        ),
    ),
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
