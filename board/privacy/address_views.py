"""What is held about a mail address, for people who left it on paper and have no
account: whoever has the mailbox reads it and has it deleted, signed out."""

import tempfile

from flask import Blueprint, Response, make_response, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from board import htmx
from board.accounts.forms import LinkForm
from board.accounts.link_queries import mailed_link
from board.accounts.queries import by_email
from board.accounts.session import open_to_visitors
from board.accounts.throttle import ask_to_wait, check_mails
from board.confirm.actions import look_up, save
from board.db import write_tx
from board.errors import LinkOver, NotFound
from board.forms import BoardForm
from board.mail import actions as mail
from board.privacy import actions, copy_job, queries
from board.privacy.cleaning import clean
from board.privacy.copy_queries import Whose, of_address
from board.privacy.models import DataLink

bp = Blueprint("by_address", __name__, url_prefix="/privacy/address")


@bp.route("", methods=["GET", "POST"])
@open_to_visitors
def ask() -> Answer:
    """Have a link mailed; the answer, and what there is to do for it, is the same for
    every address."""
    form = LinkForm()
    if not form.validate_on_submit():
        return htmx.form_page("privacy/address.html", form)
    email = form.email.data or ""
    if wait := check_mails(email):
        return ask_to_wait("privacy/address.html", form, wait)
    with write_tx():
        token = save(DataLink, email=email, name="") or ""
        key, url = mailed_link("/privacy/address", token)
        mail.queue(email, "data_link", key, url=url)
    return htmx.gone_to("/privacy", _("A mail with a link is on its way there."))


@bp.route("/<token>", methods=["GET", "POST"])
@open_to_visitors
def held(token: str) -> Answer:
    """What is held, counted; the button deletes it, and the link with it."""
    whose = _whose(token)
    if not BoardForm().validate_on_submit():
        page = render_template(
            "privacy/address_held.html",
            token=token,
            email=whose.email,
            counted=queries.counted(whose),
            has_account=by_email(whose.email) is not None,
        )
        return make_response(page)
    with write_tx():
        left = actions.erase_address(whose.email)
    clean(left)
    return htmx.gone_to("/privacy", _("What was held about this address is deleted."))


@bp.get("/<token>/about-me.zip")
def load(token: str) -> Answer:
    """The copy of it; of somebody with an account they alone have one, signed in."""
    whose = _whose(token)
    if by_email(whose.email):
        raise NotFound
    with tempfile.SpooledTemporaryFile(max_size=copy_job.LARGE) as file:
        copy_job.write(file, whose)
        file.seek(0)
        answer = Response(file.read(), mimetype="application/zip")
    answer.headers["Content-Disposition"] = "attachment; filename=about-me.zip"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _whose(token: str) -> Whose:
    link = look_up(DataLink, token)
    if link is None:
        text = _("This link is too old, was used, or is not whole.")
        raise LinkOver(text, "/privacy/address", _("Have another one mailed"))
    return of_address(link.email)
