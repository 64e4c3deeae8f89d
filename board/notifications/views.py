"""A person's notifications, and following a thing to get some."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.recipient_queries import email_of
from board.accounts.session import current_person, signed_in
from board.activity import actions as activity
from board.areas.queries import by_slug
from board.campaigns.queries import get as get_campaign
from board.db import write_tx
from board.forms import row_number
from board.issues.queries import get as get_issue
from board.mail.queries import stopped
from board.notifications import actions, entries, queries
from board.notifications.queries import MANY_LINES
from board.policy import require

bp = Blueprint("notifications", __name__)


@bp.route("/notifications", methods=["GET", "POST"])
def index() -> Response | str:
    """The list; POST marks an entry's lines as read, or everything up to the newest
    shown."""
    person = signed_in()
    if request.method == "POST":
        until = _line_id(request.form.get("until", ""))
        lines = list(map(_line_id, request.form.get("lines", "").split()))
        with write_tx():
            actions.mark_read(signed_in(), until=until, lines=lines[:MANY_LINES])
        return htmx.gone_to("/notifications")
    rows = queries.of(person.id, _line_id(request.args.get("after", "")))
    groups = entries.gathered(rows, queries.PAGE)
    shown = sum(map(len, groups))
    email = email_of(person.id)
    return render_template(
        "notifications/index.html",
        live_topics=["me"],
        email=email,
        stopped=stopped(email),
        entries=[entries.entry(lines, person) for lines in groups],
        newest=rows[0].id if rows else 0,
        oldest=rows[shown - 1].id if shown else 0,
        more=shown < len(rows) or len(rows) == MANY_LINES,
    )


def _line_id(text: str) -> int:
    """The number of a line of the log; 0 where it is none that a database could
    hold."""
    return row_number(text, digits=18)


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
    return get[kind](row_number(key))


def _change(kind: str, key: str, action: Callable[..., None], message: str) -> Response:
    """Follow a thing, or no longer follow it."""
    with write_tx():
        thing = _thing(kind, key)
        require(current_person(), "thing.follow", thing)
        action(f"{thing.__tablename__}-{thing.id}", signed_in())
    return htmx.gone_to(f"/{kind}/{key}", message)


@bp.post("/<any(issues, campaigns, areas):kind>/<key>/follow")
def follow(kind: str, key: str) -> Response:
    return _change(kind, key, activity.follow, _("You will hear what becomes of it."))


@bp.post("/<any(issues, campaigns, areas):kind>/<key>/unfollow")
def unfollow(kind: str, key: str) -> Response:
    return _change(kind, key, activity.unfollow, _("You will hear no more of it."))
