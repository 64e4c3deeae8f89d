"""Answering whoever asks to be let in, and what that means for places they took."""

from collections.abc import Iterable

from sqlalchemy import select

from board.accounts.models import Person
from board.areas import joining_actions
from board.areas import membership_actions as memberships
from board.areas.models import Area
from board.db import db, fresh
from board.policy import Actor
from board.tasks import actions as tasks
from board.tasks import queries
from board.tasks.claim_models import Claim, ClaimState
from board.tasks.models import Task

OPEN = (ClaimState.HELD, ClaimState.OFFERED, ClaimState.WAITING)


def let_in(area: Area, by: Actor, people: Iterable[int]) -> list[int]:
    """Make those of them who still ask members; returns who they are."""
    waiting = joining_actions.waiting(area, by, people)
    for number in waiting:
        memberships.admit(area, fresh(Person, number), by=by)
    return waiting


def put_off(area: Area, by: Actor, people: Iterable[int]) -> list[int]:
    """Not let those of them in who still ask; places they took here meanwhile are free
    for others again."""
    waiting = joining_actions.waiting(area, by, people)
    for number in waiting:
        joining_actions.put_off(area, by, number)
        _give_back_places(area, fresh(Person, number))
    return waiting


def _give_back_places(area: Area, person: Person) -> None:
    theirs = (Claim.person_id == person.id, Claim.state.in_(OPEN))
    held = select(Claim.task_id).join(Task, Task.id == Claim.task_id)
    held = held.where(*theirs, Task.area_id == area.id).order_by(Claim.task_id)
    for number in db.session.scalars(held):
        tasks.release(queries.lock(number), person)
