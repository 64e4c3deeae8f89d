"""What of campaigns changes on open pages while one reads them; their page is drawn
with the same."""

from typing import Any

from flask import get_template_attribute, render_template
from flask_babel import lazy_gettext as _l

from board.campaigns import coalition_queries, people_queries, queries, thread_queries
from board.campaigns.sentences import sentence
from board.live.regions import Region, bar
from board.pages import cached
from board.policy import Audience


def _card(campaign_id: int, audience: Audience) -> str:
    draw = get_template_attribute("campaigns/parts.html", "shared")
    return str(draw(queries.card(campaign_id)))


def _cover(campaign_id: int, audience: Audience) -> str:
    campaign = queries.card(campaign_id)
    owner = f"campaign-{campaign_id}"
    title = campaign.title
    return render_template(
        "photos/_cover.html", owner=owner, shown=campaign, title=title
    )


def thread_of(campaign_id: int) -> dict[str, Any]:
    """What happened, and of it the news, the newest first, with their pictures."""
    lines = cached(thread_queries.thread, campaign_id)
    news = [line for line in lines if line.update_id and sentence(line).is_text]
    pictures = thread_queries.pictures_in(lines)
    return {"lines": lines, "news": news[::-1], "photos": pictures}


def _thread(campaign_id: int, audience: Audience) -> str:
    return _draw("_thread.html", campaign_id, thread_of(campaign_id))


def _news(campaign_id: int, audience: Audience) -> str:
    return _draw("_news.html", campaign_id, thread_of(campaign_id))


def record_of(campaign_id: int, audience: Audience) -> dict[str, Any]:
    """The promises as this audience sees them, with their pictures, and the
    coalition."""
    promises = cached(coalition_queries.promises_of, campaign_id, audience)
    return {
        "audience": audience,
        "promises": promises,
        "pictures": coalition_queries.pictures_of(promises),
        "coalition": cached(coalition_queries.coalition_of, campaign_id),
    }


def _record(campaign_id: int, audience: Audience) -> str:
    return _draw("_record.html", campaign_id, record_of(campaign_id, audience))


def people_of(campaign_id: int) -> dict[str, Any]:
    """How many asked and joined, and who shows their name."""
    return {"people": cached(people_queries.people_of, campaign_id)}


def _people(campaign_id: int, audience: Audience) -> str:
    return _draw("_people.html", campaign_id, people_of(campaign_id))


def _draw(template: str, campaign_id: int, given: dict[str, Any]) -> str:
    campaign = queries.card(campaign_id)
    return render_template(f"campaigns/{template}", campaign=campaign, **given)


REGIONS = (
    Region("campaign", _card, _l("how far it has come")),
    Region("campaign-cover", _cover, _l("the picture")),
    Region("campaign-record", _record, _l("what was promised")),
    Region("campaign-people", _people, _l("who asked and who joined")),
    Region("campaign-news", _news, _l("the news")),
    Region("campaign-thread", _thread, _l("what has happened")),
    bar("campaigns", _l("A campaign has begun: show it")),
)
