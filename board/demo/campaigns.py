"""The campaigns of the demo: start, stages, news, end."""

from datetime import timedelta

from board.activity.actions import follow
from board.campaigns import actions as campaigns
from board.campaigns import (
    cover_actions,
    ending_actions,
    sign_up_actions,
    update_actions,
)
from board.campaigns.models import Outcome, Stage
from board.campaigns.sign_up_lines import read_line
from board.demo import coalition
from board.demo.drawn import picture_of
from board.demo.neighbourhood import Entry, Neighbourhood
from board.issues.models import State

TEXTS = ("title", "goal", "ask", "decision_maker", "decision_maker_office", "win")
GOAL_FIELDS = ("goal_count", "goal_unit")
LESSONS = ("changed", "thanks", "stepped_up", "differently")


def schedule(here: Neighbourhood, entry: Entry) -> None:
    """Schedule all that happens in one campaign but for its tasks and events."""
    here.schedule_ago(entry["days_ago"], _start, entry)
    for stage in entry["stages"]:
        here.schedule_ago(stage["days_ago"], _move, entry, stage)
    for news in entry["updates"]:
        here.schedule_ago(news["days_ago"], _post_update, entry["key"], news)
    coalition.schedule(here, entry)


def _start(here: Neighbourhood, entry: Entry) -> None:
    """Start it from its issues, and let others follow it."""
    texts = {name: entry[name].strip() for name in TEXTS}
    goal = {name: entry[name] for name in GOAL_FIELDS if name in entry}
    by = here.people[entry["organiser"]]
    campaign = campaigns.start(
        here.areas[entry["area"]],
        by,
        decide_by=here.today + timedelta(days=entry["decide_in_days"]),
        issues=[here.issues[key].id for key in entry["issues"]],
        **texts,
        **goal,
    )
    here.campaigns[entry["key"]] = campaign
    here.starters[entry["key"]] = by
    if picture := picture_of(entry):
        cover_actions.set_cover(campaign, by, picture=picture)
    for name in entry["followed_by"]:
        follow(f"campaign-{campaign.id}", here.people[name])
    _key_in_paper(here, entry)


def _key_in_paper(here: Neighbourhood, entry: Entry) -> None:
    """Key in who signed on paper, where somebody did."""
    lines = entry.get("signed_on_paper", [])
    signed = [read_line(line) for line in lines]
    if signed:
        sign_up_actions.key_in(
            here.campaigns[entry["key"]],
            here.starters[entry["key"]],
            people=signed,
            signed_on=here.today - timedelta(days=entry["days_ago"]),
        )


def _move(here: Neighbourhood, entry: Entry, stage: Entry) -> None:
    """Bring it into its next stage, or to its end."""
    campaign = here.campaigns[entry["key"]]
    by = here.people[entry["organiser"]]
    note = stage["note"]
    if "outcome" not in stage:
        campaigns.set_stage(campaign, by, stage=Stage(stage["stage"]), note=note)
        return
    ending_actions.end(
        campaign,
        by,
        version=0,
        outcome=Outcome(stage["outcome"]),
        how=note,
        state=State.OPEN,
        **{name: stage[name] for name in LESSONS},
    )


def _post_update(here: Neighbourhood, key: str, news: Entry) -> None:
    """Post news of it."""
    by = here.people[news["by"]]
    body = news["body"].strip()
    update_actions.post_update(here.campaigns[key], by, title=news["title"], body=body)
