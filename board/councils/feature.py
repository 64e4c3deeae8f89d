"""Councils: what people have sent there, what councils say of it, and what others
reported to them."""

from contextlib import suppress

from flask import Flask

from board.councils import (
    asking,
    change_views,
    hearing,
    post_views,
    queries,
    regions,
    report_views,
    reports,
    sending,
    sending_actions,
    views,
)
from board.errors import Conflict, Invalid
from board.issues.models import Issue
from board.issues.places import SENDS, SENT, SENT_COLUMNS, Sends
from board.jobs.run import add_job
from board.live.regions import declare
from board.policy import Actor


def init_app(app: Flask) -> None:
    """What this feature brings."""
    SENDS.fill(Sends(queries.takers, agree))
    SENT.fill(regions.beside)
    SENT_COLUMNS.fill(queries.about_post)
    app.jinja_env.globals["lists_reports"] = regions.listed
    app.jinja_env.globals["reports_on_map"] = regions.on_map
    declare(*regions.REGIONS)
    add_job("councils", asking.ask_due, alone=True)
    add_job("council posts", sending.send_due, alone=True)
    add_job("council words", hearing.ask_due, alone=True)
    add_job("council reports", reports.ask_due, alone=True)
    for pages in (views, change_views, post_views, report_views):
        app.register_blueprint(pages.bp)


def agree(issue: Issue, by: Actor) -> None:
    """A new post's poster wants it sent. By the time a visitor has confirmed, no
    council may take it any more: it is published all the same."""
    with suppress(Conflict, Invalid):
        sending_actions.agree(issue, by)
