"""Writing playbooks over HTTP: from nothing, from a campaign or out of another
playbook; and changing one."""

from typing import Any

from flask import Blueprint, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.limits import POSTS
from board.accounts.session import current_person, signed_in
from board.accounts.write_limits import limited
from board.areas import queries as areas
from board.campaigns import queries as campaigns
from board.db import write_tx
from board.errors import ChangedMeanwhile, Invalid, NotAllowed
from board.forms import row_number
from board.photos.forms import photo_changes, with_pictures
from board.photos.queries import entities
from board.photos.views import again
from board.playbooks import actions, queries
from board.playbooks.book import Book
from board.playbooks.forms import EditForm, NewForm
from board.playbooks.learnt import from_campaign
from board.playbooks.models import Playbook
from board.playbooks.wording import as_fields, from_fields
from board.policy import allowed, require

bp = Blueprint("playbook_writing", __name__, url_prefix="/playbooks")


@bp.route("/new", methods=["GET", "POST"])
@limited(POSTS)
def new() -> Response:
    person = signed_in()
    mine = [one for one in areas.all_areas() if allowed(person, "playbook.write", one)]
    if not mine:
        raise NotAllowed(
            _("Organisers write playbooks for their area. Tell one what you know.")
        )
    original, book = _begun()
    begun = {"area": mine[0].slug, **(as_fields(book) if book else {})}
    form = NewForm(data=begun if request.method == "GET" else None)
    form.area.offer((area.slug, area.name) for area in mine)
    campaign = row_number(_named("campaign"))
    given = {"original": original, "campaign": campaign}
    if not form.validate_on_submit():
        return again("playbooks/new.html", form, **given)
    try:
        written = from_fields(form.fields(), book)
    except ValueError as odd:
        form.refuse(Invalid(str(odd), "steps"))
        return again("playbooks/new.html", form, **given)
    if not form.store_pictures():
        return again("playbooks/new.html", form, **given)
    return _write(form, original, written)


def _write(form: NewForm, original: Playbook | None, book: Book) -> Response:
    with write_tx():
        playbook = actions.write(
            areas.by_slug(form.area.data),
            signed_in(),
            book=book,
            original=original,
            pictures=form.photos.data,
            once=form.key,
        )
    message = _("Your playbook is published. Others can use it from now on.")
    return htmx.gone_to(f"/playbooks/{playbook.id}", message)


def _named(name: str) -> str:
    return request.values.get(name, "")


def _begun() -> tuple[Playbook | None, Book | None]:
    """What it is begun from: another playbook, or a campaign of one's own area."""
    if number := row_number(_named("from")):
        original = queries.get(number)
        book = queries.book_of(number, original.version)
        return original, actions.copied(book, original.lineage)
    if number := row_number(_named("campaign")):
        campaign = campaigns.get(number)
        require(current_person(), "campaign.edit", campaign)
        return None, from_campaign(campaign, campaigns.debrief(number))
    return None, None


@bp.route("/<int:playbook_id>/edit", methods=["GET", "POST"])
def edit(playbook_id: int) -> Response:
    playbook = queries.get(playbook_id)
    require(current_person(), "playbook.edit", playbook)
    shown = entities([f"playbook-{playbook_id}"])
    said = as_fields(queries.book_of(playbook_id, playbook.version))
    form = with_pictures(EditForm, shown)(data={**said, "version": playbook.version})
    given = {"playbook": playbook, "photos": shown}
    if not form.validate_on_submit():
        return again("playbooks/edit.html", form, **given)
    version = form.version.data or playbook.version
    try:
        book = from_fields(form.fields(), queries.book_of(playbook_id, version))
    except ValueError as odd:
        form.refuse(Invalid(str(odd), "steps"))
        return again("playbooks/edit.html", form, **given)
    if not form.store_pictures():
        return again("playbooks/edit.html", form, **given)
    try:
        _change(form, playbook_id, version, book, shown)
    except ChangedMeanwhile as late:
        now = queries.get(playbook_id)
        return htmx.late_page(
            "playbooks/edit.html", form, late.text, now.version, **given
        )
    return htmx.gone_to(f"/playbooks/{playbook_id}", _("Your changes are saved."))


def _change(
    form: EditForm, playbook_id: int, version: int, book: Book, shown: list[Any]
) -> None:
    """The words and the pictures, in one."""
    alts, without = photo_changes(form, shown)
    with write_tx():
        playbook = queries.get(playbook_id)
        person = signed_in()
        note = form.note.data or ""
        actions.edit(playbook, person, version=version, book=book, note=note)
        pictures: dict[str, Any] = {
            "alts": alts,
            "without": without,
            "pictures": form.photos.data,
        }
        actions.illustrate(playbook, person, **pictures)
