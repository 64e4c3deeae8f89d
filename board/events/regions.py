"""What of events changes on open pages while one reads them."""

from flask import get_template_attribute
from flask_babel import lazy_gettext as _l

from board import clock
from board.events import queries
from board.live.regions import Region, bar
from board.policy import Audience


def _card(event_id: int, audience: Audience) -> str:
    draw = get_template_attribute("events/parts.html", "shared")
    return str(draw(queries.card(event_id, None), clock.now()))


REGIONS = (
    Region("event", _card, _l("who is coming")),
    bar("events", _l("Something new is on: show it")),
)
