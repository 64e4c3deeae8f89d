"""The waiting list of a task: joining it, offering a free place to the first on it,
accepting the offer.

Whoever calls this has locked the task's row (queries.lock); that lock covers its roles
and claims, too.
"""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, exists, or_, select

from board import clock
from board.accounts.actions import one_by_one
from board.accounts.models import Person
from board.activity.actions import follow
from board.areas import membership_actions as memberships
from board.areas.models import Area, JoinRequest, Membership
from board.db import db, fresh, insert_row
from board.errors import Conflict
from board.mail.actions import is_silent
from board.policy import Actor, Role, allowed, require
from board.tasks import queries, verbs
from board.tasks.claim_models import Claim, ClaimState
from board.tasks.claims import (
    FRESH,
    check_again,
    claim_of,
    count_place,
    end_claim,
    record_claim,
)
from board.tasks.deadlines import ask_at, offer_until, opens_at
from board.tasks.eligibility import (
    Obstacle,
    lock_and_check,
    reserved_for_newcomers,
    why_not,
    why_not_again,
)
from board.tasks.models import Clearance, Task, TaskRole


def join(task_id: int, by: Actor, *, role: str = "") -> None:
    """Join the waiting list.

    Raises Conflict while a place is free, and for somebody who could not have one.
    """
    row, seats, obstacle = lock_and_check(task_id, by, role)
    require(by, "task.claim", row)
    if row.my_claim:
        raise Conflict(why_not_again(row))
    if obstacle != Obstacle.FULL:
        raise Conflict(
            why_not(row, obstacle)
            or _("There is a free place: you can take it at once.")
        )
    queries.lock(task_id).waiting += 1
    values = {
        "state": ClaimState.WAITING,
        "newcomer": not row.experienced,
        "claimed_at": clock.now(),
    }
    made = insert_row(
        Claim,
        ["once"],
        task_id=task_id,
        role_id=seats and seats.id,
        person_id=by.id,
        **values,
    )
    record_claim(verbs.WAITED, row, made, by)
    ask_to_join(row, by)


def ask_to_join(task: Any, by: Actor) -> None:
    """Who has a place on a task, or waits for one, and is no member of its area joins
    it, or asks to be let in.

    Raises Conflict for whom an organiser has put off lately.
    """
    if not allowed(by, "task.names", task):
        memberships.join(fresh(Area, task.area_id), by)


def accept(task_id: int, by: Actor) -> None:
    """Take the place one is offered.

    Raises Conflict when there is none, or its time is over.
    """
    one_by_one(by)
    task = queries.lock(task_id)
    require(by, "task.claim", task)
    mine = claim_of(
        task,
        by,
        0,
        (ClaimState.OFFERED,),
        _("No place is offered to you here just now."),
    )
    if mine.until is None or mine.until <= clock.now():
        raise Conflict(
            _(
                "The time to take it is over, so it goes to the next on the waiting "
                "list."
            )
        )
    row, _seats, obstacle = lock_and_check(task_id, by, mine.role_id, offered=True)
    if obstacle:
        raise Conflict(why_not(row, obstacle))
    mine.state = ClaimState.HELD
    mine.until = ask_at(task)
    mine.claimed_at = clock.now()
    mine.to_tell = not is_silent()
    follow(f"task-{task.id}", by)
    record_claim(verbs.ACCEPTED, task, mine, by)


def offer_next(task: Task, role_id: int | None) -> None:
    """Offer each free place to the first on the waiting list who may have it; a place
    that nobody there may have stays free for others.

    Whoever only waits for newcomers' places to open is checked again when they do.
    """
    until = offer_until(task)
    if not (task.waiting and until) or task.cancelled_at:
        return
    role = (
        db.session.get_one(TaskRole, role_id, populate_existing=True)
        if role_id
        else None
    )
    while (role or task).taken < (role or task).places:
        first = _first_waiting(task, role_id)
        if first is None:
            return
        first.state = ClaimState.OFFERED
        first.until = until
        task.waiting -= 1
        count_place(task, role, first, 1)
        record_claim(verbs.OFFERED, task, first, None)


def _first_waiting(task: Task, role_id: int | None) -> Claim | None:
    """The claim of the first person on the list who may have a place now."""
    waits_here = (
        Claim.task_id == task.id,
        Claim.state == ClaimState.WAITING,
        Claim.role_id.is_not_distinct_from(role_id),
    )
    for_all = task.places - task.taken > reserved_for_newcomers(
        task
    ) or clock.now() >= opens_at(task)
    found = (
        select(Claim)
        .join(Person, Person.id == Claim.person_id)
        .where(*waits_here, *_may_accept(task))
    )
    found = found.order_by(Claim.id).limit(1)
    first = db.session.scalar(
        found if for_all else found.where(Claim.newcomer), execution_options=FRESH
    )
    if first is None and not for_all:
        check_again(opens_at(task), *waits_here)
    return first


def _may_accept(task: Task) -> list[ColumnElement[bool]]:
    """Who may accept an offer: people who still belong to the area or ask to, and are
    cleared where that is needed."""
    here = and_(Membership.person_id == Person.id, Membership.area_id == task.area_id)
    belongs = exists().where(here, Membership.role.in_((Role.MEMBER, Role.ORGANISER)))
    asks = exists().where(
        JoinRequest.person_id == Person.id,
        JoinRequest.area_id == task.area_id,
        JoinRequest.answered_at.is_(None),
    )
    cleared = exists().where(
        Clearance.person_id == Person.id, Clearance.area_id == task.area_id
    )
    return [
        or_(Person.is_operator, belongs, asks),
        *([cleared] if task.cleared else []),
    ]


def lapse(task: Task, claim: Claim) -> None:
    """End a claim nobody answered for in time; its place goes to the next on the list
    or is free again."""
    was = claim.state
    end_claim(task, claim, ClaimState.LAPSED)
    record_claim(verbs.LAPSED, task, claim, None, was=was)
    offer_next(task, claim.role_id)
