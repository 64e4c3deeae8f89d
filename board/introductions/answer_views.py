"""The page of one introduction: what each of its three seats can do just now."""

from collections.abc import Callable
from typing import Any

from flask import make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import clock, htmx
from board.accounts.recipient_queries import email_of
from board.db import AnyRow, write_tx
from board.errors import Conflict, Invalid
from board.forms import row_number
from board.introductions import actions, queries
from board.introductions.actions import Bearer, Side
from board.introductions.forms import AgreeForm, PassForm
from board.introductions.models import Seat

Press = Callable[[AnyRow, Side], None]
PRESSES: dict[str, Press] = {
    "decline": actions.decline,
    "end": actions.end,
    "look": actions.look,
}


def answer(row: AnyRow, by: Side, at: str, link: str) -> Response:
    """Whatever is pressed on it, and the page as it is."""
    does = request.form.get("do", "")
    try:
        if does in PRESSES:
            return _press(row, by, at, does)
        if request.method != "POST":
            return _page(row, by, at)
        if not isinstance(by, Bearer) and by.id == row.middle_id:
            return _pass_on(row, by, at, link)
        return _agree(row, by, at)
    except Conflict as late:
        return _page(_again(row, by), by, at, status=409, message=late.text)


def _again(row: AnyRow, by: Side) -> AnyRow:
    """As it is now."""
    if isinstance(by, Bearer):
        return queries.by_link(row.id, queries.stamp(row))
    return queries.one(row.id, by)


def _press(row: AnyRow, by: Side, at: str, does: str) -> Response:
    with write_tx():
        PRESSES[does](row, by)
    said = {
        "decline": _("You said no. They hear that it did not come about."),
        "end": _("It has ended. Nobody sees any more how to reach you."),
        "look": "",
    }
    return htmx.gone_to(at, said[does])


def _pass_on(row: AnyRow, by: Any, at: str, link: str) -> Response:
    form = PassForm()
    if not form.validate():
        return _page(row, by, at, form=form)
    typed = form.to.data or ""
    wanted = queries.asked_one(row_number(typed), by)
    to = {"other_id": wanted.id} if wanted else {"email": typed}
    try:
        if row_number(typed) and not wanted:
            raise Invalid(_("We do not know whom you mean."), "to")
        with write_tx():
            actions.pass_on(row, by, url=link, **to)
    except Invalid as wrong:
        form.refuse(wrong)
        return _page(row, by, at, form=form)
    return htmx.gone_to(at, _("Sent. They say yes or no themselves."))


def _agree(row: AnyRow, by: Side, at: str) -> Response:
    form = AgreeForm()
    if not form.validate():
        return _page(row, by, at, form=form)
    shares = form.phone.data or ""
    if form.share.data == "email":
        shares = (
            queries.address_of(row.id) if isinstance(by, Bearer) else email_of(by.id)
        )
    with write_tx():
        actions.agree(row, by, shares=shares)
    return htmx.gone_to(at, _("You said yes. You can end it at any time."))


def _page(
    row: AnyRow,
    by: Side,
    at: str,
    *,
    form: Any = None,
    status: int = 200,
    message: str = "",
) -> Response:
    is_middle = not isinstance(by, Bearer) and by.id == row.middle_id
    seat = actions.seat_of(row, by)
    is_over = row.ended or row.until <= clock.now()
    may_look = not (is_middle or is_over) and row.asker_agreed and row.other_agreed
    given = {
        "row": row,
        "at": at,
        "seat": "middle" if is_middle else seat,
        "is_over": is_over,
        "agreed": row.asker_agreed if seat == Seat.ASKER else row.other_agreed,
        "may_look": may_look,
        "contact": queries.contact(row.id, seat) if may_look else "",
        "looks": () if is_middle else queries.looks(row.id),
        "form": form or (PassForm() if is_middle else AgreeForm()),
        "message": message,
    }
    status = 422 if form and form.errors else status
    return make_response(render_template("introductions/show.html", **given), status)
