"""The safety record over HTTP: reading and printing it, and going through it."""

from typing import Any

from flask import Blueprint, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.db import AnyRow, write_tx
from board.drawing import today
from board.errors import ChangedMeanwhile, NotFound
from board.forms import row_number
from board.policy import require
from board.safety import actions, kinds, queries, reminders, switches
from board.safety.forms import A_YEAR, STEPS, YES_OR_NO, SafetyForm

bp = Blueprint("safety", __name__, url_prefix="/operator/safety")
GIVEN: dict[str, Any] = {
    "kinds": kinds.KINDS,
    "levels": kinds.LEVELS,
    "steps": STEPS,
    "answers": YES_OR_NO,
    "regulator": "https://www.ofcom.org.uk/online-safety",
}


@bp.get("")
def show() -> str:
    """The version that holds, to be read and printed; or how to begin."""
    require(current_person(), "board.operate")
    return _page(queries.record(queries.version()))


@bp.get("/<int:version>")
def version(version: int) -> str:
    require(current_person(), "board.operate")
    record = queries.record(version)
    if record is None:
        raise NotFound
    return _page(record)


def _page(record: AnyRow | None) -> str:
    newest = queries.version()
    is_old = record is not None and record.version != newest
    return render_template(
        "safety/show.html",
        record=record,
        is_old=is_old,
        due=reminders.due(record) if record and not is_old else [],
        switches=switches.words(record.switches) if record else [],
        versions=queries.versions(),
        **GIVEN,
    )


@bp.route("/edit", methods=["GET", "POST"])
def edit() -> Response:
    """Go through it: as it was saved, or a draft from what is switched on."""
    require(current_person(), "board.operate")
    newest = queries.version()
    record = queries.record(newest)
    form = SafetyForm(data=_as_it_is(record) | {"version": str(newest)})
    shown = {"switches": switches.words(switches.now()), "is_draft": record is None}
    if not form.validate_on_submit():
        return htmx.form_page("safety/edit.html", form, **shown, **GIVEN)
    try:
        with write_tx():
            actions.save(
                signed_in(),
                accountable=form.accountable.data or "",
                risks=form.risks(),
                children=form.children(),
                review_on=form.review_on.data or today() + A_YEAR,
                after=row_number(form.version.data or ""),
            )
    except ChangedMeanwhile as late:
        words = str(late.text)
        page = "safety/edit.html"
        return htmx.late_page(page, form, words, newest, **shown, **GIVEN)
    return htmx.gone_to("/operator/safety", _("The safety record is saved."))


def _as_it_is(record: AnyRow | None) -> dict[str, Any]:
    """What the form begins with."""
    risks = record.risks if record else kinds.draft(switches.now())
    data: dict[str, Any] = {"review_on": today() + A_YEAR}
    if record:
        data["accountable"] = record.accountable
    for key, said in risks.items():
        data |= {f"{key}_{part}": words for part, words in said.items()}
    for step, said in (record.children if record else {}).items():
        data |= {f"{step}_{part}": words for part, words in said.items()}
    return data
