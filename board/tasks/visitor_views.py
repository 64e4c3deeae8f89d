"""Taking a place without an account: a mail comes, one press there takes it, and
another gives it back."""

from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.limits import MAILS
from board.accounts.link_queries import mailed_link
from board.accounts.models import Person
from board.accounts.session import current_person, open_to_visitors
from board.accounts.write_limits import limited
from board.confirm import views as confirm
from board.db import write_tx
from board.errors import BoardError
from board.forms import BoardForm
from board.mail import actions as mail
from board.tasks import card_queries, people_queries, unconfirmed
from board.tasks.claim_models import ENDED, FINISHED
from board.tasks.eligibility import off_or_over, why_not
from board.tasks.forms import ClaimForm
from board.tasks.letters import who_organises
from board.tasks.unconfirmed_models import UnconfirmedClaim

bp = Blueprint("task_visitors", __name__)


@bp.route("/tasks/<int:task_id>/claim_by_mail", methods=["GET", "POST"])
@open_to_visitors
@limited(MAILS)
def ask(task_id: int) -> Response:
    """A visitor says who they are; whoever is signed in needs none of this."""
    row = card_queries.card(task_id, None)
    if current_person() is not None:
        return htmx.gone_to(f"/tasks/{task_id}")
    if over := off_or_over(row):
        return htmx.gone_to(f"/tasks/{task_id}", why_not(row, over))
    form = ClaimForm()
    if row.has_roles:
        roles = people_queries.roles(task_id)
        form.role.offer((role.name, role.name) for role in roles)
    else:
        del form.role
    role = form.role.data if row.has_roles else ""
    typed = {"task_id": task_id, "role": role}
    letter: dict[str, Any] = {"task": row}
    page = "tasks/claim_by_mail.html"
    return confirm.ask(PLACE, page, form, letter=letter, typed=typed, task=row)


def _page(form: BoardForm, wish: UnconfirmedClaim, token: str) -> Response:
    """The task as it stands."""
    status = 422 if form.errors else 200
    return _confirm_page(wish.task_id, token, status, form=form)


def _too_late(wish: UnconfirmedClaim, token: str, late: BoardError) -> Response:
    return _confirm_page(wish.task_id, token, late.code, late.text)


def _confirm_page(
    task_id: int,
    token: str,
    status: int = 200,
    message: str = "",
    form: BoardForm | None = None,
) -> Response:
    row = card_queries.card(task_id, None)
    over = why_not(row, off_or_over(row))
    given = {
        "task": row,
        "form": form,
        "token": token,
        "over": over,
        "message": "" if over else message,
    }
    return make_response(render_template("tasks/confirm.html", **given), status)


def _take(wish: UnconfirmedClaim, *, waits: bool) -> Person:
    """Take the place or join the line once it is full, and mail the way to give it
    back."""
    person, cancel_token = unconfirmed.take(wish, wait=waits)
    key, url = mailed_link("/tasks/cancel", cancel_token)
    task = card_queries.card(wish.task_id, None)
    letter = {"task": task, "organisers": who_organises(task.area_id)}
    mail.queue(wish.email, "claimed", key, url=url, waits=waits, **letter)
    return person


def _goal(wish: UnconfirmedClaim, *, waits: bool) -> confirm.Goal:
    message = (
        _(
            "You are on the waiting list. When a place comes free for you, you hear "
            "from us at once."
        )
        if waits
        else _("It is yours. You find it under My week.")
    )
    return f"/tasks/{wish.task_id}", message


PLACE = confirm.Kind(
    model=UnconfirmedClaim,
    letter="confirm_claim",
    waiting_at="/tasks/confirm",
    waiting="tasks/mailed.html",
    address="/tasks/confirm",
    page=_page,
    read=lambda _form, _wish: {"waits": "wait" in request.form},
    take=_take,
    goal=_goal,
    already=lambda wish: (f"/tasks/{wish.task_id}", ""),
    too_late=_too_late,
    over=(
        _l(
            "This link is not one of ours, or it is more than 7 days old. Ask for a "
            "place again."
        ),
        "/tasks",
        _l("See what needs hands"),
    ),
)
confirm.serve(bp, PLACE)


@bp.route("/tasks/cancel/<token>", methods=["GET", "POST"])
@open_to_visitors
def cancel(token: str) -> Response:
    """Reading shows a button; only that gives the place back.

    Whoever has the link needs no session.
    """
    claim = unconfirmed.to_cancel(token)
    form = BoardForm()
    if not form.validate_on_submit():
        given = {
            "task": card_queries.card(claim.task_id, None),
            "over": claim.state in (*ENDED, *FINISHED),
        }
        return htmx.form_page("tasks/give_back.html", form, token=token, **given)
    with write_tx():
        unconfirmed.cancel(token)
    return htmx.gone_to(
        f"/tasks/{claim.task_id}", _("You are off this task. Thank you for saying so.")
    )
