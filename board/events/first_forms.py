"""What the form of a new event holds at first."""

from typing import Any

from flask import request

from board.areas.models import Area
from board.db import Rows
from board.events.forms import NONE
from board.events.places import Begun
from board.forms import row_number


def first_filled(
    mine: list[Area], campaigns: Rows, named: Area | None, begun: Begun | None
) -> dict[str, Any]:
    """The campaign the address names with its area, else the area it names, else the
    first; and what it is begun from. In another area its place is not that, and it is
    of no campaign."""
    meant = row_number(request.args.get("campaign", ""))
    wanted = 0
    if begun and (named is None or named.id == begun.area_id):
        meant = begun.campaign_id or 0
        wanted = begun.area_id or 0
    campaign = next((row for row in campaigns if row.id == meant), None)
    wanted = campaign.area_id if campaign else wanted
    home = next((area for area in mine if area.id == wanted), named or mine[0])
    chosen = {"area": home.slug, "campaign": str(campaign.id) if campaign else NONE}
    if begun is None:
        return chosen
    is_elsewhere = begun.area_id not in (None, home.id)
    return begun.data | chosen | ({"place": ""} if is_elsewhere else {})
