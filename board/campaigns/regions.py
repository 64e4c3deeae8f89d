"""What of campaigns changes on open pages while one reads them."""

from flask import get_template_attribute, render_template
from flask_babel import lazy_gettext as _l

from board.campaigns import coalition_queries, people_queries, queries, threads
from board.live.regions import Region, bar
from board.policy import Audience


def _card(campaign_id: int, audience: Audience) -> str:
    draw = get_template_attribute("campaigns/parts.html", "shared")
    return str(draw(queries.card(campaign_id)))


def _thread(campaign_id: int, audience: Audience) -> str:
    lines = threads.thread(campaign_id)
    return render_template(
        "campaigns/_thread.html",
        campaign=queries.card(campaign_id),
        lines=lines,
        photos=threads.pictures_in(lines),
    )


def _record(campaign_id: int, audience: Audience) -> str:
    promises = coalition_queries.promises_of(campaign_id, audience)
    return render_template(
        "campaigns/_record.html",
        campaign=queries.card(campaign_id),
        promises=promises,
        pictures=coalition_queries.pictures_of(promises),
        coalition=coalition_queries.coalition_of(campaign_id),
        audience=audience,
    )


def _people(campaign_id: int, audience: Audience) -> str:
    return render_template(
        "campaigns/_people.html",
        campaign=queries.card(campaign_id),
        people=people_queries.people_of(campaign_id),
    )


REGIONS = (
    Region("campaign", _card),
    Region("campaign-thread", _thread),
    Region("campaign-record", _record),
    Region("campaign-people", _people),
    bar("campaigns", _l("A campaign has begun: show it")),
)
