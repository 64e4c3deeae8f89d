"""What of a stall changes on open pages."""

from flask import render_template
from flask_babel import lazy_gettext as _l

from board.live.regions import Region
from board.policy import Audience
from tests.data.sample_feature import queries


def draw(stall_id: int, audience: Audience) -> str:
    """The stall as everybody sees it."""
    return render_template("stalls/_stall.html", stall=queries.card(stall_id))


REGIONS = (Region("stall", draw, _l("the stall")),)
