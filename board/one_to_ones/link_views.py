"""The page of a one-to-one: for the two of them, and for whoever has its link; no
account is needed to read it, answer, and delete it."""

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import open_to_visitors, signed_in
from board.confirm import signed
from board.db import AnyRow, write_tx
from board.drawing import full
from board.errors import LinkOver, NotFound
from board.one_to_ones import actions, queries
from board.one_to_ones.actions import Bearer, Side
from board.one_to_ones.forms import AnswerForm, OpensForm
from board.one_to_ones.models import Opens

bp = Blueprint("one_to_one_pages", __name__)
LINK = "/one-to-ones/link"
PURPOSE = "one-to-one"


def link_to(talk: AnyRow) -> str:
    """The address for whoever it was with: nothing of it is stored."""
    return full(f"{LINK}/{signed.make(PURPOSE, talk.id, queries.stamp(talk))}")


def _behind(token: str) -> AnyRow:
    """What a link leads to, or LinkOver."""
    found = signed.read(PURPOSE, token)
    try:
        if found:
            return queries.by_link(*found)
    except NotFound:
        pass
    text = _("This link is not one of ours, or what it led to was deleted.")
    raise LinkOver(text, "/", _("To the front page"))


@bp.route(f"{LINK}/<token>", methods=["GET", "POST"])
@open_to_visitors
def by_link(token: str) -> Response:
    talk = _behind(token)
    return _of_other(talk, Bearer(talk.id), f"{LINK}/{token}", "/")


@bp.route("/one-to-ones/<int:talk_id>", methods=["GET", "POST"])
def show(talk_id: int) -> Response:
    """One of them, as the reader's side of it has it."""
    me = signed_in()
    talk = queries.one(talk_id, me)
    at = f"/one-to-ones/{talk_id}"
    if me.id == talk.with_id:
        return _of_other(talk, me, at, "/one-to-ones")
    if me.id != talk.by_id:
        return _page(talk, at)
    return _of_writer(talk, at)


def _of_other(talk: AnyRow, by: Side, at: str, onward: str) -> Response:
    given = {"answer": talk.answer, "opens": talk.with_opens or Opens.NOTHING}
    form = AnswerForm(data=given)
    if _press() == "delete":
        with write_tx():
            actions.remove(talk, by)
        return htmx.gone_to(onward, _("Deleted. Nothing of it is kept."))
    if not form.validate_on_submit():
        return _page(talk, at, form, is_other=True)
    words = form.answer.data or ""
    opens = Opens(form.opens.data)
    with write_tx():
        actions.answer(talk, by, words=words, opens=opens)
    return htmx.gone_to(at, _("Saved. %(name)s hears of it.", name=talk.writer))


def _of_writer(talk: AnyRow, at: str) -> Response:
    me = signed_in()
    form = OpensForm(data={"opens": talk.by_opens})
    if _press() == "delete":
        with write_tx():
            actions.remove(talk, me)
        return htmx.gone_to("/one-to-ones", _("Deleted. Nothing of it is kept."))
    if _press() == "done":
        with write_tx():
            actions.step_taken(talk, me)
        return htmx.gone_to(at, _("Noted: the next step is done."))
    if not form.validate_on_submit():
        link = "" if talk.with_id and not talk.email else link_to(talk)
        return _page(talk, at, form, link=link)
    with write_tx():
        actions.set_open(talk, me, opens=Opens(form.opens.data))
    return htmx.gone_to(at, _("Saved."))


def _press() -> str:
    return request.form.get("do", "")


def _page(
    talk: AnyRow, at: str, form: OpensForm | None = None, **more: object
) -> Response:
    status = 422 if form and form.errors else 200
    given = {"talk": talk, "at": at, "form": form, "is_other": False, "link": ""}
    page = render_template("one_to_ones/show.html", **given | more)
    return make_response(page, status)
