"""Whether a person may have a place, and if not, why: pages show it; claiming, joining
the waiting list and accepting an offer enforce it."""

from enum import StrEnum
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import select

from board import clock
from board.accounts.actions import one_by_one
from board.db import AnyRow, db
from board.drawing import exact, today
from board.errors import Invalid
from board.policy import Actor
from board.tasks import card_queries
from board.tasks.claim_models import ClaimState
from board.tasks.deadlines import BETWEEN, FAIR_SHARE, opens_at
from board.tasks.models import TaskRole


class Eligibility(NamedTuple):
    """A task as a person sees it, the role they ask for, and what prevents them from
    having a place in it."""

    row: AnyRow
    role: TaskRole | None
    obstacle: "Obstacle | None"


class Obstacle(StrEnum):
    """Why a person can't have a place."""

    OFF = "off"
    OVER = "over"
    CLEARED = "cleared"
    FULL = "full"
    CLASH = "clash"
    SHARE = "share"
    NEWCOMERS = "newcomers"


def obstacle_to_place(
    row: AnyRow, role: Any = None, *, offered: bool = False
) -> Obstacle | None:
    """What prevents a person from having a place on a task as they see it
    (card_queries.select_tasks), or None.

    A shift clashes with another they hold when both go on at one instant; one may begin
    as the other ends. Three places in a campaign that are not done are a share; some
    places are reserved for people who have done no task in the area. Both limits end at
    one moment (deadlines.opens_at). A place offered to them counts neither as full
    nor as reserved.
    """
    seats = role or row
    if over := off_or_over(row):
        return over
    if row.cleared and not row.am_cleared:
        return Obstacle.CLEARED
    if seats.taken >= seats.places and not offered:
        return Obstacle.FULL
    if row.my_clash:
        return Obstacle.CLASH
    if clock.now() < opens_at(row):
        if row.my_holds >= FAIR_SHARE:
            return Obstacle.SHARE
        if (
            row.experienced
            and not offered
            and row.places - row.taken <= reserved_for_newcomers(row)
        ):
            return Obstacle.NEWCOMERS
    return None


def off_or_over(row: AnyRow) -> Obstacle | None:
    """What prevents everybody from having a place: the task was called off, or is
    over."""
    if row.cancelled_at:
        return Obstacle.OFF
    return Obstacle.OVER if row.last_day < today() else None


def reserved_for_newcomers(task: Any) -> int:
    """How many places are still reserved for newcomers; deadlines.opens_at() says until
    when."""
    return int(max(0, task.newcomer_places - task.newcomers))


def why_not(row: AnyRow, obstacle: Obstacle | None) -> str:
    """The sentence for somebody who can't have a place; empty for who can."""
    opens = opens_at(row)
    sentences = {
        Obstacle.OFF: lambda: _("This was called off, so no more places can be taken."),
        Obstacle.OVER: lambda: _("This is over, so no more places can be taken."),
        Obstacle.CLEARED: lambda: _(
            "This needs somebody the organisers have cleared. Ask them, if that could "
            "be you."
        ),
        Obstacle.FULL: lambda: _(
            "The last place has just been taken. You can join the waiting list."
        ),
        Obstacle.CLASH: lambda: _(
            "You hold “%(other)s” at the same time. Give that back first.",
            other=row.my_clash,
        ),
        Obstacle.SHARE: lambda: _(
            "You hold %(number)s already; leave some for others until %(time)s.",
            number=row.my_holds,
            time=exact(opens),
        ),
        Obstacle.NEWCOMERS: lambda: _(
            "The places left are kept for newcomers until %(time)s.", time=exact(opens)
        ),
    }
    return str(sentences[obstacle]()) if obstacle else ""


def lock_and_check(
    task_id: int, by: Actor, role: str | int | None = "", *, offered: bool = False
) -> Eligibility:
    """Lock the task and say whether the person may have a place; the role by its name
    or number.

    Requests of one person are checked one after the other, so that two claims can't
    each miss the other. The person is locked first, then the task's row, always in this
    order, until the end of the transaction.

    Raises NotFound without a task, Invalid for a role the task does not have.
    """
    one_by_one(by)
    row = card_queries.lock_card(task_id, by)
    seats = role_of(task_id, role) if row.has_roles else None
    return Eligibility(row, seats, obstacle_to_place(row, seats, offered=offered))


def shift_close_to(row: AnyRow) -> str:
    """The title of a shift of theirs with less than half an hour between it and this
    one (lock_card), or nothing."""
    if row.my_before and row.starts_at - row.my_before_ends < BETWEEN:
        return str(row.my_before)
    return (
        str(row.my_after)
        if row.my_after and row.my_after_starts - row.ends_at < BETWEEN
        else ""
    )


def role_of(task_id: int, role: str | int | None) -> TaskRole:
    """The task's role of this name or number.

    Raises Invalid when it has no such role.
    """
    named = TaskRole.id == role if isinstance(role, int) else TaskRole.name == role
    found = select(TaskRole).where(TaskRole.task_id == task_id, named)
    seats = db.session.scalar(found, execution_options={"populate_existing": True})
    if seats is None:
        raise Invalid(_("Pick what you would do: this task has several parts."), "role")
    return seats


def why_not_again(row: AnyRow) -> str:
    """The sentence for somebody who asks again; empty for who has nothing
    on the task."""
    if row.my_claim == ClaimState.WAITING:
        return str(
            _(
                "You are on the waiting list already. You hear from us when a place "
                "comes "
                "free."
            )
        )
    if row.my_claim == ClaimState.OFFERED:
        return str(_("A place is offered to you. Take it, or let it go."))
    return str(_("You have a place on this already.")) if row.my_claim else ""
