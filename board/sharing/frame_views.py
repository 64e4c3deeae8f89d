"""An area's list in a frame on another site, where whoever runs the board lets it
be."""

from flask import Blueprint, current_app, render_template
from flask_babel import gettext as _
from markupsafe import escape

from board.areas import queries as areas
from board.areas.models import Area
from board.drawing import full, today
from board.issues import lists
from board.issues.filters import Filter
from board.page_headers import let_frame
from board.pages import cached
from board.tasks import lists as tasks

bp = Blueprint("frames", __name__)
NEWEST = 5


@bp.get("/areas/<slug>/embed")
def area(slug: str) -> str:
    """The newest posts and what needs hands, for nobody in particular."""
    here = areas.by_slug(slug)
    let_frame()
    newest = cached(lists.listed, Filter(area=slug), NEWEST).rows
    hands = tasks.open_tasks(None, today(), area=slug, series_once=True, limit=NEWEST)
    return render_template(
        "sharing/frame.html", area=here, newest=newest, hands=hands[:NEWEST]
    )


def frame_line(area: Area) -> str:
    """What is copied into another site to show the area there; empty where no site
    may."""
    settings = current_app.config["BOARD"]
    if not settings.framed_by:
        return ""
    title = _("%(area)s on %(board)s", area=area.name, board=settings.site_name)
    address = full(f"/areas/{area.slug}/embed")
    return (
        f'<iframe src="{address}" title="{escape(title)}" '
        'width="100%" height="600" loading="lazy"></iframe>'
    )
