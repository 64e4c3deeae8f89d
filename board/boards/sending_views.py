"""Suggestions on their way between boards: as a file, sent by whoever keeps the
playbook here, and taken from others."""

from flask import Blueprint, Response, jsonify, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from board import htmx
from board.accounts.limits import SUGGESTIONS
from board.accounts.session import current_person, open_to_programs, signed_in
from board.accounts.write_limits import limited
from board.boards import publishing, sending_actions
from board.boards.feed_views import feed_answer
from board.db import write_tx
from board.errors import TooBig, WrongType
from board.jobs.run import wake
from board.playbooks import queries as playbooks
from board.playbooks import suggestion_queries
from board.policy import require

bp = Blueprint("sending", __name__)
KINDS = ("application/feed+json", "application/json")
ONE = "/playbooks/<int:playbook_id>/suggestions/<int:suggestion_id>"


@bp.get(f"{ONE}.json")
def file(playbook_id: int, suggestion_id: int) -> Answer:
    """What somebody changed, for the board that the playbook came from."""
    return feed_answer(publishing.suggestion(suggestion_id, playbook_id))


@bp.post(f"{ONE}/send")
def send_back(playbook_id: int, suggestion_id: int) -> Answer:
    """Have it sent to the board that the playbook came from."""
    require(current_person(), "playbook.edit", playbooks.card(playbook_id))
    with write_tx():
        playbook = playbooks.get(playbook_id)
        suggestion = suggestion_queries.get(playbook_id, suggestion_id)
        sending_actions.send_back(playbook, suggestion, signed_in())
    wake.set()
    at = f"/playbooks/{playbook_id}/suggestions/{suggestion_id}"
    return htmx.gone_to(
        at, _("It is sent in a few minutes. This page then says how it went.")
    )


@bp.post("/boards/open")
def open_to_others() -> Answer:
    """Whether other boards may send us what they changed."""
    require(current_person(), "board.exchange")
    takes = request.form.get("suggestions") == "yes"
    with write_tx():
        sending_actions.take_suggestions(signed_in(), takes=takes)
    said = _("Other boards may send suggestions now.")
    return htmx.gone_to("/boards", said if takes else _("No board may send any now."))


@bp.post(publishing.TAKES_AT)
@open_to_programs
@limited(SUGGESTIONS)
def take_sent() -> Response:
    """What another board changed about a playbook of ours: it comes from a program that
    has no form of ours, and all it does is wait for an operator to look at it."""
    sending_actions.check_open()
    if request.mimetype not in KINDS:
        raise WrongType
    content = request.stream.read(sending_actions.MOST_BYTES + 1)
    if len(content) > sending_actions.MOST_BYTES:
        raise TooBig
    with write_tx():
        drafts = sending_actions.take_sent(content)
    answer = jsonify({"drafts": drafts})
    answer.status_code = 202
    return answer
