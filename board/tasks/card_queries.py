"""A task as its card shows it, and for a person what is theirs in it: their claim, and
what decides whether they may have a place (eligibility.py)."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Label,
    SQLColumnExpression,
    and_,
    bindparam,
    case,
    exists,
    func,
    null,
    select,
)
from sqlalchemy.orm import aliased

from board.areas.models import Area
from board.campaigns.models import Campaign
from board.db import AnyRow, AnySelect, Reader, the_one
from board.drawing import today
from board.policy import Actor
from board.tasks.claim_models import ENDED, FINISHED, Claim, ClaimState
from board.tasks.models import Clearance, Task, TaskRole
from board.tasks.series_models import TaskSeries

COLUMNS = (
    Task.id,
    Task.title,
    Task.details,
    Task.place,
    Task.shape,
    Task.places,
    Task.taken,
    Task.done,
    Task.newcomer_places,
    Task.newcomers,
    Task.waiting,
    Task.cleared,
    Task.confirm,
    Task.starts_at,
    Task.ends_at,
    Task.due_on,
    Task.last_day,
    Task.skills,
    Task.created_at,
    Task.area_id,
    Task.campaign_id,
    Task.cancelled_at,
    Task.cancel_reason,
    Task.closed_for,
    Task.series_id,
    TaskSeries.repeats,
    TaskSeries.every,
    TaskSeries.weekdays,
    TaskSeries.starts_on,
    TaskSeries.until,
    Area.name.label("area_name"),
    Area.slug.label("area_slug"),
    Campaign.title.label("campaign_title"),
    exists().where(TaskRole.task_id == Task.id).label("has_roles"),
)
ME: Any = bindparam("me")
TODAY: Any = bindparam("today")
# The other tasks on which this person has a claim, and that claim.
_other = aliased(Task)
_other_claim = aliased(Claim)
_before = aliased(Claim)


def _seen_by(reader: Reader) -> AnySelect:
    """Each task that this reader may see."""
    return (
        select(*COLUMNS, null().label("my_claim"))
        .join(Area, Area.id == Task.area_id)
        .join(Campaign, Campaign.id == Task.campaign_id)
        .outerjoin(TaskSeries, TaskSeries.id == Task.series_id)
        .where(*Task.visible(reader))
    )


PUBLIC = _seen_by(None)


def _my_others(
    what: SQLColumnExpression[Any], *where: ColumnElement[bool]
) -> AnySelect:
    """Other tasks on which this person has a claim, to be seen beside each task."""
    pairs = (
        select(what)
        .select_from(_other)
        .join(_other_claim, _other_claim.task_id == _other.id)
    )
    return pairs.where(
        _other_claim.person_id == ME,
        _other.cancelled_at.is_(None),
        *where,
        *_other.visible(ME),
    ).correlate(Task)


_I_HOLD_IT = _other_claim.state == ClaimState.HELD


def _my_role() -> Label[Any]:
    """The name of the role they claim."""
    name = select(TaskRole.name).where(TaskRole.id == Claim.role_id)
    return name.scalar_subquery().label("my_role")


def _my_turn() -> Label[Any]:
    """Their number on the waiting list; nothing for who does not wait."""
    waits_for_the_same = (
        _before.task_id == Claim.task_id,
        _before.state == ClaimState.WAITING,
        func.coalesce(_before.role_id, 0) == func.coalesce(Claim.role_id, 0),
        _before.id <= Claim.id,
    )
    number = select(func.count()).select_from(_before).where(*waits_for_the_same)
    waits = Claim.state == ClaimState.WAITING
    return case((waits, number.correlate(Claim).scalar_subquery())).label("my_turn")


def _my_holds() -> Label[Any]:
    """How many places they hold in its campaign that are not over."""
    here = (
        _other.campaign_id == Task.campaign_id,
        _other.last_day >= TODAY,
    )
    number = _my_others(func.count(), _I_HOLD_IT, *here)
    return number.scalar_subquery().label("my_holds")


def _my_clash() -> Label[Any]:
    """The title of another shift they hold at the same time."""
    meets = (
        _other.id != Task.id,
        _other.starts_at < Task.ends_at,
        _other.ends_at > Task.starts_at,
    )
    title = _my_others(_other.title, _I_HOLD_IT, *meets).limit(1)
    return title.scalar_subquery().label("my_clash")


def _experienced() -> Label[Any]:
    """Whether they have done a task in its area."""
    done_here = (_other_claim.state.in_(FINISHED), _other.area_id == Task.area_id)
    return _my_others(_other.id, *done_here).exists().label("experienced")


def _am_cleared() -> Label[Any]:
    """Whether they are cleared in its area; nothing where that is not needed."""
    cleared = exists().where(
        Clearance.person_id == ME, Clearance.area_id == Task.area_id
    )
    return case((Task.cleared, cleared)).label("am_cleared")


def _personal() -> AnySelect:
    """A task's columns with this person's own claim, and what decides whether they may
    have a place."""
    mine = and_(
        Claim.task_id == Task.id, Claim.person_id == ME, Claim.state.not_in(ENDED)
    )
    columns = (
        Claim.state.label("my_claim"),
        Claim.until.label("my_until"),
        Claim.asked_at.label("my_asked_at"),
        Claim.leads.label("i_lead"),
        _my_role(),
        _my_turn(),
        _my_holds(),
        _my_clash(),
        _experienced(),
        _am_cleared(),
    )
    seen = _seen_by(ME).with_only_columns(*COLUMNS, *columns)
    return seen.outerjoin(Claim, mine)


PERSONAL = _personal()


def select_tasks(person: Actor | None) -> AnySelect:
    """Tasks as cards show them to this person, to be narrowed down and ordered."""
    return PERSONAL.params(me=person.id, today=today()) if person else PUBLIC


PUBLIC_CARD = PUBLIC.where(Task.id == bindparam("task"))
PERSONAL_CARD = PERSONAL.where(Task.id == bindparam("task"))


def card(task_id: int, person: Actor | None) -> AnyRow:
    """One task as this person sees it, or NotFound."""
    if person is None:
        return the_one(PUBLIC_CARD, {"task": task_id})
    return the_one(PERSONAL_CARD, {"task": task_id, "me": person.id, "today": today()})


def _my_shift(
    what: SQLColumnExpression[Any],
    where: ColumnElement[bool],
    nearest: SQLColumnExpression[Any],
) -> Any:
    """A column of the nearest of the other shifts they hold."""
    held = _my_others(what, _I_HOLD_IT, _other.id != Task.id, where)
    return held.order_by(nearest).limit(1).scalar_subquery()


def _locked_card() -> AnySelect:
    ends_before = _other.ends_at <= Task.starts_at
    latest = _other.ends_at.desc()
    starts_after = _other.starts_at >= Task.ends_at
    soonest = _other.starts_at
    columns = {
        "my_before": _my_shift(_other.title, ends_before, latest),
        "my_before_ends": _my_shift(_other.ends_at, ends_before, latest),
        "my_after": _my_shift(_other.title, starts_after, soonest),
        "my_after_starts": _my_shift(_other.starts_at, starts_after, soonest),
    }
    labelled = [column.label(name) for name, column in columns.items()]
    return PERSONAL_CARD.add_columns(*labelled).with_for_update(of=Task)


LOCKED_CARD = _locked_card()


def lock_card(task_id: int, person: Actor) -> AnyRow:
    """The same with their shifts before and after it; the task's row is locked to the
    end of the transaction."""
    return the_one(LOCKED_CARD, {"task": task_id, "me": person.id, "today": today()})
