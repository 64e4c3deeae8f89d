"""What of posts changes on open pages while one reads them."""

from datetime import date

from flask import get_template_attribute
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from board.db import Rows
from board.drawing import today
from board.issues import progress_queries, queries, thread_queries
from board.issues.places import CAMPAIGNS
from board.issues.standing import where_it_stands
from board.live.regions import Region, bar
from board.photos import queries as pictures
from board.policy import Audience


def thread_of(
    issue_id: int, hidden_author: int, campaigns: Rows, _locale: str = ""
) -> tuple[Markup, Rows]:
    """The thread's element, the same for everybody who reads this language, and the
    comments in it that still stand: their writers and the organisers may take them
    back. `hidden_author` is not named, 0 for nobody."""
    draw = get_template_attribute("issues/parts.html", "thread")
    lines = thread_queries.thread(issue_id)
    photos = pictures.of(
        f"comment-{line.comment_id}" for line in lines if line.photo_count
    )
    html: Markup = draw(issue_id, hidden_author, lines, campaigns, photos)
    return html, [line for line in lines if line.comment_id and not line.removed_at]


def progress(issue_id: int, campaigns: Rows, day: date, _locale: str = "") -> Markup:
    """The panel of where the issue stands and what comes next, the same for everybody
    on this day."""
    row = progress_queries.progress(issue_id)
    draw = get_template_attribute("issues/progress.html", "progress")
    html: Markup = draw(row, where_it_stands(row, campaigns), campaigns, day)
    return html


def _card(issue_id: int, audience: Audience) -> str:
    draw = get_template_attribute("issues/parts.html", "shared")
    return str(draw(queries.card(issue_id)))


def _thread(issue_id: int, audience: Audience) -> str:
    hidden_author = queries.hidden_author(queries.card(issue_id))
    html, _ = thread_of(issue_id, hidden_author, CAMPAIGNS.filling(issue_id))
    return str(html)


def _next(issue_id: int, audience: Audience) -> str:
    return str(progress(issue_id, CAMPAIGNS.filling(issue_id), today()))


NEW_POSTS = _l("There are new posts: show them")
REGIONS = (
    Region("issue", _card, _l("the numbers")),
    Region("issue-thread", _thread, _l("what has happened")),
    Region("issue-next", _next, _l("its status")),
    Region("issue-turn"),  # it stands elsewhere: what one may press is other
    bar("issues", NEW_POSTS),
    bar("area", NEW_POSTS, numbered=True),
)
