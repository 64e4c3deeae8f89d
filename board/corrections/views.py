"""Putting right what was said, over HTTP."""

from flask import Blueprint
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.corrections import actions, queries
from board.corrections.forms import AskForm, CommentEditForm, PurgeForm, RemoveForm
from board.db import write_tx
from board.db.write_ahead_log import sweep
from board.errors import Conflict, Invalid
from board.issues.queries import get
from board.policy import require

bp = Blueprint("corrections", __name__, url_prefix="/issues/<int:issue_id>")


@bp.route("/comments/<int:comment_id>/edit", methods=["GET", "POST"])
def edit_comment(issue_id: int, comment_id: int) -> Response:
    comment = queries.comment(issue_id, comment_id)
    require(current_person(), "comment.edit", comment)
    form = CommentEditForm(data={"body": comment.body, "version": comment.version})
    if not form.validate_on_submit():
        return htmx.form_page("corrections/edit_comment.html", form, comment=comment)
    try:
        with write_tx():
            comment = queries.comment(issue_id, comment_id)
            version = form.version.data or comment.version
            body = form.body.data or ""
            actions.edit_comment(comment, signed_in(), version=version, body=body)
    except Conflict as late:
        now = queries.comment(issue_id, comment_id)
        page = "corrections/edit_comment.html"
        return htmx.late_page(page, form, late.text, now.version, comment=now)
    return htmx.gone_to(f"/issues/{issue_id}", _("Your comment is changed."))


@bp.route("/comments/<int:comment_id>/remove", methods=["GET", "POST"])
def remove_comment(issue_id: int, comment_id: int) -> Response:
    comment = queries.comment(issue_id, comment_id)
    require(current_person(), "comment.remove", comment)
    form = RemoveForm()
    if not form.validate_on_submit():
        return htmx.form_page("corrections/remove_comment.html", form, comment=comment)
    try:
        with write_tx():
            comment = queries.comment(issue_id, comment_id)
            actions.remove_comment(comment, signed_in(), reason=form.reason.data or "")
    except Invalid as wrong:
        form.refuse(wrong)
        return htmx.form_page("corrections/remove_comment.html", form, comment=comment)
    sweep()
    message = _("It is removed. Its text is not kept anywhere.")
    return htmx.gone_to(f"/issues/{issue_id}", message)


@bp.route("/ask", methods=["GET", "POST"])
def ask(issue_id: int) -> Response:
    issue = get(issue_id)
    require(current_person(), "issue.ask", issue)
    form = AskForm()
    if not form.validate_on_submit():
        asked = queries.waiting(issue_id)
        return htmx.form_page("corrections/ask.html", form, issue=issue, asked=asked)
    body = form.body.data or ""
    with write_tx():
        actions.ask(get(issue_id), signed_in(), body=body, once=form.key)
    message = _("The organisers are asked. You will hear when they have seen to it.")
    return htmx.gone_to(f"/issues/{issue_id}", message)


@bp.post("/settle")
def settle(issue_id: int) -> Response:
    with write_tx():
        actions.settle(get(issue_id), signed_in())
    return htmx.gone_to(f"/issues/{issue_id}", _("Whoever asked is told."))


@bp.route("/purge", methods=["GET", "POST"])
def purge(issue_id: int) -> Response:
    issue = get(issue_id)
    require(current_person(), "issue.purge", issue)
    present = {name: getattr(issue, name) for name in (*PurgeForm.TEXTS, "version")}
    form = PurgeForm(data=present)
    if not form.validate_on_submit():
        return htmx.form_page("corrections/purge.html", form, issue=issue)
    texts = {name: form[name].data or "" for name in PurgeForm.TEXTS}
    try:
        with write_tx():
            issue = get(issue_id)
            version = form.version.data or issue.version
            actions.purge(issue, signed_in(), version=version, **texts)
    except Conflict as late:
        now = get(issue_id)
        page = "corrections/purge.html"
        return htmx.late_page(page, form, late.text, now.version, issue=now)
    sweep()
    message = _("They are removed. What it said before is not kept anywhere.")
    return htmx.gone_to(f"/issues/{issue_id}", message)
