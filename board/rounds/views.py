"""Listening rounds over HTTP: those of an area, one of them, planned and seen
through."""

from collections.abc import Callable
from datetime import timedelta

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.limits import POSTS
from board.accounts.session import current_person, signed_in
from board.accounts.write_limits import limited
from board.areas import queries as areas
from board.areas.models import Area
from board.db import AnyRow, write_tx
from board.drawing import today
from board.errors import ChangedMeanwhile, Conflict, Invalid
from board.forms import row_number
from board.live.regions import on_page_of
from board.policy import Actor, allowed, require
from board.rounds import actions, answer_queries, queries
from board.rounds.forms import EditForm, OutcomeForm, PlanForm
from board.rounds.models import Round
from board.rounds.regions import said_in

bp = Blueprint("rounds", __name__)
USUAL = timedelta(days=21)  # how long people listen unless they say otherwise


@bp.route("/areas/<slug>/rounds", methods=["GET", "POST"])
@limited(POSTS)
def index(slug: str) -> Response:
    """The rounds of an area, and for its organisers the form to plan one."""
    area = areas.by_slug(slug)
    form = None
    if request.method == "POST":
        require(current_person(), "round.plan", area)
    if allowed(current_person(), "round.plan", area):
        form = PlanForm.begun(opens_on=today(), closes_on=today() + USUAL)
        if form.validate_on_submit():
            try:
                made = _plan(area, form)
            except Invalid as wrong:
                form.refuse(wrong)
            else:
                words = _("The listening round is published.")
                return htmx.gone_to(f"/rounds/{made.id}", words)
    rows = queries.listed(area.id, row_number(request.args.get("after", "")))
    more = len(rows) > queries.PAGE
    given = {"area": area, "rows": rows[: queries.PAGE], "more": more, "form": form}
    status = 422 if request.method == "POST" else 200
    return make_response(render_template("rounds/index.html", **given), status)


def _plan(area: Area, form: PlanForm) -> Round:
    with write_tx():
        here = areas.by_slug(area.slug)
        return actions.plan(here, signed_in(), once=form.key, **form.fields())


@bp.route("/rounds/<int:round_id>", methods=["GET", "POST"])
def show(round_id: int) -> Response:
    """One round; its organisers change it here, open and close it, and tell what came
    of it."""
    row = queries.card(round_id)
    if request.method == "GET":
        return _page(row)
    require(current_person(), "round.edit", row)
    doing = request.form.get("do", "")
    if doing in DO:
        verb, message = DO[doing]
        return _do(row, verb, str(message()))
    return _tell(row) if doing == "tell" else _edit(row)


def _page(
    row: AnyRow,
    status: int = 200,
    *,
    late: str = "",
    edit: EditForm | None = None,
    outcome: OutcomeForm | None = None,
) -> Response:
    person = current_person()
    counts = queries.counts(row.id)
    gathers = allowed(person, "round.gather", row)
    given = {
        "round": row,
        "late": late,
        "counts": counts if gathers else None,
        "mine": answer_queries.mine(row.id, person),
        "live_topics": on_page_of("round", row.id),
        **said_in(row, counts),
    }
    if allowed(person, "round.edit", row):
        given["edit"] = edit or _filled(row)
        given["outcome"] = outcome or OutcomeForm.to_fill(data={"outcome": row.outcome})
    return make_response(render_template("rounds/show.html", **given), status)


def _filled(row: AnyRow) -> EditForm:
    data = {name: getattr(row, name) for name in (*EditForm.FIELDS, "version")}
    return EditForm.to_fill(data=data)


def _edit(row: AnyRow) -> Response:
    form = EditForm()
    if not form.validate():
        return _page(row, 422, edit=form)
    version = form.version.data or row.version
    try:
        with write_tx():
            round_ = queries.get(row.id)
            actions.edit(round_, signed_in(), version=version, **form.fields())
    except Invalid as wrong:
        form.refuse(wrong)
        return _page(row, 422, edit=form)
    except ChangedMeanwhile as late:
        now = queries.card(row.id)
        form.version.data = now.version
        form.version.raw_data = None
        return _page(now, 409, late=late.text, edit=form)
    return htmx.gone_to(f"/rounds/{row.id}", _("Your changes are saved."))


def _tell(row: AnyRow) -> Response:
    form = OutcomeForm()
    if not form.validate():
        return _page(row, 422, outcome=form)
    words = form.outcome.data or ""

    def tell(round_: Round, by: Actor) -> None:
        actions.tell(round_, by, outcome=words)

    return _do(row, tell, _("Everybody who answered is told."))


def _do(row: AnyRow, verb: Callable[[Round, Actor], None], message: str) -> Response:
    try:
        with write_tx():
            verb(queries.get(row.id), signed_in())
    except Conflict as late:
        return _page(queries.card(row.id), 409, late=late.text)
    return htmx.gone_to(f"/rounds/{row.id}", message)


DO: dict[str, tuple[Callable[[Round, Actor], None], Callable[[], str]]] = {
    "open": (actions.open_now, lambda: _("People can answer now.")),
    "close": (
        actions.close_now,
        lambda: _("It is closed. When you know, tell people what came of it."),
    ),
}
