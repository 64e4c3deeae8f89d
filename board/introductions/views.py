"""Introductions over HTTP: asking, and what each of the three has of one."""

from datetime import timedelta

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import clock, htmx
from board.accounts.limits import MAILS
from board.accounts.session import open_to_visitors, signed_in
from board.accounts.write_limits import limited
from board.confirm import signed
from board.db import AnyRow, Rows, write_tx
from board.drawing import full, today
from board.errors import Invalid, LinkOver, NotFound
from board.forms import row_number
from board.introductions import actions, queries
from board.introductions.actions import Bearer
from board.introductions.answer_views import answer
from board.introductions.forms import AskForm
from board.policy import Actor

bp = Blueprint("introductions", __name__)
LINK = "/introductions/link"
PURPOSE = "introduction"
USUAL = timedelta(days=14)  # how long it goes on unless they say otherwise


@bp.route("/introductions", methods=["GET", "POST"])
@limited(MAILS)
def index() -> Response:
    """Mine; with `who` or `purpose` in the address the form to ask."""
    wants = {"who", "purpose", "middle"} & request.args.keys()
    if request.method == "POST" or wants:
        return _ask()
    after = row_number(request.args.get("after", ""))
    rows = queries.mine(signed_in(), after)
    given = {
        "rows": rows[: queries.PAGE],
        "next": rows[queries.PAGE - 1].id if len(rows) > queries.PAGE else 0,
        "after": after,
        "now": clock.now(),
    }
    return make_response(render_template("introductions/index.html", **given))


def _ask() -> Response:
    me = signed_in()
    middles = _middles(me)
    asked = request.args
    wanted = queries.asked_one(row_number(request.values.get("other", "")), me)
    wanted = wanted or queries.asked_one(row_number(asked.get("who", "")), me)
    given = {
        "who": wanted.name if wanted else asked.get("who", ""),
        "purpose": asked.get("purpose", ""),
        "middle": str(middles[0].id) if middles else "",
        "until": today() + USUAL,
    }
    form = AskForm.begun(**given)
    form.middle.offer([(str(one.id), f"{one.name}, {one.area}") for one in middles])
    page = {"wanted": wanted, "middles": middles}
    if not form.validate_on_submit():
        return htmx.form_page("introductions/new.html", form, **page)
    chosen = next(one for one in middles if str(one.id) == form.middle.data)
    try:
        with write_tx():
            made = actions.ask(
                chosen.area_id,
                signed_in(),
                middle_id=chosen.id,
                who=form.who.data or "",
                purpose=form.purpose.data or "",
                until=form.ends,
                other_id=wanted.id if wanted else None,
                once=form.key,
            )
    except Invalid as wrong:
        form.refuse(wrong)
        html = render_template("introductions/new.html", form=form, **page)
        return make_response(html, 422)
    message = _("Sent to %(name)s. You hear when there is an answer.", name=chosen.name)
    return htmx.gone_to(f"/introductions/{made.id}", message)


def _middles(me: Actor) -> Rows:
    """Whom one can ask: the person the address names first, then organisers."""
    found = queries.middles(me)
    number = row_number(request.values.get("middle", ""))
    if any(one.id == number for one in found):
        return sorted(found, key=lambda one: one.id != number)
    return [*(queries.named_middle(number, me) if number else ()), *found]


@bp.route("/introductions/<int:introduction_id>", methods=["GET", "POST"])
@limited(MAILS)
def show(introduction_id: int) -> Response:
    me = signed_in()
    row = queries.one(introduction_id, me)
    return answer(row, me, f"/introductions/{introduction_id}", _link_to(row))


def _link_to(row: AnyRow) -> str:
    return full(f"{LINK}/{signed.make(PURPOSE, row.id, queries.stamp(row))}")


@bp.route(f"{LINK}/<token>", methods=["GET", "POST"])
@open_to_visitors
def by_link(token: str) -> Response:
    """The other side's page, without an account."""
    found = signed.read(PURPOSE, token)
    try:
        row = queries.by_link(*found) if found else None
    except NotFound:
        row = None
    if row is None:
        text = _("This link is not one of ours, or what it led to is over.")
        raise LinkOver(text, "/", _("To the front page"))
    return answer(row, Bearer(row.id), f"{LINK}/{token}", "")
