"""A row of a list as an entry of a feed, a line of a table, a pin: what anybody may see of it, and no more."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

from board.categories.views import category_of
from board.db import AnyRow
from board.drawing import author, full, iso
from board.feeds.atom import Entry
from board.issues.queries import hides
from board.text import initial_lines
from board.words import BADGES


def issue(row: AnyRow) -> Entry:
    """An issue as an entry."""
    at = full(f"/issues/{row.id}")
    name = str(category_of(row.area_id, row.category).name)
    return Entry(at, at, row.title, author(row), row.created_at, row.active_at, initial_lines(row.opening, 280), name)


def campaign(row: AnyRow) -> Entry:
    """A campaign as an entry."""
    at, ask = full(f"/campaigns/{row.id}"), initial_lines(row.ask, 280)
    return Entry(at, at, row.title, row.area_name, row.created_at, row.created_at, ask, _(BADGES[row.standing][1]))


WORDS: dict[str, Callable[[], str]] = {
    "issue.posted": lambda: _("This was posted."),
    "issue.commented": lambda: _("A comment"),
    "issue.edited": lambda: _("The text was changed."),
    "campaign.started": lambda: _("It became part of a campaign."),
    "campaign.issues_set": lambda: _("It was added to, or taken out of, a campaign."),
    "campaign.updated": lambda: _("There is news from the campaign."),
}
TOLD = ("campaign.started", "campaign.stage_set", "campaign.updated", "campaign.ended")


def _title(line: AnyRow) -> str:
    if line.verb in WORDS:
        return WORDS[line.verb]()
    stands = line.facts.get("state") or line.facts.get("outcome") or line.facts["stage"]
    return str(_(BADGES[stands][1]))


def news(row: AnyRow, line: AnyRow) -> Entry:
    """What was told of a campaign, from its beginning to its outcome; the area speaks, nobody by name."""
    at = full(f"/campaigns/{row.id}")
    title = _("The campaign began.") if line.verb == "campaign.started" else line.title or _title(line)
    return Entry(f"{at}#line-{line.id}", at, title, row.area_name, line.at, line.at, line.body or "")


def line(row: AnyRow, line: AnyRow) -> Entry:
    """A line of the thread, as the page tells it: only who comments is named, and an author who hides is not."""
    at, who = full(f"/issues/{row.id}"), author(row)
    title = _title(line)
    if line.verb == "issue.commented":
        who = line.actor_name or _("Someone who has left")
        who = _("Who posted this") if line.actor_id == hides(row) else who
    elif line.verb not in ("issue.posted", "issue.edited"):
        who = row.area_name
    return Entry(f"{at}#line-{line.id}", at, title, who, line.at, line.at, line.body or "")


ISSUE_COLUMNS = [
    *("id", "address", "kind", "category", "category_name", "title", "text", "area", "place", "latitude", "longitude"),
    *("state", "people", "comments", "posted_by", "posted_at", "active_at"),
]


def issue_row(row: AnyRow) -> dict[str, Any]:
    """An issue as a line of a table."""
    said = {name: getattr(row, name) for name in ("id", "kind", "category", "title", "place", "state")}
    where = {"area": row.area_slug, "latitude": row.latitude, "longitude": row.longitude}
    counts = {"people": row.second_count, "comments": row.comment_count}
    when = {"posted_by": author(row), "posted_at": iso(row.created_at), "active_at": iso(row.active_at)}
    said |= {"category_name": str(category_of(row.area_id, row.category).name)}
    return said | where | counts | when | {"address": full(f"/issues/{row.id}"), "text": row.body}


TASK_COLUMNS = [
    *("id", "address", "title", "details", "campaign", "area", "shape", "starts_at", "ends_at", "due_on"),
    *("places", "taken", "skills"),
]


def task_row(row: AnyRow) -> dict[str, Any]:
    """A task as a line of a table."""
    said = {name: getattr(row, name) for name in ("id", "title", "details", "shape", "places", "taken", "skills")}
    when = {name: iso(at) if (at := getattr(row, name)) else "" for name in ("starts_at", "ends_at", "due_on")}
    where = {"address": full(f"/tasks/{row.id}"), "campaign": row.campaign_title, "area": row.area_slug}
    return said | when | where


def pin(row: AnyRow) -> dict[str, Any]:
    """An issue as a point on a map."""
    said = {"id": row.id, "title": row.title, "kind": row.kind, "state": row.state, "people": row.second_count}
    more = {"url": full(f"/issues/{row.id}"), "category": row.category, "area": row.area_slug}
    point = {"type": "Point", "coordinates": [row.longitude, row.latitude]}
    return {"type": "Feature", "id": row.id, "geometry": point, "properties": said | more}
