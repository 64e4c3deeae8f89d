"""Hiding a thing and showing it again by its kind and number; what stands in its place;
and whether an area looks first."""

from flask import Blueprint, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.areas import queries as areas
from board.db import write_tx
from board.errors import NotFound
from board.forms import row_number
from board.moderation import case_actions, finding, queries, reading, targets
from board.moderation.decisions import Decision
from board.moderation.forms import BasisForm
from board.moderation.gone import tombstone
from board.moderation.rules import based_on
from board.policy import allowed, require
from board.text import tidy

RULES = {"hide": "moderation.hide", "restore": "moderation.decide"}
bp = Blueprint("hiding", __name__)


@bp.route("/hide", methods=["GET", "POST"])
def hide() -> Response:
    return _change("hide")


@bp.route("/restore", methods=["GET", "POST"])
def restore() -> Response:
    return _change("restore")


def _change(act: str) -> Response:
    kind, number = (tidy(request.values.get(name, "")) for name in ("kind", "id"))
    if kind == "person":
        raise NotFound
    target = finding.find(kind, row_number(number))
    if target.is_confided and not allowed(current_person(), RULES[act], target):
        raise NotFound
    reading.check_shown(target, current_person())
    require(current_person(), RULES[act], target)
    form = BasisForm()
    if not form.validate_on_submit():
        page = f"moderation/{act}.html"
        return htmx.form_page(page, form, target=target, kinds=targets.KINDS)
    with write_tx():
        basis = based_on(form.rule.data, form.reason.data or "")
        found = finding.find(kind, target.id)
        case_actions.decide(found, signed_in(), Decision(act, basis))
        case = queries.of_thing(kind, target.id)
    assert case
    message = _("Hidden.") if act == "hide" else _("Shown again.")
    return htmx.gone_to(f"/moderation/cases/{case.id}", message)


@bp.get("/moderation/gone/<kind>/<int:number>")
def gone(kind: str, number: int) -> Response:
    """What stands in the place of something that has no page of its own."""
    target = finding.find(kind, number)
    page = None if target.is_private else tombstone(target)
    if page is None:
        raise NotFound
    return page


@bp.post("/areas/<slug>/looks-first")
def looks_first(slug: str) -> Response:
    """Whether an organiser looks first at what somebody writes for the first time."""
    on = request.form.get("on") == "yes"
    with write_tx():
        case_actions.set_looks_first(areas.by_slug(slug), signed_in(), on)
    if on:
        message = _("First posts there now wait until an organiser has looked.")
    else:
        message = _("First posts there are now shown at once.")
    return htmx.gone_to("/moderation", message)
