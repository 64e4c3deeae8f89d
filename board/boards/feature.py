"""Other boards: what this one tells them, and what it hears from them."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from board.accounts.places import OPERATOR_NEEDS, OPERATOR_PAGES, Setting
from board.boards import (
    actions,
    asking,
    feed_views,
    needs,
    regions,
    sending,
    sending_views,
    views,
    win_views,
)
from board.jobs.run import add_job
from board.playbooks.places import ELSEWHERE, TRAVELS_BACK

PAGE = Setting(
    "/boards",
    _l("Other boards"),
    _l("Follow them, and take over what they publish."),
    "handshake",
)


def init_app(app: Flask) -> None:
    """What this feature brings."""
    OPERATOR_PAGES.fill(PAGE)
    ELSEWHERE.fill(regions.used_elsewhere)
    TRAVELS_BACK.fill(regions.travels_back)
    OPERATOR_NEEDS.fill(needs.drafts)
    add_job(actions.ASKING, asking.ask_due, alone=True)
    add_job("suggestions", sending.send_due, alone=True)
    for pages in (views, feed_views, sending_views, win_views):
        app.register_blueprint(pages.bp)
