"""Gathering answers under themes over HTTP, and a theme's own page, from which it
becomes a campaign."""

from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.campaigns.queries import get as get_campaign
from board.db import AnyRow, Rows, write_tx
from board.errors import Conflict, Invalid
from board.forms import row_number
from board.policy import allowed, require
from board.rounds import answer_actions, answer_queries, queries, theme_actions
from board.rounds.forms import NEW, GatherForm, TakeUpForm
from board.rounds.suggestions import Suggestion, suggest

bp = Blueprint("themes", __name__)


@bp.route("/rounds/<int:round_id>/themes", methods=["GET", "POST"])
def gather(round_id: int) -> Response:
    """The answers that wait for a theme, with suggestions from their words; `word`
    ticks those that share one."""
    row = queries.card(round_id)
    require(current_person(), "round.gather", row)
    themes = queries.themes_of(round_id)
    word = request.args.get("word", "")[:60]
    form = GatherForm.begun(theme=NEW, title=word.capitalize())
    form.offer(themes)
    if request.method == "POST" and "read" in request.form:
        return _mark_read(round_id, form.ticked)
    if form.validate_on_submit():
        try:
            return _gather(round_id, form)
        except Invalid as wrong:
            form.refuse(wrong)
    return _page(row, themes, form, word)


def _page(row: AnyRow, themes: Rows, form: GatherForm, word: str) -> Response:
    person = signed_in()
    found = suggest(answer_queries.to_gather(row.id, person))
    chosen = next((one for one in found if one.word == word), None)
    rows = _rows(row.id, chosen)
    given = {
        "round": row,
        "themes": themes,
        "counts": queries.counts(row.id),
        "suggestions": found,
        "word": chosen.word if chosen else "",
        "rows": rows[: queries.PAGE] if not chosen else rows,
        "more": not chosen and len(rows) > queries.PAGE,
        "whole": lambda number: number,
        "live_topics": ["me"],
        "newest": row_number(request.args.get("newest", "")),
        "ticked": form.ticked or (chosen.answers if chosen else ()),
    }
    return htmx.form_page("rounds/gather.html", form, **given)


def _rows(round_id: int, chosen: Suggestion | None) -> Rows:
    if chosen:
        return answer_queries.these(round_id, chosen.answers, signed_in())
    before = row_number(request.args.get("after", ""))
    return answer_queries.without_theme(round_id, signed_in(), before)


def _mark_read(round_id: int, ticked: list[int]) -> Response:
    with write_tx():
        number = answer_actions.read(queries.get(round_id), signed_in(), answers=ticked)
    words = ngettext(
        "Whoever gave %(num)s answer is told that you read it.",
        "Whoever gave these %(num)s answers is told that you read them.",
        number,
    )
    return htmx.gone_to(f"/rounds/{round_id}/themes", words if number else "")


def _gather(round_id: int, form: GatherForm) -> Response:
    meant: dict[str, Any] = {"theme": row_number(form.theme.data)}
    if form.theme.data == NEW:
        meant = {"title": form.title.data}
    with write_tx():
        theme_actions.gather(
            queries.get(round_id), signed_in(), answers=form.ticked, **meant
        )
    words = _("Put under the theme. Whoever gave these answers is told.")
    return htmx.gone_to(f"/rounds/{round_id}/themes", words)


@bp.route("/rounds/<int:round_id>/themes/<int:theme_id>", methods=["GET", "POST"])
def show(round_id: int, theme_id: int) -> Response:
    """A theme with the words behind it; who organises takes it up in a campaign, or
    takes answers out of it."""
    row = queries.card(round_id)
    theme = queries.theme(round_id, theme_id)
    form = _form(row, theme)
    if request.method == "GET":
        return _theme_page(row, theme, form)
    require(current_person(), "round.gather", row)
    if "let_go" in request.form:
        return _let_go(row, theme, form)
    if not form.validate():
        return _theme_page(row, theme, form, 422)
    try:
        at = _take_up(theme, form)
    except Conflict as late:
        now = queries.theme(round_id, theme_id)
        return _theme_page(row, now, form, 409, late.text)
    except Invalid as wrong:
        form.refuse(wrong)
        return _theme_page(row, theme, form, 422)
    words = _("Everybody whose answer is part of it is told.")
    return htmx.gone_to(at, words)


def _form(row: AnyRow, theme: AnyRow) -> TakeUpForm:
    begun = TakeUpForm.to_fill if "let_go" in request.form else TakeUpForm.begun
    form = begun(campaign=NEW, title=theme.title)
    if allowed(current_person(), "round.gather", row):
        form.offer(queries.running_campaigns(row.area_id))
    return form


def _theme_page(
    row: AnyRow, theme: AnyRow, form: TakeUpForm, status: int = 200, late: str = ""
) -> Response:
    person = current_person()
    before = row_number(request.args.get("after", ""))
    rows = answer_queries.in_theme(theme.id, person, before)
    gathers = allowed(person, "round.gather", row)
    given = {
        "round": row,
        "gathered": theme,  # every page has a theme, of light or dark
        "late": late,
        "gathers": gathers,
        "number": theme.answers if gathers else queries.shown(theme.answers),
        "rows": rows[: queries.PAGE],
        "more": len(rows) > queries.PAGE,
    }
    page = render_template("rounds/theme.html", form=form, **given)
    return make_response(page, status)


def _take_up(theme: AnyRow, form: TakeUpForm) -> str:
    """Where its campaign is."""
    with write_tx():
        mine = theme_actions.get(queries.get(theme.round_id), theme.id)
        if form.is_new:
            names = ("title", "goal", "ask")
            said = {name: form[name].data or "" for name in names}
            made = theme_actions.begin_campaign(
                mine, signed_in(), once=form.key, **said
            )
            return f"/campaigns/{made.id}"
        chosen = get_campaign(int(form.campaign.data))
        theme_actions.take_up(mine, signed_in(), campaign=chosen)
        return f"/campaigns/{chosen.id}"


def _let_go(row: AnyRow, theme: AnyRow, form: TakeUpForm) -> Response:
    try:
        with write_tx():
            round_ = queries.get(row.id)
            ticked = map(row_number, request.form.getlist("answer"))
            out = {"theme": theme.id, "answers": [*filter(None, ticked)][:50]}
            theme_actions.let_go(round_, signed_in(), **out)
    except Invalid as wrong:
        form.refuse(wrong)
        return _theme_page(row, theme, form, 422)
    at = f"/rounds/{row.id}/themes/{theme.id}"
    return htmx.gone_to(at, _("Taken out of the theme."))
