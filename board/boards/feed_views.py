"""What other boards and programs read: feeds of what is public here, and single files.
docs/exchange.md says what stands in them."""

from flask import Blueprint, make_response, request
from werkzeug.wrappers import Response

from board.boards import publishing
from board.boards.publishing import COURSES, PLAYBOOKS, WINS, Published
from board.forms import row_number

bp = Blueprint("exchange", __name__)


def _feed(feed: Published, own: str) -> Response:
    after = row_number(request.args.get("after", ""))
    return feed_answer(publishing.page(feed, own, after))


def feed_answer(body: bytes) -> Response:
    """A page of a feed, or a file of one thing."""
    headers = {"Content-Type": "application/feed+json; charset=utf-8"}
    return make_response(body, headers)


@bp.get("/playbooks.json")
def playbooks() -> Response:
    return _feed(PLAYBOOKS, "/playbooks.json")


@bp.get("/playbooks/<int:playbook_id>.json")
def playbook(playbook_id: int) -> Response:
    return feed_answer(publishing.single(PLAYBOOKS, playbook_id))


@bp.get("/courses.json")
def courses() -> Response:
    return _feed(COURSES, "/courses.json")


@bp.get("/courses/<int:course_id>.json")
def course(course_id: int) -> Response:
    return feed_answer(publishing.single(COURSES, course_id))


@bp.get("/wins.json")
def wins() -> Response:
    return _feed(WINS, "/wins.json")
