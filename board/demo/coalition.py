"""Who carries a campaign of the demo: backers and partners, with pledges; and what is
known of those who decide: promises, contacts."""

from datetime import timedelta

from board import clock
from board.campaigns import actions as campaigns
from board.campaigns import (
    backer_actions,
    coalition_actions,
    contact_actions,
    promise_actions,
)
from board.campaigns.coalition_models import PledgeState, PromiseState
from board.demo.neighbourhood import Entry, Neighbourhood

PARTNER_FIELDS = ("name", "does", "link")
PROMISE_FIELDS = ("who", "office", "what", "to_whom", "place", "witness", "source")
CONTACT_FIELDS = ("name", "office", "stance", "known_by", "notes")


def schedule(here: Neighbourhood, entry: Entry) -> None:
    """Schedule all that people and organisations bring to one campaign."""
    key = entry["key"]
    began = entry["days_ago"]
    backed_by = entry.get("backed_by", {}).items()
    for number, (name, shown) in enumerate(backed_by, 1):
        here.schedule_ago(began * (1 - number / 20), _back, key, name, shown)
    if "reached" in entry:
        here.schedule_ago(2, _reach, key, entry["reached"])
    for partner in entry.get("partners", []):
        here.schedule_ago(partner["days_ago"], _join, key, partner)
    for pledge in entry.get("pledges", []):
        here.schedule_ago(pledge["days_ago"], _pledge, key, pledge, None)
    for promise in entry.get("promises", []):
        _schedule_promise(here, key, promise)
    for contact in entry.get("contacts", []):
        here.schedule_ago(contact["days_ago"], _note, key, contact)


def _schedule_promise(here: Neighbourhood, key: str, promise: Entry) -> None:
    """Schedule that it is made, and what became of it."""
    here.schedule_ago(promise["days_ago"], _promise, key, promise)
    if "state" in promise:
        settled = here.ago(promise["settled_days_ago"])
        here.schedule(settled, _settle_promise, key, promise)


def _back(here: Neighbourhood, key: str, name: str, shown: bool) -> None:
    """Let a person back the campaign, by name or without."""
    backer_actions.back(here.campaigns[key], here.people[name], show_name=shown)


def _reach(here: Neighbourhood, key: str, number: int) -> None:
    """Write down how many people were spoken with."""
    campaign = here.campaigns[key]
    starter = here.starters[key]
    campaigns.set_reached(campaign, starter, reached=number, was=0)


def _join(here: Neighbourhood, key: str, entry: Entry) -> None:
    """Add a partner and what it pledges."""
    fields = {name: entry[name] for name in PARTNER_FIELDS}
    partner = coalition_actions.add_partner(
        here.campaigns[key], here.starters[key], **fields
    )
    for pledge in entry["pledges"]:
        _pledge(here, key, pledge, partner.id)


def _pledge(
    here: Neighbourhood, key: str, entry: Entry, partner_id: int | None
) -> None:
    """Add what somebody brings, and whether it has come."""
    campaign = here.campaigns[key]
    by = here.starters[key]
    pledge = coalition_actions.add_pledge(
        campaign,
        by,
        what=entry["what"],
        who=entry.get("who", ""),
        due=here.today + timedelta(days=entry["in_days"]),
        partner_id=partner_id,
    )
    state = PledgeState(entry["state"])
    if state != PledgeState.OPEN:
        coalition_actions.change_pledge(campaign, pledge, by, version=1, state=state)


def _promise(here: Neighbourhood, key: str, entry: Entry) -> None:
    """Write down a promise of somebody who decides."""
    fields = {name: entry[name] for name in PROMISE_FIELDS}
    here.promises[key, entry["who"]] = promise_actions.add(
        here.campaigns[key],
        here.starters[key],
        said_on=clock.now().astimezone(here.zone).date(),
        due=here.today + timedelta(days=entry["in_days"]),
        **fields,
    )


def _settle_promise(here: Neighbourhood, key: str, entry: Entry) -> None:
    """Write down whether it was held."""
    promise_actions.settle(
        here.campaigns[key],
        here.promises[key, entry["who"]],
        here.starters[key],
        state=PromiseState(entry["state"]),
        note=entry["note"],
        on=clock.now().astimezone(here.zone).date(),
    )


def _note(here: Neighbourhood, key: str, entry: Entry) -> None:
    """Add somebody who decides to the campaign's contacts."""
    fields = {name: entry[name] for name in CONTACT_FIELDS}
    contact_actions.add(here.campaigns[key], here.starters[key], **fields)
