"""Posting without an account: the post waits, its author gets a mail, and one press
there puts it up."""

from types import SimpleNamespace
from typing import Any

from flask import Blueprint, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.queries import mailed_link
from board.accounts.session import open_to_visitors, start_session
from board.accounts.throttle import ask_to_wait, check_mails
from board.areas.models import Area
from board.categories.models import Shelves
from board.db import fresh, write_tx
from board.forms import BoardForm
from board.issues import held
from board.issues.forms import IssueForm
from board.mail import actions as mail
from board.photos.views import wait_with

bp = Blueprint("visitors", __name__, url_prefix="/issues/confirm")


def as_shown(said: dict[str, Any], area: Area | Shelves, name: str) -> SimpleNamespace:
    """A post that is not there yet, as a row of one that is."""
    return SimpleNamespace(
        **{"on_behalf": None} | said,
        area_id=area.id,
        area_name=area.name,
        author_name=name,
    )


def hold(form: IssueForm, area: Shelves, said: dict[str, Any]) -> Response:
    """Keep what a visitor wrote and mail a link; sent twice, one mail."""
    email = form["email"].data
    if wait := check_mails(email):
        wait_with(form)
        return ask_to_wait("issues/new.html", form, wait)
    with write_tx():
        sent: dict[str, Any] = {"pictures": form.photos.data, "once": form.key}
        token = held.hold(
            name=form["name"].data, email=email, area_id=area.id, **sent, **said
        )
        if token:
            key, url = mailed_link("/issues/confirm", token)
            mail.queue(email, "confirm_post", key, url=url, title=said["title"])
    return htmx.gone_to("/issues/confirm")


@bp.get("")
def waiting() -> str:
    return render_template("issues/waiting.html")


@bp.route("/<token>", methods=["GET", "POST"])
@open_to_visitors
def confirm(token: str) -> Response:
    """Reading shows the post as all will see it; only the button publishes it, once."""
    form, post = BoardForm(), held.get(token)
    if post.issue_id:
        return htmx.gone_to(f"/issues/{post.issue_id}", _("This is published already."))
    if not form.validate_on_submit():
        shown = as_shown(post.said, fresh(Area, post.area_id), held.name_of(post))
        return htmx.form_page("issues/confirm.html", form, shown=shown, token=token)
    with write_tx():
        issue, person = held.publish(held.get(token))
        if person is not None:
            start_session(person, remember=False)
    return htmx.gone_to(
        f"/issues/{issue.id}",
        _("Your post is published. We will tell you what becomes of it."),
    )
