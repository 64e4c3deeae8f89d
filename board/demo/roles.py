"""Who looks after what in the demo: roles that are held, with a page for the next one,
and some that are free."""

from datetime import timedelta

from board.areas.models import Area
from board.campaigns.models import Campaign
from board.demo.neighbourhood import Entry, Neighbourhood
from board.drawing import today
from board.roles import actions


def schedule(here: Neighbourhood, entry: Entry) -> None:
    """Schedule a role, and that somebody takes it on."""
    here.schedule_ago(entry["days_ago"], _plan, entry)


def _plan(here: Neighbourhood, entry: Entry) -> None:
    place: Area | Campaign = (
        here.campaigns[entry["campaign"]]
        if "campaign" in entry
        else here.areas[entry["area"]]
    )
    by = here.people[entry["by"]]
    days = entry.get("days_left")
    until = None
    if days:
        until = today() + timedelta(days=entry["days_ago"] + days)
    role = actions.plan(
        place, by, name=entry["name"], words=entry["words"], until=until
    )
    for key, as_deputy in (("holder", False), ("deputy", True)):
        if key in entry:
            actions.hold(role.id, here.people[entry[key]], as_deputy=as_deputy)
    if "handover" in entry:
        holder = here.people[entry["holder"]]
        words = entry["handover"]
        version = role.version
        actions.hand_on(role, holder, words=words, version=version)
