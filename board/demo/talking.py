"""One-to-ones and introductions of the demo: a few that are answered, one to ring, one
that waits, and the many that a campaign was promised."""

from datetime import timedelta

from board import clock
from board.demo.neighbourhood import Entry, Neighbourhood
from board.drawing import today
from board.introductions import actions as introductions
from board.introductions import queries
from board.one_to_ones import actions, totals
from board.one_to_ones import queries as talks
from board.one_to_ones.actions import Whom
from board.one_to_ones.models import Opens


def schedule_one_to_one(here: Neighbourhood, entry: Entry) -> None:
    """Schedule a one-to-one, and its answer where there is one."""
    here.schedule_ago(entry["days_ago"], _log, entry)


def schedule_pledge(here: Neighbourhood, entry: Entry) -> None:
    """Schedule what somebody pledges for a campaign."""
    here.schedule_ago(entry["days_ago"], _pledge, entry)


def schedule_introduction(here: Neighbourhood, entry: Entry) -> None:
    """Schedule that somebody asks to be put in touch, and what becomes of it."""
    here.schedule_ago(entry["days_ago"], _introduce, entry)


def _log(here: Neighbourhood, entry: Entry) -> None:
    other = here.people.get(entry["with"])
    whom = Whom(other.id) if other else Whom(name=entry["with"])
    campaign = here.campaigns.get(entry.get("campaign", ""))
    opens = Opens(entry.get("opens", "nothing"))
    due = entry.get("next_in_days")
    by = here.people[entry["by"]]
    talk = actions.log(
        here.areas[entry["area"]],
        by,
        whom=whom,
        held_on=today(),
        campaign=campaign,
        opens=opens,
        cares_about=entry.get("cares_about", ""),
        offers=entry.get("offers", ""),
        next_step=entry.get("next_step", ""),
        next_on=today() + timedelta(days=due) if due else None,
    )
    if other and "answer" in entry:
        row = talks.one(talk.id, other)
        actions.answer(row, other, words=entry["answer"], opens=opens)


def _pledge(here: Neighbourhood, entry: Entry) -> None:
    numbers = {name: entry[name] for name in ("one_to_ones", "house_meetings")}
    campaign = here.campaigns[entry["campaign"]]
    totals.pledge(campaign, here.people[entry["by"]], **numbers)


def _introduce(here: Neighbourhood, entry: Entry) -> None:
    asker = here.people[entry["by"]]
    middle = here.people[entry["middle"]]
    made = introductions.ask(
        here.areas[entry["area"]].id,
        asker,
        middle_id=middle.id,
        who=entry["who"],
        purpose=entry["purpose"],
        until=clock.now() + timedelta(days=30),
    )
    if "other" not in entry:
        return
    other = here.people[entry["other"]]
    row = queries.one(made.id, middle)
    introductions.pass_on(row, middle, url="", other_id=other.id)
    introductions.agree(queries.one(made.id, other), other, shares=entry["shares"])
