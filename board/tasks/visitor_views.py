"""Taking a place without an account: a mail comes, one press there takes it, and
another gives it back."""

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.queries import mailed_link
from board.accounts.session import current_person, open_to_visitors, start_session
from board.accounts.throttle import ask_to_wait, check_mails
from board.db import write_tx
from board.errors import Conflict, Invalid
from board.forms import BoardForm
from board.mail import actions as mail
from board.tasks import held, queries
from board.tasks.forms import VisitorForm
from board.tasks.models import ENDED, FINISHED
from board.tasks.standing import ended, why_not

bp = Blueprint("task_visitors", __name__, url_prefix="/tasks")


@bp.route("/<int:task_id>/claim_by_mail", methods=["GET", "POST"])
@open_to_visitors
def ask(task_id: int) -> Response:
    """A visitor says who they are; whoever is signed in needs none of this."""
    row = queries.card(task_id, None)
    if current_person() is not None:
        return htmx.gone_to(f"/tasks/{task_id}")
    if over := ended(row):
        return htmx.gone_to(f"/tasks/{task_id}", why_not(row, over))
    form = VisitorForm()
    if row.has_roles:
        form.role.offer((role.name, role.name) for role in queries.roles(task_id))
    else:
        del form.role
    if not form.validate_on_submit():
        return htmx.form_page("tasks/claim_by_mail.html", form, task=row)
    email, role = form.email.data or "", form.role.data if row.has_roles else ""
    if wait := check_mails(email):
        return ask_to_wait("tasks/claim_by_mail.html", form, wait, task=row)
    with write_tx():
        token = held.hold(
            task_id=task_id,
            name=form.name.data or "",
            email=email,
            role=role,
            once=form.key,
        )
        if token:
            key, url = mailed_link("/tasks/confirm", token)
            mail.queue(email, "confirm_claim", key, url=url, task=row)
    return htmx.gone_to("/tasks/confirm")


@bp.get("/confirm")
def waiting() -> str:
    return render_template("tasks/mailed.html")


@bp.route("/confirm/<token>", methods=["GET", "POST"])
@open_to_visitors
def confirm(token: str) -> Response:
    """Reading shows the task as it stands; only the button takes the place, or joins
    the line once it is full."""
    wish = held.get(token)
    task_id = wish.task_id
    if wish.claim_id:
        return htmx.gone_to(f"/tasks/{task_id}")
    if request.method == "GET":
        return _confirm_page(task_id, token)
    waits = "wait" in request.form
    try:
        with write_tx():
            wish = held.get(token)
            if not wish.claim_id:
                email = wish.email
                person, cancel_token = held.take(wish, wait=waits)
                key, url = mailed_link("/tasks/cancel", cancel_token)
                mail.queue(
                    email,
                    "claimed",
                    key,
                    url=url,
                    task=queries.card(task_id, None),
                    waits=waits,
                )
                start_session(person, remember=False)
    except (Conflict, Invalid) as late:
        return _confirm_page(task_id, token, late.code, late.text)
    said = (
        _(
            "You are on the waiting list. When a place comes free for you, you hear "
            "from us at once."
        )
        if waits
        else _("It is yours. You find it under My week.")
    )
    return htmx.gone_to(f"/tasks/{task_id}", said)


def _confirm_page(
    task_id: int, token: str, status: int = 200, message: str = ""
) -> Response:
    row = queries.card(task_id, None)
    over = why_not(row, ended(row))
    given = {
        "task": row,
        "token": token,
        "over": over,
        "message": "" if over else message,
    }
    return make_response(render_template("tasks/confirm.html", **given), status)


@bp.route("/cancel/<token>", methods=["GET", "POST"])
@open_to_visitors
def cancel(token: str) -> Response:
    """Reading shows a button; only that gives the place back.

    Whoever has the link needs no session.
    """
    claim, form = held.to_cancel(token), BoardForm()
    if not form.validate_on_submit():
        given = {
            "task": queries.card(claim.task_id, None),
            "over": claim.state in (*ENDED, *FINISHED),
        }
        return htmx.form_page("tasks/give_back.html", form, token=token, **given)
    with write_tx():
        held.cancel(token)
    return htmx.gone_to(
        f"/tasks/{claim.task_id}", _("You are off this task. Thank you for saying so.")
    )
