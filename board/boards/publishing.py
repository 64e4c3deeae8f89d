"""What this board tells others: pages of a JSON Feed, and single things as files."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import msgspec
from flask import current_app

from board.boards import (
    course_items,
    elsewhere,
    playbook_items,
    queries,
    suggestion_items,
    win_items,
)
from board.boards.documents import FORMAT, JSON_FEED, About
from board.boards.reading import MOST_BYTES
from board.campaigns.models import Campaign
from board.db import AnySelect, Rows, read, the_one
from board.drawing import full
from board.playbooks.models import Playbook, Suggestion
from board.training.models import Course

PAGE = 20
TAKES_AT = "/boards/suggestions"
MOST_USES = 200  # elsewhere, that are told of one playbook
# of one page: what others read at once is no more than MOST_BYTES with what is around
MOST = MOST_BYTES - 64 * 1024


class Published(NamedTuple):
    """A feed: what stands in it, by the column of its numbers, and how it is told."""

    path: str  # of the page of one of them
    rows: Callable[[], AnySelect]
    id: Any
    about: Callable[[Any], About]
    at: str  # the column that says since when it is so


def site_name() -> str:
    """What this board calls itself."""
    return str(current_app.config["BOARD"].site_name)


def _playbook(row: Any) -> About:
    """With where it was used, here and elsewhere."""
    about = playbook_items.about(row, site_name())
    about.experience += list(elsewhere.uses(about.lineage).values())[:MOST_USES]
    return about


PLAYBOOKS = Published(
    "/playbooks", playbook_items.published, Playbook.id, _playbook, "at"
)
COURSES = Published(
    "/courses", course_items.published, Course.id, course_items.about, "changed_at"
)
WINS = Published(
    "/campaigns",
    win_items.published,
    Campaign.id,
    lambda row: win_items.about(row, site_name()),
    "at",
)
SUGGESTIONS = Published(
    "/playbooks",
    suggestion_items.published,
    Suggestion.id,
    lambda row: suggestion_items.about(row, site_name()),
    "at",
)


def page(feed: Published, own: str, after: int) -> bytes:
    """A page of what came after a number, in the order in which it came."""
    statement = feed.rows().where(feed.id > after).order_by(feed.id).limit(PAGE + 1)
    rows = read(statement)
    items = list(_fitting(feed, rows[:PAGE]))
    more = len(items) < len(rows)
    following = f"{full(own)}?after={rows[len(items) - 1].id}" if more else ""
    return _document(feed.path, [raw for raw in items if raw], following, own)


def single(feed: Published, number: int) -> bytes:
    """One thing as a file, or NotFound."""
    row = the_one(feed.rows().where(feed.id == number))
    own = f"{feed.path}/{number}.json"
    return _document(feed.path, [_item(feed, row)], "", own)


def suggestion(number: int, playbook_id: int = 0) -> bytes:
    """What somebody changed about a playbook, this one if said, as a file, or
    NotFound."""
    statement = suggestion_items.published().where(Suggestion.id == number)
    if playbook_id:
        statement = statement.where(Suggestion.playbook_id == playbook_id)
    row = the_one(statement)
    own = f"/playbooks/{row.playbook_id}/suggestions/{number}"
    item = _item(SUGGESTIONS, row, own)
    return _document("/playbooks", [item], "", f"{own}.json")


def _fitting(feed: Published, rows: Rows) -> Iterator[msgspec.Raw | None]:
    """So many of them as fit on a page; nothing for one that fits on none."""
    room = MOST
    for row in rows:
        item = _item(feed, row)
        size = len(bytes(item))
        if size > MOST:
            yield None
        elif size > room:
            return
        else:
            room -= size
            yield item


def _item(feed: Published, row: Any, own: str = "") -> msgspec.Raw:
    about = feed.about(row)
    said: Any = getattr(about, about.kind)
    summary = getattr(said, "summary", "") or getattr(said, "ask", "")
    told = {"lineage": about.lineage, "version": about.version}
    item = {
        "id": about.lineage,
        "url": full(own or f"{feed.path}/{row.id}"),
        "title": said.title,
        "summary": summary,
        "content_text": _text(said) or summary or said.title,
        "date_modified": getattr(row, feed.at).isoformat(timespec="seconds"),
        "_board": told | msgspec.to_builtins(about),
    }
    return msgspec.Raw(msgspec.json.encode(item))


def _text(said: Any) -> str:
    words: str = getattr(said, "purpose", "") or getattr(said, "words", "")
    return words


def _about_us() -> dict[str, Any]:
    """What this board says of itself: where it takes suggestions, if it does."""
    takes = queries.takes_suggestions()
    return {"suggestions": full(TAKES_AT)} if takes else {}


def _document(path: str, items: list[msgspec.Raw], following: str, own: str) -> bytes:
    whole = {
        "version": JSON_FEED,
        "title": site_name(),
        "home_page_url": full(path),
        "feed_url": full(own),
        "_board": {"format": FORMAT} | _about_us(),
        "items": items,
    }
    return msgspec.json.encode(whole | ({"next_url": following} if following else {}))
