"""Areas: the list, joining and leaving. (The page of one area combines features: see
home.)"""

from typing import Any

from flask import Blueprint, jsonify, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.areas import actions, joining_queries, queries
from board.areas import membership_actions as memberships
from board.areas.forms import AskForm, JoiningForm, OwnWordsForm
from board.db import write_tx
from board.errors import ChangedMeanwhile, Invalid
from board.pages import cached
from board.photos.cover_views import cover_page
from board.policy import require
from board.text import position

bp = Blueprint("areas", __name__)


@bp.get("/areas")
def index() -> str:
    return render_template("areas/index.html", areas=queries.cards())


@bp.get("/areas/at")
def at() -> Response:
    """Which area a point lies in, as data for the form: its slug and name, or nothing
    where no boundary holds it."""
    near = position(request.args.get("near", ""))
    found = queries.at(*near) if near else None
    return jsonify({"slug": found.slug, "name": found.name} if found else {})


@bp.get("/areas.geojson")
def outlines() -> Response:
    """All areas with their outlines, for a map."""
    features = cached(queries.features)
    return jsonify({"type": "FeatureCollection", "features": features})


@bp.route("/areas/<slug>/cover", methods=["GET", "POST"])
def cover(slug: str) -> Response:
    """The picture of an area."""
    area = queries.by_slug(slug)
    require(current_person(), "area.edit", area)

    def change(**to: Any) -> None:
        actions.set_cover(queries.by_slug(slug), signed_in(), **to)

    return cover_page(f"area-{area.id}", area.name, f"/areas/{slug}", change)


@bp.route("/areas/<slug>/edit", methods=["GET", "POST"])
def edit(slug: str) -> Response:
    """Its name, what it is like, and what people agreed on there."""
    page = "areas/edit.html"
    area = queries.by_slug(slug)
    require(current_person(), "area.edit", area)
    form = OwnWordsForm(obj=area)
    if not form.validate_on_submit():
        return htmx.form_page(page, form, area=area)
    said = {name: form[name].data or "" for name in ("name", "about", "own_rules")}
    version = form.version.data or area.version
    try:
        with write_tx():
            found = queries.by_slug(slug)
            actions.edit(found, signed_in(), version=version, **said)
    except Invalid as wrong:
        form.refuse(wrong)
        return htmx.form_page(page, form, area=area)
    except ChangedMeanwhile as late:
        now = queries.by_slug(slug)
        return htmx.late_page(page, form, late.text, now.version, area=now)
    return htmx.gone_to(f"/areas/{slug}", _("Your changes are saved."))


@bp.route("/areas/<slug>/joining", methods=["GET", "POST"])
def joining(slug: str) -> Response:
    """Whether anybody joins at once or an organiser lets them in."""
    area = queries.by_slug(slug)
    require(current_person(), "area.edit", area)
    form = JoiningForm(joining="at_once" if area.joins_at_once else "asked")
    if not form.validate_on_submit():
        return htmx.form_page("areas/joining.html", form, area=area)
    with write_tx():
        at_once = form.joining.data == "at_once"
        actions.set_joining(queries.by_slug(slug), signed_in(), at_once=at_once)
    return htmx.gone_to(f"/areas/{slug}", _("Your change is saved."))


@bp.route("/areas/<slug>/join", methods=["GET", "POST"])
def join(slug: str) -> Response:
    """One joins at once, or asks to be let in and may say why."""
    area = queries.by_slug(slug)
    person = signed_in()
    form = AskForm()
    if not form.validate_on_submit():
        asked = joining_queries.request_of(area.id, person.id)
        given = {"area": area, "asked": asked, "role": person.role_in(area.id)}
        return htmx.form_page("areas/join.html", form, **given)
    with write_tx():
        area = queries.by_slug(slug)
        is_in = memberships.join(area, by=signed_in(), words=form.words.data or "")
    message = (
        _("You are a member in %(area)s now.", area=area.name)
        if is_in
        else _("You have asked to be let in. You hear as soon as an organiser answers.")
    )
    return htmx.gone_to(f"/areas/{area.slug}", message)


@bp.post("/areas/<slug>/leave")
def leave(slug: str) -> Response:
    with write_tx():
        area = queries.by_slug(slug)
        belonged = memberships.leave(area, by=signed_in())
    message = (
        _("You have left %(area)s.", area=area.name)
        if belonged
        else _("You no longer ask to be let in to %(area)s.", area=area.name)
    )
    return htmx.gone_to(f"/areas/{area.slug}", message)
