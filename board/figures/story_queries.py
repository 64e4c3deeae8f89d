"""The story of an area, or of all: what was said, begun, promised and won, how many
people took part, and what was passed on. One statement counts all of it, by area.

A number of people that is so small that it points at one of them is not shown; nor can
it be worked out: the board's numbers are sums of those that areas show, those of talks
sums of what campaigns show, and no group of people counted here is part of another.
"""

from collections import defaultdict
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    CompoundSelect,
    String,
    bindparam,
    case,
    cast,
    func,
    literal,
    select,
    union,
    union_all,
)

from board.areas.models import Membership
from board.campaigns.coalition_models import Promise, PromiseState
from board.campaigns.models import Campaign, Stage
from board.db import AnySelect, Rows, read
from board.events.models import Attendance, Event, Kind
from board.issues.models import Issue, Second, State
from board.one_to_ones.models import CampaignTalks, TalkPledge
from board.one_to_ones.totals import FEWEST
from board.playbooks.models import Playbook, PlaybookUse
from board.policy import Role
from board.roles.models import Role as Held
from board.tasks.claim_models import FINISHED, Claim
from board.tasks.models import Task

# what counts people, or what two people did
OF_PEOPLE = ("spoke", "came", "finished", "trained", "lead", "held", "pledged")


class Story(NamedTuple):
    """Numbers by name, 0 where there is nothing and None where they are too small to be
    shown; `since` is when the first post came, None before it; `counted_at` is None
    where they are of this moment."""

    since: datetime | None
    numbers: dict[str, int | None]
    counted_at: datetime | None = None

    def __getitem__(self, name: Any) -> Any:
        """A number by its name."""
        return self.numbers.get(name, 0) if isinstance(name, str) else tuple(self)[name]


def count_story(area_id: int | None = None) -> Story:
    """Count the story of an area, or of the whole board, as it is now."""
    wanted = {"area": area_id}
    rows = read(_one() if area_id else _all(), wanted if area_id else None)
    firsts = [row.since for row in read(_first(area_id)) if row.since]
    return Story(min(firsts, default=None), _numbers(rows))


def _numbers(rows: Rows) -> dict[str, int | None]:
    """Sums of what each area shows; None where areas have only what is too small."""
    shown: dict[str, int] = defaultdict(int)
    hidden = set()
    for row in rows:
        if row.name in OF_PEOPLE and row.number < FEWEST:
            hidden.update([row.name] if row.number else [])
        else:
            shown[row.name] += int(row.number)
    return dict.fromkeys(hidden) | shown


def _first(area_id: int | None) -> AnySelect:
    first = select(func.min(Issue.created_at).label("since"))
    here = (Issue.area_id == area_id,) if area_id else ()
    return first.where(*here, *Issue.visible(None))


@cache
def _one() -> AnySelect:
    counted = _counted().subquery()
    return select(counted).where(counted.c.area_id == bindparam("area"))


@cache
def _all() -> AnySelect:
    return select(_counted().subquery())


def _counted() -> CompoundSelect[Any]:
    know_how = _of_playbooks()
    return union_all(
        *_of_posts(), *_of_campaigns(), *_of_people(), *_of_talks(), *know_how
    )


def _count(name: str, area: Any, number: Any, *where: Any) -> AnySelect:
    """How many there are, by area."""
    named = literal(name).label("name")
    found = select(named, area.label("area_id"), number.label("number"))
    return found.where(*where).group_by(area)


def _of_posts() -> list[AnySelect]:
    seen = Issue.visible(None)
    number = func.count()
    return [
        _count("posts", Issue.area_id, number, *seen),
        _count("done", Issue.area_id, number, Issue.state == State.DONE, *seen),
    ]


def _of_campaigns() -> list[AnySelect]:
    seen = Campaign.visible(None)
    number = func.count()
    area = Campaign.area_id
    stages = {"won": Stage.WON, "lost": Stage.LOST}
    states = {"kept": PromiseState.KEPT, "broken": PromiseState.BROKEN}
    of = Promise.campaign_id == Campaign.id
    return [
        _count("campaigns", area, number, *seen),
        *(
            _count(n, area, number, Campaign.stage == s, *seen)
            for n, s in stages.items()
        ),
        _count("promises", area, number, of, *seen),
        *(
            _count(n, area, number, of, Promise.state == s, *seen)
            for n, s in states.items()
        ),
    ]


def _different(row: Any, *words: Any) -> Any:
    """How many different people, also those of whom only the name was written down."""
    named = words[0] if len(words) == 1 else words[0].concat(words[1])
    by_name = literal("n").concat(func.lower(named))
    numbered = row.person_id.is_not(None)
    who = case((numbered, cast(row.person_id, String)), else_=by_name)
    return func.count(who.distinct())


def _of_people() -> list[AnySelect]:
    said = union(
        select(Issue.area_id, Issue.author_id.label("person_id")).where(
            *Issue.visible(None)
        ),
        select(Issue.area_id, Second.person_id)
        .join(Issue, Issue.id == Second.issue_id)
        .where(*Issue.visible(None)),
    ).subquery()
    came = (
        Attendance.event_id == Event.id,
        Attendance.came.is_(True),
        *Event.visible(None),
    )
    people = _different(Attendance, Attendance.name, Attendance.email)
    done = (Claim.task_id == Task.id, Claim.state.in_(FINISHED), *Task.visible(None))
    lead = union(
        select(Membership.area_id, Membership.person_id).where(
            Membership.role == Role.ORGANISER
        ),
        select(Held.area_id, Held.holder_id).where(
            Held.holder_id.is_not(None), Held.ended_at.is_(None)
        ),
    ).subquery()
    training = Event.kind == Kind.TRAINING
    return [
        _count("spoke", said.c.area_id, func.count(said.c.person_id)),
        _count("came", Event.area_id, people, *came, ~training),
        _count("trained", Event.area_id, people, *came, training),
        _count("finished", Task.area_id, _different(Claim, Claim.name), *done),
        _count("lead", lead.c.area_id, func.count(lead.c.person_id)),
    ]


def _of_playbooks() -> list[AnySelect]:
    """Uses of another's playbook here, and elsewhere of one that was written here."""
    of = PlaybookUse.playbook_id == Playbook.id
    elsewhere = Playbook.area_id.is_distinct_from(PlaybookUse.area_id)
    seen = (*Playbook.visible(None), *PlaybookUse.visible(None))
    return [
        _count("taken", PlaybookUse.area_id, func.count(), of, elsewhere, *seen),
        _count(
            "given",
            Playbook.area_id,
            func.count(),
            of,
            elsewhere,
            Playbook.area_id.is_not(None),
            *seen,
        ),
    ]


def _of_talks() -> list[AnySelect]:
    """Sums over the campaigns that show theirs."""
    of = CampaignTalks.campaign_id == Campaign.id
    seen = Campaign.visible(None)
    shown = CampaignTalks.held >= FEWEST
    pledged = (
        select(
            Campaign.area_id,
            func.sum(TalkPledge.one_to_ones).label("number"),
        )
        .join(Campaign, Campaign.id == TalkPledge.campaign_id)
        .where(*seen)
        .group_by(Campaign.id, Campaign.area_id)
        .having(func.sum(TalkPledge.one_to_ones) >= FEWEST)
        .subquery()
    )
    held = func.sum(CampaignTalks.held)
    return [
        _count("held", Campaign.area_id, held, of, shown, *seen),
        _count("pledged", pledged.c.area_id, func.sum(pledged.c.number)),
    ]
