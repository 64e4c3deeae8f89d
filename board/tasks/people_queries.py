"""Who is on a task, in what role, with how many places free; who is cleared."""

from sqlalchemy import func, select

from board.accounts.models import Person
from board.db import AnyRow, Rows, read
from board.policy import Audience
from board.tasks.claim_models import TAKING, Claim, ClaimState
from board.tasks.models import TaskRole

# An account's name, or the one an organiser wrote in.
NAME = func.coalesce(Person.name, Claim.name).label("name")


def roles(task_id: int) -> Rows:
    """A task's roles in the order they were named, each with its places and how many
    wait for one."""
    waits = (Claim.role_id == TaskRole.id, Claim.state == ClaimState.WAITING)
    number = select(func.count()).where(*waits).correlate(TaskRole)
    waiting = number.scalar_subquery().label("waiting")
    columns = (TaskRole.id, TaskRole.name, TaskRole.places, TaskRole.taken, waiting)
    return read(
        select(*columns).where(TaskRole.task_id == task_id).order_by(TaskRole.id)
    )


def free_places(task_ids: list[int]) -> dict[int, list[str]]:
    """The name of the role of each free place of the tasks that have roles."""
    statement = select(TaskRole.task_id, TaskRole.name, TaskRole.places, TaskRole.taken)
    found = read(statement.where(TaskRole.task_id.in_(task_ids)).order_by(TaskRole.id))
    free: dict[int, list[str]] = {}
    for row in found:
        names = [row.name] * (row.places - row.taken)
        free.setdefault(row.task_id, []).extend(names)
    return free


def people_on(task_id: int, audience: Audience) -> Rows:
    """Who waits for, holds or has done the task, in what role, and what they noted;
    nobody for the public."""
    if audience == Audience.PUBLIC:
        return []
    columns = (
        Claim.id,
        Claim.state,
        Claim.note,
        Claim.claimed_at,
        Claim.ended_at,
        Claim.until,
        Claim.newcomer,
        Claim.leads,
        Claim.person_id,
        NAME,
        TaskRole.name.label("role"),
    )
    statement = (
        select(*columns)
        .outerjoin(Person, Person.id == Claim.person_id)
        .outerjoin(TaskRole, TaskRole.id == Claim.role_id)
        .where(Claim.task_id == task_id, *Claim.visible(audience))
        .order_by(Claim.id)
        .limit(200)
    )
    return read(statement)


def holders(task_ids: list[int]) -> Rows:
    """Who holds a place on these tasks, or is offered one, and is not done; those who
    claimed first before."""
    held = (
        Claim.task_id.in_(task_ids),
        Claim.state.in_((ClaimState.HELD, ClaimState.OFFERED)),
    )
    statement = (
        select(Claim.id, Claim.task_id, Claim.person_id, NAME)
        .outerjoin(Person, Person.id == Claim.person_id)
        .where(*held, *Claim.visible(None))
        .order_by(Claim.id)
    )
    return read(statement)


def people_by_task(task_ids: list[int]) -> dict[int, list[AnyRow]]:
    """Who has a place on each of these tasks and in what role, those who claimed first
    before."""
    taking = (Claim.task_id.in_(task_ids), Claim.state.in_(TAKING))
    statement = (
        select(Claim.task_id, Claim.state, NAME, TaskRole.name.label("role"))
        .outerjoin(Person, Person.id == Claim.person_id)
        .outerjoin(TaskRole, TaskRole.id == Claim.role_id)
        .where(*taking, *Claim.visible(None))
        .order_by(Claim.id)
    )
    people: dict[int, list[AnyRow]] = {}
    for row in read(statement):
        people.setdefault(row.task_id, []).append(row)
    return people
