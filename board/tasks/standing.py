"""Whether a person may have a place, and if not, why: pages show it, claim, wait and
accept enforce it."""

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
from board.tasks import queries
from board.tasks.models import Hold, TaskRole
from board.tasks.terms import BETWEEN, SHARE, opens_at


class Standing(NamedTuple):
    """A task as a person sees it, the role they ask for, and what keeps them from a
    place in it."""

    row: AnyRow
    role: TaskRole | None
    bar: "Bar | None"


class Bar(StrEnum):
    """What stands between a person and a place."""

    OFF = "off"
    OVER = "over"
    CLEARED = "cleared"
    FULL = "full"
    CLASH = "clash"
    SHARE = "share"
    NEWCOMERS = "newcomers"


def bar(row: AnyRow, role: Any = None, *, offered: bool = False) -> Bar | None:
    """What keeps a person from a place on a task as they see it (queries.rows), or
    None.

    A shift clashes with another they hold when both go on at one instant; one may begin
    as the other ends. Three places in a campaign that are not done are a share; some
    places are kept for who has done no task in the area. Both open to all at one moment
    (terms.opens_at). An offered place is theirs: it is neither full nor kept.
    """
    seats = role or row
    if over := ended(row):
        return over
    if row.cleared and not row.am_cleared:
        return Bar.CLEARED
    if seats.taken >= seats.places and not offered:
        return Bar.FULL
    if row.my_clash:
        return Bar.CLASH
    if clock.now() < opens_at(row):
        if row.my_holds >= SHARE:
            return Bar.SHARE
        if row.experienced and not offered and row.places - row.taken <= kept(row):
            return Bar.NEWCOMERS
    return None


def ended(row: AnyRow) -> Bar | None:
    """What keeps everybody from a place on a task: that it was called off,
    or is over."""
    if row.cancelled_at:
        return Bar.OFF
    return Bar.OVER if row.last_day < today() else None


def kept(task: Any) -> int:
    """How many places are still kept for newcomers; until when says
    terms.opens_at()."""
    return int(max(0, task.newcomer_places - task.newcomers))


def why_not(row: AnyRow, found: Bar | None) -> str:
    """The sentence for somebody who can't have a place; empty for who can."""
    opens = opens_at(row)
    sentences = {
        Bar.OFF: lambda: _("This was called off, so no more places can be taken."),
        Bar.OVER: lambda: _("This is over, so no more places can be taken."),
        Bar.CLEARED: lambda: _(
            "This needs somebody the organisers have cleared. Ask them, if that could "
            "be you."
        ),
        Bar.FULL: lambda: _(
            "The last place has just been taken. You can join the waiting list."
        ),
        Bar.CLASH: lambda: _(
            "You hold “%(other)s” at the same time. Give that back first.",
            other=row.my_clash,
        ),
        Bar.SHARE: lambda: _(
            "You hold %(number)s already; leave some for others until %(time)s.",
            number=row.my_holds,
            time=exact(opens),
        ),
        Bar.NEWCOMERS: lambda: _(
            "The places left are kept for newcomers until %(time)s.", time=exact(opens)
        ),
    }
    return str(sentences[found]()) if found else ""


def look(
    task_id: int, by: Actor, role: str | int | None = "", *, offered: bool = False
) -> Standing:
    """How the person stands to the task, whose row is held from here on; the role by
    its name or number.

    What one person asks for at once is looked at one after the other, so that two
    claims can't each miss the other: first they wait for themselves, then for the task,
    always in this order. Raises NotFound without a task, Invalid for a role the task
    does not have.
    """
    one_by_one(by)
    row = queries.held_card(task_id, by)
    seats = role_of(task_id, role) if row.has_roles else None
    return Standing(row, seats, bar(row, seats, offered=offered))


def beside(row: AnyRow) -> str:
    """The title of a shift of theirs with less than half an hour between it and this
    one (held_card), or nothing."""
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


def already(row: AnyRow) -> str:
    """The sentence for somebody who asks again; empty for who has nothing
    on the task."""
    if row.my_claim == Hold.WAITING:
        return str(
            _(
                "You are on the waiting list already. You hear from us when a place "
                "comes "
                "free."
            )
        )
    if row.my_claim == Hold.OFFERED:
        return str(_("A place is offered to you. Take it, or let it go."))
    return str(_("You have a place on this already.")) if row.my_claim else ""
