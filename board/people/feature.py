"""People: what they bring, and what they are asked."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from board.accounts.places import SETTINGS, Setting
from board.jobs.run import add_job
from board.people import (
    paper_views,
    parts,
    reasons,
    request_views,
    task_asks,
    views,
)
from board.people.coming_back import check_due_requests
from board.people.line_words import HINTS, MINE, SEEN_BY, THEIRS, WISHES
from board.people.places import ASKABLE, PERSON_PARTS
from board.tasks.places import HANDS

BRING = Setting(
    "/me/about",
    _l("What I bring"),
    _l("What you can do or want to learn, who sees it, and whether you may be asked."),
    "sparkles",
)


def init_app(app: Flask) -> None:
    """What this feature brings."""
    reasons.init_app()
    SETTINGS.fill(BRING)
    for askable in (task_asks.TASK, task_asks.TO_LEAD):
        ASKABLE.fill(askable)
    PERSON_PARTS.fill(parts.for_organisers)
    HANDS.fill(parts.hands)
    add_job("requests", check_due_requests)
    app.jinja_env.globals.update(
        line_mine=MINE,
        line_theirs=THEIRS,
        line_hints=HINTS,
        line_seen_by=SEEN_BY,
        wishes=WISHES,
    )
    for pages in (views, request_views, paper_views):
        app.register_blueprint(pages.bp)
