"""Roles over HTTP: those of an area, one with its hand-over, and how it changes
hands."""

from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.areas import queries as areas
from board.campaigns import queries as campaigns
from board.campaigns.models import Campaign
from board.db import AnyRow, write_tx
from board.errors import ChangedMeanwhile, Conflict, Invalid, NotFound
from board.forms import row_number
from board.pages import cached
from board.policy import allowed, require
from board.roles import actions, queries
from board.roles.forms import EditRoleForm, HandoverForm, PlanRoleForm

bp = Blueprint("roles", __name__)


@bp.route("/areas/<slug>/roles", methods=["GET", "POST"])
def index(slug: str) -> Response:
    """Who looks after what in an area; organisers say what else is needed, there or in
    the campaign that `campaign` names."""
    area = areas.by_slug(slug)
    campaign = _campaign(slug)
    form = PlanRoleForm()
    if request.method == "POST":
        require(current_person(), "role.plan", area)
    if form.validate_on_submit():
        try:
            with write_tx():
                role = actions.plan(
                    _campaign(slug) or areas.by_slug(slug),
                    signed_in(),
                    once=form.key,
                    **_said(form),
                )
            return htmx.gone_to(f"/roles/{role.id}", _("The role is published."))
        except Invalid as wrong:
            form.refuse(wrong)
    roles = cached(queries.of_area, area.id)
    given = {"area": area, "campaign": campaign, "roles": roles}
    return htmx.form_page("roles/index.html", form, **given)


def _campaign(slug: str) -> Campaign | None:
    """The campaign that the address or the form names, which is one of the area."""
    number = row_number(request.values.get("campaign", ""))
    if not number:
        return None
    row = campaigns.card(number)
    if row.area_slug != slug:
        raise NotFound
    return campaigns.get(number)


def _said(form: PlanRoleForm | EditRoleForm) -> dict[str, Any]:
    return {
        "name": form.name.data or "",
        "words": form.words.data or "",
        "until": form.until.data,
    }


@bp.get("/roles/<int:role_id>")
def show(role_id: int) -> Response:
    return _page(queries.card(role_id, current_person()))


def _page(role: AnyRow, status: int = 200, late: str = "") -> Response:
    person = current_person()
    given = {
        "role": role,
        "late": late,
        "mine": person and person.id in (role.holder_id, role.deputy_id),
        "handover": queries.handover(role.id)
        if allowed(person, "role.read_handover", role)
        else None,
    }
    return make_response(render_template("roles/show.html", **given), status)


@bp.route("/roles/<int:role_id>/edit", methods=["GET", "POST"])
def edit(role_id: int) -> Response:
    """What it is, until when, and whether it is still needed."""
    role = queries.card(role_id)
    require(current_person(), "role.edit", role)
    form = EditRoleForm(obj=role, ended=bool(role.ended_at))
    if not form.validate_on_submit():
        return htmx.form_page("roles/edit.html", form, role=role)
    version = form.version.data or role.version
    try:
        with write_tx():
            found = queries.get(role_id)
            actions.edit(found, signed_in(), version=version, **_said(form))
            if form.ended.data:
                actions.end(found, signed_in())
    except Invalid as wrong:
        form.refuse(wrong)
        return htmx.form_page("roles/edit.html", form, role=role)
    except ChangedMeanwhile as late:
        now = queries.card(role_id)
        return htmx.late_page("roles/edit.html", form, late.text, now.version, role=now)
    return htmx.gone_to(f"/roles/{role_id}", _("Your changes are saved."))


@bp.route("/roles/<int:role_id>/handover", methods=["GET", "POST"])
def handover(role_id: int) -> Response:
    """What the next one needs to know, for whoever is in the role and organisers."""
    role = queries.card(role_id)
    require(current_person(), "role.handover", role)
    written = queries.handover(role_id)
    form = HandoverForm(words=written.handover, version=role.version)
    if not form.validate_on_submit():
        return htmx.form_page("roles/handover.html", form, role=role)
    said: dict[str, Any] = {
        "words": form.words.data or "",
        "version": form.version.data or role.version,
    }
    try:
        with write_tx():
            actions.hand_on(queries.get(role_id), signed_in(), **said)
    except ChangedMeanwhile as late:
        now = queries.card(role_id)
        words = queries.handover(role_id).handover
        given = {"role": now, "written": words}
        page = "roles/handover.html"
        return htmx.late_page(page, form, late.text, now.version, **given)
    return htmx.gone_to(f"/roles/{role_id}", _("Your changes are saved."))


@bp.post("/roles/<int:role_id>/take")
def take(role_id: int) -> Response:
    """An organiser holds it themselves, or is its deputy."""
    as_deputy = request.form.get("as", "") == "deputy"
    role = queries.card(role_id)
    try:
        with write_tx():
            found = queries.get(role_id)
            actions.take(found, signed_in(), as_deputy=as_deputy)
    except Conflict as late:
        return _page(queries.card(role_id, current_person()), 409, late.text)
    message = _("You are its deputy now.") if as_deputy else _("You hold it now.")
    return htmx.gone_to(f"/roles/{role.id}", message)


@bp.post("/roles/<int:role_id>/step_back")
def step_back(role_id: int) -> Response:
    """Give it back; for somebody else that organisers name in `person`, theirs ends."""
    role = queries.card(role_id)
    by = signed_in()
    person = row_number(request.form.get("person", "")) or by.id
    try:
        with write_tx():
            if person == by.id:
                actions.step_back(queries.get(role_id), signed_in())
            else:
                actions.free(queries.get(role_id), signed_in(), person=person)
    except Conflict as late:
        return _page(queries.card(role_id, current_person()), 409, late.text)
    message = (
        _("You have stepped back. Thank you for all you did.")
        if person == by.id
        else _("Their time in the role has ended, and they are told.")
    )
    return htmx.gone_to(f"/roles/{role.id}", message)
