"""What of an area changes on open pages while one reads them."""

from flask import render_template
from flask_babel import lazy_gettext as _l

from board.areas import queries
from board.live.regions import Region
from board.policy import Audience


def _cover(area_id: int, audience: Audience) -> str:
    area = queries.card(area_id)
    given = {"owner": f"area-{area_id}", "shown": area, "title": area.name}
    return render_template("photos/_cover.html", **given)


REGIONS = (Region("area-cover", _cover, _l("the picture"), for_all=True),)
