"""A person's notifications, and following a thing to get some."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.activity import actions as activity
from board.areas.queries import by_slug
from board.campaigns.queries import get as get_campaign
from board.db import write_tx
from board.errors import NotFound
from board.issues.queries import get as get_issue
from board.notifications import actions, queries
from board.policy import require

bp = Blueprint("notifications", __name__)


@bp.route("/notifications", methods=["GET", "POST"])
def index() -> Response | str:
    """The list; POST marks everything up to the newest shown as read."""
    person = signed_in()
    before = request.args.get("after", "")
    if request.method == "POST":
        until = request.form.get("until", "")
        with write_tx():
            actions.read_all(
                signed_in(), int(until) if until.isdecimal() and len(until) < 19 else 0
            )
        return htmx.gone_to("/notifications")
    rows = queries.of(
        person.id,
        int(before) if before.isdecimal() and len(before) < 19 else 0,
        queries.PAGE + 1,
    )
    given = {"rows": rows[: queries.PAGE], "more": len(rows) > queries.PAGE}
    return render_template("notifications/index.html", live_topics=["me"], **given)


@bp.get("/notifications/unread")
def unread() -> str:
    """The number beside the bell, which asks for itself when the stream says so."""
    return render_template("notifications/_bell.html", unread=signed_in().unread)


def _thing(kind: str, key: str) -> Any:
    """The followed thing: an area by its slug, anything else by its number."""
    if kind == "areas":
        return by_slug(key.lower())
    get: dict[str, Callable[[int], Any]] = {
        "issues": get_issue,
        "campaigns": get_campaign,
    }
    if not key.isdecimal() or len(key) > 9:
        raise NotFound
    return get[kind](int(key))


def _set(kind: str, key: str, verb: Callable[..., None], said: str) -> Response:
    with write_tx():
        thing = _thing(kind, key)
        require(current_person(), "thing.follow", thing)
        verb(f"{thing.__tablename__}-{thing.id}", signed_in())
    return htmx.gone_to(f"/{kind}/{key}", said)


@bp.post("/<any(issues, campaigns, areas):kind>/<key>/follow")
def follow(kind: str, key: str) -> Response:
    return _set(kind, key, activity.follow, _("You will hear what becomes of it."))


@bp.post("/<any(issues, campaigns, areas):kind>/<key>/unfollow")
def unfollow(kind: str, key: str) -> Response:
    return _set(kind, key, activity.unfollow, _("You will hear no more of it."))
