"""Campaigns to copy, and copying them."""

from datetime import timedelta
from typing import Any

from board.campaigns.models import Campaign
from board.copying import campaign_actions
from board.moderation.case_actions import decide
from board.moderation.decisions import Decision
from board.moderation.finding import find
from board.moderation.rules import based_on
from tests.builders import Maker, People, at_six, in_days

SECRET = "Zelda Zweig"  # stands wherever a person, a contact or a note can


def full_campaign(make: Maker, people: People, **said: Any) -> Campaign:
    """One with a shift in 3 days, parts of a task in 5, a series from tomorrow on, an
    event in 10 days in somebody's home, a role that somebody holds."""
    olu = people.organiser
    campaign = make.campaign(olu, decide_by=in_days(12), win="All are lit.", **said)
    shift = {"starts_at": at_six(3), "ends_at": at_six(3) + timedelta(hours=2)}
    make.task(campaign, olu, title="Count", **shift)
    parts = [("Driver", 1), ("Knocker", 3)]
    make.task(campaign, olu, title="Knock", due_on=in_days(5), roles=parts)
    make.task(campaign, olu, title="Read on", details="At home.")
    make.series(campaign, olu, title="Walk")
    home = {"kind": "house_meeting", "address": f"14 Larch House, {SECRET}"}
    make.event(people.hodge_hill, olu, title="Tea", days=10, campaign=campaign, **home)
    make.role(campaign, olu, "Key holder", words="Has the key.", holder=people.member)
    return make.now(campaign)


def copied(
    make: Maker, original: Campaign, by: Any, area: Any, *, days: int, **said: Any
) -> Campaign:
    """A copy whose earliest thing is so many days from now."""
    with make.writing():
        return campaign_actions.copy(
            make._here(original),
            make._here(area),
            make._here(by),
            starts_on=in_days(days),
            **said,
        )


def hide(make: Maker, people: People, thing: Any) -> None:
    """Moderators hide it."""
    with make.writing():
        decision = Decision("hide", based_on("2", "It names somebody."))
        found = find(thing.__tablename__, thing.id)
        decide(found, make._here(people.operator), decision)
