"""Posting without an account: the post waits, its author gets a mail, and one press
there puts it up."""

from types import SimpleNamespace
from typing import Any

from flask import Blueprint
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from board import clock, htmx
from board.accounts.throttle import ask_to_wait, check_mails
from board.areas.models import Area
from board.categories.models import AreaCategories
from board.confirm import views as confirm
from board.confirm.actions import LASTS
from board.db import fresh, write_tx
from board.forms import BoardForm, new_key
from board.issues import unconfirmed
from board.issues.forms import IssueForm
from board.issues.unconfirmed_models import UnconfirmedPost
from board.photos import actions as photos
from board.photos.views import wait_with

bp = Blueprint("visitors", __name__)


def as_shown(
    fields: dict[str, Any], area: Area | AreaCategories, name: str
) -> SimpleNamespace:
    """A post that is not there yet, as a row of one that is."""
    return SimpleNamespace(
        **{"on_behalf": None} | fields,
        area_id=area.id,
        area_name=area.name,
        author_name=name,
    )


def ask_to_confirm(
    form: IssueForm, area: AreaCategories, fields: dict[str, Any]
) -> Response:
    """Store what a visitor wrote and mail a link; sent twice, one mail."""
    email = form["email"].data
    if wait := check_mails(email):
        wait_with(form)
        return ask_to_wait("issues/new.html", form, wait)
    pictures = form.photos.data
    measures = [picture.measures for picture in pictures]
    typed = {"name": form["name"].data, "once": form.key or new_key()}
    typed |= {"area_id": area.id, "said": fields | {"pictures": measures}}
    with write_tx():
        letter = {"title": fields["title"]}
        if confirm.send(POST, email=email, letter=letter, **typed):
            photos.wait_until(pictures, until=clock.now() + LASTS)
    return htmx.gone_to(POST.waiting_at)


def _page(form: BoardForm, post: UnconfirmedPost, token: str) -> Response:
    """The post as all will see it."""
    shown = as_shown(
        post.said, fresh(Area, post.area_id), unconfirmed.author_name(post)
    )
    return htmx.form_page("issues/confirm.html", form, shown=shown, token=token)


POST = confirm.Kind(
    model=UnconfirmedPost,
    letter="confirm_post",
    waiting_at="/issues/confirm",
    waiting="issues/waiting.html",
    address="/issues/confirm",
    page=_page,
    take=unconfirmed.publish,
    goal=lambda post: (
        f"/issues/{post.issue_id}",
        _("Your post is published. We will tell you what becomes of it."),
    ),
    already=lambda post: (
        f"/issues/{post.issue_id}",
        _("This is published already."),
    ),
    over=(
        _l(
            "This link is not one of ours, or it is more than 7 days old. Post again, "
            "it takes a minute."
        ),
        "/issues/new",
        _l("Post again"),
    ),
)
confirm.serve(bp, POST)
