"""Changing the rules: a draft, what it would change, and publishing it."""

from flask import Blueprint, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.db import write_tx
from board.errors import Invalid, NotFound
from board.forms import row_number
from board.policy import require
from board.rules import actions, queries
from board.rules.forms import PublishForm, RulesForm
from board.rules.wording import as_text, differences, from_text

bp = Blueprint("rules_editing", __name__, url_prefix="/operator/rules")


@bp.route("", methods=["GET", "POST"])
def edit() -> Response:
    """The rules as one text to write in; sent, it becomes the draft."""
    require(current_person(), "board.operate")
    draft = queries.draft()
    text = draft.text if draft else as_text(queries.current())
    form = RulesForm(data={"rules": text})
    if "drop" in request.form:
        return _drop()
    if not form.validate_on_submit():
        return htmx.form_page("rules/edit.html", form, draft=draft)
    try:
        with write_tx():
            actions.save_draft(signed_in(), text=form.rules.data or "")
    except Invalid as wrong:
        form.refuse(wrong)
        return htmx.form_page("rules/edit.html", form, draft=draft)
    return htmx.gone_to("/operator/rules/publish")


@bp.route("/publish", methods=["GET", "POST"])
def publish() -> Response:
    """What the draft changes compared with today, and the button that puts it in
    force."""
    require(current_person(), "board.operate")
    draft = queries.draft()
    version = queries.version()
    if draft is None:
        raise NotFound
    form = PublishForm(data={"after": str(version)})
    shown = {
        "draft": draft,
        "changes": differences(queries.of_version(version), from_text(draft.text)),
    }
    if not form.validate_on_submit():
        return htmx.form_page("rules/publish.html", form, **shown)
    after = row_number(form.after.data or "")
    try:
        with write_tx():
            made = actions.publish(
                signed_in(), text=draft.text, note=form.note.data or "", after=after
            )
    except Invalid as wrong:
        form.refuse(wrong)
        return htmx.form_page("rules/publish.html", form, **shown)
    return htmx.gone_to(
        "/rules", _("Version %(version)s of the rules is in force.", version=made)
    )


def _drop() -> Response:
    with write_tx():
        actions.drop_draft(signed_in())
    return htmx.gone_to("/operator/rules", _("The draft is thrown away."))
