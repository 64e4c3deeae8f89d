"""Changing issues over HTTP: edit, describe pictures, compare versions."""

from typing import Any

from flask import Blueprint, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.categories.views import categories_by_area
from board.db import write_tx
from board.errors import Conflict, Invalid
from board.forms import BoardForm
from board.issues import actions, photo_actions, queries
from board.issues.forms import EditForm
from board.issues.models import Issue
from board.issues.views import pictures_of
from board.photos.forms import photo_changes, with_pictures
from board.photos.views import again
from board.policy import require

bp = Blueprint("issue_editing", __name__, url_prefix="/issues")


@bp.route("/<int:issue_id>/edit", methods=["GET", "POST"])
def edit(issue_id: int) -> Response:
    issue = queries.get(issue_id)
    require(current_person(), "issue.edit", issue)
    form, shown = _form(issue)
    if not (form.validate_on_submit() and form.store_pictures()):
        return again("issues/edit.html", form, issue=issue, photos=shown)
    try:
        _save(issue, form, shown)
    except Invalid as wrong:
        form.refuse(wrong)
        return again("issues/edit.html", form, issue=issue, photos=shown)
    except Conflict as late:
        now = queries.get(issue_id)
        form.version.data = now.version
        form.version.raw_data = None
        given = {"issue": now, "message": late.text, "photos": shown}
        return again("issues/edit.html", form, 409, **given)
    return htmx.gone_to(f"/issues/{issue_id}", _("Your changes are saved."))


def _form(issue: Issue) -> tuple[Any, Any]:
    """What a change is typed into, and the pictures that are there."""
    here = categories_by_area()[issue.area_id].also_offering(issue.category)
    offered = (categories_by_area() | {here.id: here}).values()
    shown = pictures_of(issue.id)
    filled = _as_it_is(issue) | {"area": here.slug}
    form = with_pictures(EditForm, shown)(offered, data=filled)
    if issue.author_id != signed_in().id:
        del form.show_name, form.rounded
    return form, shown


def _save(issue: Issue, form: Any, shown: Any) -> None:
    alts, without = photo_changes(form, shown)
    everywhere = categories_by_area().values()
    area_id = next(area.id for area in everywhere if area.slug == form.area.data)
    with write_tx():
        actions.edit(
            queries.get(issue.id),
            signed_in(),
            version=form.version.data or issue.version,
            pictures=form.photos.data,
            alts=alts,
            without=without,
            area_id=area_id,
            **form.fields(),
        )


def _as_it_is(issue: Issue) -> dict[str, Any]:
    """What the form of a change holds at first, the exact position among it."""
    names = [*EditForm.COLUMNS, "version"]
    names.remove("rounded")
    was = {name: getattr(issue, name) for name in names}
    if issue.exact_latitude is None:
        return was
    exact = {"latitude": issue.exact_latitude, "longitude": issue.exact_longitude}
    return was | exact | {"rounded": True}


@bp.route("/<int:issue_id>/photos", methods=["GET", "POST"])
def photos(issue_id: int) -> Response:
    person = current_person()
    issue = queries.get(issue_id)
    shown = photo_actions.photos_under(issue, person)
    form = with_pictures(BoardForm, shown)()
    if not form.validate_on_submit():
        return htmx.form_page("issues/photos.html", form, issue=issue, photos=shown)
    alts, without = photo_changes(form, shown)
    with write_tx():
        photo_actions.change_photos(
            queries.get(issue_id), signed_in(), alts=alts, without=without
        )
    return htmx.gone_to(f"/issues/{issue_id}", _("Your changes are saved."))


@bp.get("/<int:issue_id>/history")
def history(issue_id: int) -> str:
    row = queries.shown(issue_id, current_person())
    require(current_person(), "issue.history", row)
    return render_template(
        "issues/history.html", issue=row, versions=queries.versions(issue_id)
    )
