"""Other boards over HTTP, for operators: which are followed, and what came from
there."""

from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.boards import actions, queries
from board.boards.arriving import is_other, kinds, new_uses
from board.boards.forms import FileForm, FollowForm
from board.boards.models import State
from board.boards.reading import MOST_BYTES
from board.boards.telling import differences
from board.db import write_tx
from board.errors import Invalid
from board.forms import row_number
from board.jobs.run import wake
from board.policy import require

bp = Blueprint("boards", __name__, url_prefix="/boards")


@bp.route("", methods=["GET", "POST"])
def index() -> Response:
    require(current_person(), "board.exchange")
    form = FollowForm()
    if not form.validate_on_submit():
        return _page(form, FileForm.to_fill())
    said: dict[str, Any] = {"is_near": form.is_near.data}
    try:
        with write_tx():
            actions.follow(signed_in(), address=form.address.data or "", **said)
    except Invalid as wrong:
        form.refuse(Invalid(wrong.text, "address"))
        return _page(form, FileForm.to_fill())
    wake.set()
    return htmx.gone_to(
        "/boards", _("It is asked at once. Load this page again to see what came.")
    )


def _page(form: FollowForm, file: FileForm) -> Response:
    rows = queries.waiting(row_number(request.args.get("after", "")))
    shown = {
        "boards": queries.followed(),
        "rows": rows[: queries.PAGE],
        "next": rows[queries.PAGE - 1].id if len(rows) > queries.PAGE else "",
        "kinds": kinds(),
        "takes": queries.takes_suggestions(),
    }
    refused = form.errors or file.errors
    page = render_template("boards/index.html", form=form, file=file, **shown)
    return make_response(page, 422 if refused else 200)


@bp.post("/import")
def import_file() -> Response:
    """A file that another board wrote: what is in it waits as drafts."""
    require(current_person(), "board.exchange")
    form = FileForm()
    if not form.validate_on_submit():
        return _page(FollowForm.to_fill(), form)
    content = form.file.data.read(MOST_BYTES + 1)
    try:
        with write_tx():
            drafts = actions.import_file(signed_in(), content)
    except Invalid as wrong:
        form.refuse(Invalid(wrong.text, "file"))
        return _page(FollowForm.to_fill(), form)
    message = ngettext("%(num)s draft came.", "%(num)s drafts came.", drafts)
    return htmx.gone_to("/boards", message if drafts else _("Nothing in it is new."))


@bp.post("/<int:board_id>")
def change(board_id: int) -> Response:
    """Ask it again at once, or follow it no longer."""
    require(current_person(), "board.exchange")
    if request.form.get("do") == "unfollow":
        with write_tx():
            actions.unfollow(queries.get_board(board_id), signed_in())
        return htmx.gone_to("/boards", _("It is not asked any more."))
    with write_tx():
        actions.ask_again(queries.get_board(board_id), signed_in())
    wake.set()
    return htmx.gone_to("/boards", _("It is asked at once."))


@bp.route("/arrivals/<int:arrival_id>", methods=["GET", "POST"])
def arrival(arrival_id: int) -> Response:
    """What came, or what is different in it; accepted or declined."""
    require(current_person(), "board.exchange")
    found = queries.get(arrival_id)
    if request.method == "GET":
        return make_response(_draft(found))
    if request.form.get("do") == "take_away":
        with write_tx():
            actions.take_away(queries.get(arrival_id), signed_in())
        return htmx.gone_to("/wins", _("It is not shown any more."))
    if request.form.get("do") != "accept":
        with write_tx():
            actions.decline(queries.get(arrival_id), signed_in())
        return htmx.gone_to("/boards", _("It is declined."))
    with write_tx():
        thing = actions.accept(queries.get(arrival_id), signed_in())
    at = kinds()[found.kind].leads_to(thing)
    return htmx.gone_to(at, _("It is accepted."))


def _draft(found: Any) -> str:
    about = actions.said(found)
    kind = kinds()[found.kind]
    is_shown = found.state == State.ACCEPTED and not kind.receive
    here = kind.here(about.lineage)
    shown: dict[str, Any] = {"told": kind.told(about)}
    if here is not None:
        other = is_other(about, here)
        was = kind.told(here.about)
        shown = {"changes": differences(was, kind.told(about)) if other else []}
    from_board = queries.board_of(found.board_id)
    return render_template(
        "boards/arrival.html",
        arrival=found,
        about=about,
        kind=kind,
        ours=here,
        board=from_board,
        new_uses=new_uses(about),
        is_shown=is_shown,
        **shown,
    )
