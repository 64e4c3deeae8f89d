"""Using a playbook over HTTP: where and when, then it is a campaign."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.limits import POSTS
from board.accounts.session import signed_in
from board.accounts.write_limits import limited
from board.areas import queries as areas
from board.areas.models import Area
from board.db import write_tx
from board.drawing import today
from board.errors import Invalid, NotAllowed
from board.playbooks import queries, use_actions
from board.playbooks.book import Book
from board.playbooks.use_forms import UseForm, gated
from board.policy import allowed

bp = Blueprint("playbook_use", __name__, url_prefix="/playbooks")
SOON = timedelta(days=7)


def _organised() -> list[Area]:
    """The areas in which the person may begin something. Raises NotAllowed where one
    sends the form and that is none."""
    person = signed_in()
    mine = [
        area for area in areas.all_areas() if allowed(person, "campaign.start", area)
    ]
    if not mine and request.method == "POST":
        raise NotAllowed
    return mine


@bp.route("/<int:playbook_id>/use", methods=["GET", "POST"])
@limited(POSTS)
def use(playbook_id: int) -> Response:
    row = queries.card(playbook_id)
    mine = _organised()
    book = queries.book_of(playbook_id, row.version)
    first = mine[0].slug if mine else ""
    begins = {"starts_on": today() + SOON, "title": book.title, "area": first}
    form = gated(UseForm, book.gate)(data=begins if request.method == "GET" else None)
    form.area.offer((area.slug, area.name) for area in mine)
    if "show" in request.form:
        return make_response(_page(row, book, form))
    if form.validate_on_submit():
        try:
            return _begin(playbook_id, book, row.version, form)
        except Invalid as wrong:
            form.refuse(wrong)
    return make_response(_page(row, book, form), 422 if request.form else 200)


def _page(row: Any, book: Book, form: Any) -> str:
    """The form, and when each step falls."""
    first = form.starts_on.data
    day = first and first - timedelta(days=book.first_day)
    steps = sorted(book.steps, key=lambda step: step.day)
    dates = [(day + timedelta(days=step.day), step) for step in steps] if day else []
    return render_template(
        "playbooks/use.html", playbook=row, book=book, form=form, day=day, dates=dates
    )


def _begin(playbook_id: int, book: Book, version: int, form: Any) -> Response:
    with write_tx():
        campaign = use_actions.use(
            queries.get(playbook_id),
            areas.by_slug(form.area.data),
            signed_in(),
            book=book,
            version=version,
            starts_on=form.starts_on.data,
            title=form.title.data or "",
            gate=bool("gate" in form and form.gate.data),
            askable=form.askable.data,
            once=form.key,
        )
    return htmx.gone_to(
        f"/campaigns/{campaign.id}",
        _("The campaign has begun. Each step is a task: take one, or ask others."),
    )


@bp.post("/<int:playbook_id>/askable")
def askable(playbook_id: int) -> Response:
    """Whoever used it says whether others may ask them how it went."""
    wanted = request.form.get("askable") == "yes"
    with write_tx():
        playbook = queries.get(playbook_id)
        use_actions.set_askable(playbook, signed_in(), askable=wanted)
    message = _("Others may ask you now.") if wanted else _("Nobody is told your name.")
    return htmx.gone_to(f"/playbooks/{playbook_id}", message)
