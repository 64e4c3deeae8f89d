"""What is changed about an area's council, each by one press or a short form."""

from flask import Blueprint, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.areas import queries as areas
from board.councils import actions, queries
from board.councils.forms import CouncilForm
from board.councils.models import Council
from board.db import write_tx
from board.errors import NotFound
from board.jobs.run import wake
from board.policy import require

bp = Blueprint("council_changes", __name__, url_prefix="/areas/<slug>/councils")


def _council(slug: str, council_id: int) -> Council:
    """The council to act on, or NotFound where it is none of this area."""
    area = areas.by_slug(slug)
    require(current_person(), "council.map", area)
    council = queries.get(council_id)
    if council.area_id != area.id:
        raise NotFound
    return council


@bp.post("/<int:council_id>/change")
def change(slug: str, council_id: int) -> Response:
    """Its name, its jurisdiction, and our key, which stays where none is typed."""
    require(current_person(), "council.connect", _council(slug, council_id))
    form = CouncilForm()
    at = f"/areas/{slug}/councils/{council_id}"
    if not form.validate_on_submit():
        shown = {"area": areas.by_slug(slug), "council": _council(slug, council_id)}
        return htmx.form_page("councils/change.html", form, **shown)
    said = {name: form[name].data or "" for name in ("name", "jurisdiction")}
    said["key"] = form.api_key.data or ""
    with write_tx():
        actions.change(_council(slug, council_id), signed_in(), **said)
    wake.set()
    return htmx.gone_to(at, _("Your changes are saved."))


@bp.post("/<int:council_id>/ask")
def ask(slug: str, council_id: int) -> Response:
    """Read at once what it takes: nothing is sent with that."""
    with write_tx():
        actions.read_again(_council(slug, council_id), signed_in())
    wake.set()
    said = _("It is asked what it takes. Load this page again in a minute.")
    return htmx.gone_to(f"/areas/{slug}/councils/{council_id}", said)


@bp.post("/<int:council_id>/unmap")
def unmap(slug: str, council_id: int) -> Response:
    """Posts of a category go there no longer."""
    category = request.form.get("category", "")[:20]
    with write_tx():
        actions.unmap(_council(slug, council_id), signed_in(), category)
    said = _("Such posts are not sent there any more.")
    return htmx.gone_to(f"/areas/{slug}/councils/{council_id}", said)


@bp.post("/<int:council_id>/reports")
def reports(slug: str, council_id: int) -> Response:
    """List what others reported there, or not."""
    shows = request.form.get("show") == "yes"
    with write_tx():
        actions.show_reports(_council(slug, council_id), signed_in(), shows=shows)
    wake.set()
    said = _("Its reports are read now. They stand here in some minutes.")
    gone = _("Its reports are not shown any more.")
    return htmx.gone_to(f"/areas/{slug}/councils/{council_id}", said if shows else gone)


@bp.post("/<int:council_id>/remove")
def remove(slug: str, council_id: int) -> Response:
    """Ask it nothing any more."""
    with write_tx():
        actions.remove(_council(slug, council_id), signed_in())
    return htmx.gone_to(
        f"/areas/{slug}/councils", _("It is not asked any more, and gets nothing.")
    )
