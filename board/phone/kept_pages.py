"""Which pages a device may keep for when there is no line: the one list of them.

The worker (`static/worker.js`) keeps what says so here and nothing else. Every page
tells it who reads, so that what was kept for somebody goes once somebody else does.
"""

from flask import Response, g, request

from board import htmx
from board.accounts.session import current_person
from board.assets import build
from board.drawing import locale
from board.pages import WITHOUT_DATABASE

# No page of an operator or a moderator, none behind a mailed link, nothing about
# signing in, no questions, contacts or one-to-ones.
KEPT = frozenset(
    (
        "home.week",
        "home.front",
        "home.area",
        "areas.index",
        "issue_list.index",
        "issue_writing.new",
        "issues.show",
        "campaigns.index",
        "campaign_pages.show",
        "task_list.index",
        "tasks.show",
        "events.index",
        "events.show",
        "playbooks.index",
        "playbooks.show",
        "courses.index",
        "courses.show",
    )
)
NOBODY = "nobody"


def may_be_kept() -> bool:
    """Whether the page that is drawn may be kept for whoever reads it: none is for a
    visitor, nor what was typed elsewhere and is brought back. What is no whole page
    does not ask."""
    g.may_be_kept = (
        request.method == "GET"
        and request.endpoint in KEPT
        # a page about a broken server asks the database nothing
        and not (g.get("plain_page") or g.get("unsent"))
        and current_person() is not None
    )
    return bool(g.may_be_kept)


def reader() -> str:
    """Who reads and in which language, as the worker names what it keeps."""
    person = current_person()
    language = locale().replace("_", "-")
    return f"{person.id} {language}" if person else NOBODY


def say_for_whom(answer: Response) -> Response:
    """Tell the worker who reads this page, and whether it may be kept."""
    is_page = answer.mimetype == "text/html" and answer.status_code == 200
    if not is_page or request.endpoint in WITHOUT_DATABASE:
        return answer
    answer.headers["Board-Reader"] = reader()
    if g.get("may_be_kept") and not htmx.wants_fragment():
        answer.headers["Board-Keep"] = build()
    return answer
