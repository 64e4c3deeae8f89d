"""Who has been doing what over HTTP: for organisers of an area, who can ask for more;
and the same about oneself."""

from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.areas import queries as areas
from board.areas.models import Area
from board.db import AnyRow, Rows, write_tx
from board.errors import Conflict, Invalid, NotFound
from board.forms import row_number
from board.people import request_actions
from board.policy import Actor, require
from board.talent import actions, evidence, queries
from board.talent.askable_queries import to_ask_for
from board.talent.forms import AskForm, OwnWordForm
from board.talent.models import DeedKind

bp = Blueprint("talent", __name__)


@bp.route("/areas/<slug>/people", methods=["GET", "POST"])
def people(slug: str) -> Response:
    """Who has been doing what in an area; with `who` one of them, to ask for more."""
    area = areas.by_slug(slug)
    require(current_person(), "area.people", area)
    me = signed_in()
    who = row_number(request.values.get("who", ""))
    if who:
        return _one(area, me, who)
    rows = queries.listed(area.id, me, _before())
    shown = rows[: queries.PAGE]
    further = len(rows) > queries.PAGE
    given = {
        "area": area,
        "people": _told(shown, area, me),
        "role": row_number(request.args.get("role", "")),
        "next": f"{shown[-1].last_at.timestamp()}-{shown[-1].id}" if further else "",
    }
    return make_response(render_template("talent/people.html", **given))


def _before() -> tuple[datetime, int] | None:
    """Where the page goes on: when, and after whom."""
    at, _dash, number = request.args.get("after", "").rpartition("-")
    try:
        return datetime.fromtimestamp(float(at), UTC), row_number(number)
    except (ValueError, OverflowError, OSError):
        return None


def _told(rows: Rows, area: Area, me: Actor) -> list[dict[str, Any]]:
    """Each with what they did and what they want, as sentences."""
    ids = [row.id for row in rows]
    did = defaultdict(list)
    wants = defaultdict(list)
    for deed in queries.deeds_of(ids, area.id, me) if ids else ():
        did[deed.person_id].append(deed)
    for line in queries.wishes_of(ids, me) if ids else ():
        wants[line.person_id].append(line)
    return [_sentences(row, did[row.id], wants[row.id]) for row in rows]


def _sentences(row: AnyRow, did: list[Any], wants: list[Any]) -> dict[str, Any]:
    return {
        "row": row,
        "did": [evidence.sentence(deed) for deed in evidence.in_order(did)],
        "wants": [evidence.wish(line) for line in wants],
        "ready": evidence.bigger_ask(did, wants),
    }


def _one(area: Area, me: Actor, who: int) -> Response:
    """One of them, and what they could be asked for."""
    rows = queries.listed(area.id, me, who=who)
    if not rows:
        raise NotFound
    form = AskForm()
    form.what.offer([("", _("Pick one")), *to_ask_for(area.id, me, who)])
    if request.method == "GET":
        form.what.data = request.args.get("what", "")
    given = {"area": area, "one": _told(rows, area, me)[0]}
    if not form.validate_on_submit():
        return htmx.form_page("talent/ask.html", form, **given)
    kind, _dash, number = str(form.what.data).partition("-")
    try:
        with write_tx():
            words = form.words.data or ""
            request_actions.ask(rows[0], signed_in(), kind, int(number), words)
    except Conflict as late:
        form.refuse(Invalid(late.text, "what"))
        return make_response(
            render_template("talent/ask.html", form=form, **given), 409
        )
    at = f"/areas/{area.slug}/people"
    return htmx.gone_to(at, _("They are asked, and you hear what they say."))


@bp.route("/me/deeds", methods=["GET", "POST"])
def mine() -> Response:
    """What organisers read about me, in the same words, and what I say to it."""
    me = signed_in()
    said = queries.own_word(me.id)
    form = OwnWordForm()
    if request.method == "GET" and said:
        form = OwnWordForm(formdata=None, data=said._mapping)
    if form.validate_on_submit():
        with write_tx():
            actions.correct(
                signed_in(),
                not_so=list(_ticked()),
                note=form.note.data or "",
                hidden=form.hidden.data,
            )
        return htmx.gone_to("/me/deeds", _("Your changes are saved."))
    deeds = [{"row": row, "words": evidence.sentence(row)} for row in queries.mine(me)]
    wants = [evidence.wish(line) for line in queries.my_wishes(me)]
    return htmx.form_page("talent/mine.html", form, deeds=deeds, wants=wants)


def _ticked() -> set[tuple[int, str]]:
    """The deeds that are not so, of those that there are."""
    found = set()
    for value in request.form.getlist("not_so"):
        area, _dash, kind = value.partition("-")
        if row_number(area) and kind in list(DeedKind):
            found.add((row_number(area), kind))
    return found
