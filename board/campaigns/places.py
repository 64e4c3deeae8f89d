"""What features that plan for campaigns put on a campaign's page, and how they let go
when it ends."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from markupsafe import Markup

from board.campaigns.models import Campaign
from board.db import Rows
from board.places import Place
from board.policy import Actor


class Unfinished(NamedTuple):
    """Something planned that is not over, and its next day where it has one."""

    id: int
    title: str
    day: date | None


class Planned(NamedTuple):
    """How things of one kind that are planned for a campaign are found, called off, and
    moved to another campaign."""

    kind: str
    open: Callable[[int], list[Unfinished]]
    call_off: Callable[[int, Actor, str], None]
    move: Callable[[int, Actor, Campaign], None]


# The tasks of a campaign as somebody sees them, and the dates of series of tasks.
TASKS: Place[Callable[[int, Actor | None], Rows]] = Place("campaign.tasks")
DATES: Place[Callable[[list[int]], dict[int, Rows]]] = Place("campaign.dates")
EVENTS: Place[Callable[[int], Rows]] = Place("campaign.events")
# What people ask about a campaign, or a task or an event of one: (its row, its kind).
QUESTIONS: Place[Callable[[Any, str], Markup]] = Place("campaign.questions")
# How many one-to-ones and house meetings were promised and held for it.
TALKS: Place[Callable[[Any], Markup]] = Place("campaign.talks")
# What a campaign was begun from besides posts: (its row).
BEGUN_FROM: Place[Callable[[Any], Markup]] = Place("campaign.begun_from", several=True)
PLANNED: Place[Planned] = Place("campaign.planned", several=True)
# Who looks after what in a campaign: (its row).
ROLES: Place[Callable[[Any], Markup]] = Place("campaign.roles")
# Who from another area helps to organise it: (its row).
LENT: Place[Callable[[Any], Markup]] = Place("campaign.lent")
