"""Covering parts of a picture over HTTP, and the picture of a case for those who may
see it."""

from flask import Blueprint, Response, make_response, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from board import htmx
from board.accounts.session import current_person, signed_in
from board.db import db, write_tx
from board.errors import Invalid, NotFound
from board.moderation import queries, redacting
from board.moderation.finding import find
from board.moderation.forms import RedactForm
from board.moderation.gone import may_read
from board.moderation.models import Case
from board.moderation.rules import based_on
from board.moderation.targets import Target
from board.photos import store
from board.policy import require

bp = Blueprint("redacting", __name__, url_prefix="/moderation")


@bp.get("/pictures/<int:number>.webp")
def picture(number: int) -> Response:
    """A picture that may be hidden, for its author and the organisers there."""
    target = find("photo", number)
    if not may_read(target, current_person()):
        raise NotFound
    sha256 = target.row.sha256
    db.session.rollback()
    content = store.read(sha256, "large")
    if content is None:
        raise NotFound
    headers = {"Cache-Control": "private, no-store"}
    return Response(content, mimetype="image/webp", headers=headers)


@bp.route("/cases/<int:case_id>/redact", methods=["GET", "POST"])
def redact(case_id: int) -> Answer:
    case = queries.get(case_id)
    require(current_person(), "moderation.decide", case)
    if case.kind != "photo":
        raise NotFound
    target = find("photo", case.thing_id)
    form = RedactForm()
    if not form.validate_on_submit():
        return _page(case, target, form)
    was = target.row.sha256
    try:
        boxes = redacting.cells(form.cells.data or [])
        boxes += redacting.dragged(form.boxes.data or "")
        made = redacting.cover(was, boxes)
    except Invalid as wrong:
        form.refuse(wrong)
        return _page(case, target, form, 422)
    basis = based_on(form.rule.data, form.reason.data or "")
    with write_tx():
        target = find("photo", case.thing_id)
        redacting.redact(target, signed_in(), basis, made, was=was)
    if made.sha256 != was:
        store.drop(was, at_once=True)
    message = _("Covered. What was there is deleted, in every size.")
    return htmx.gone_to(f"/moderation/cases/{case_id}", message)


def _page(case: Case, target: Target, form: RedactForm, status: int = 0) -> Answer:
    grid = (redacting.ACROSS, redacting.DOWN)
    given = {"case": case, "target": target, "grid": grid}
    if not status:
        return htmx.form_page("moderation/redact.html", form, **given)
    page = render_template("moderation/redact.html", form=form, **given)
    return make_response(page, status)
