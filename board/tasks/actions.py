"""The rules of places on tasks: each is claimed, released or seen through by one person
at a time.

Who changes a task or its claims locks the task's row first (queries.lock): nobody else
changes them meanwhile.
"""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import bindparam, update

from board import clock
from board.activity.actions import follow
from board.db import AnyRow, db, insert_once, insert_row, table_of, write
from board.drawing import today
from board.errors import Conflict
from board.mail.actions import is_silent
from board.policy import Actor, require
from board.tasks import card_queries, people_queries, verbs
from board.tasks.claim_models import Claim, ClaimState
from board.tasks.claims import claim_of, count_place, end_claim, record_claim
from board.tasks.deadlines import ask_at, has_begun, is_late
from board.tasks.eligibility import (
    lock_and_check,
    role_of,
    shift_close_to,
    why_not,
    why_not_again,
)
from board.tasks.models import Task, TaskRole
from board.tasks.waiting_list import ask_to_join, offer_next

TASKS = table_of(Task)
TAKE = (
    update(TASKS)
    .where(Task.id == bindparam("task"))
    .values(
        taken=TASKS.c.taken + 1, newcomers=TASKS.c.newcomers + bindparam("newcomer")
    )
)


def claim(task_id: int, by: Actor, *, role: str = "") -> dict[str, Any]:
    """Take a place, in one of the task's roles where it has some; who is no member of
    the area asks to be let in with it.

    Raises Conflict with the reason why not.

    Returns the task's card as it is now (card_queries.card); `near` in it is the title
    of another shift of theirs with less than half an hour between, or nothing.
    """
    row, seats, obstacle = lock_and_check(task_id, by, role)
    require(by, "task.claim", row)
    if row.my_claim:
        raise Conflict(why_not_again(row))
    if obstacle:
        raise Conflict(why_not(row, obstacle))
    newcomer = not row.experienced
    until = ask_at(row)
    write(TAKE, {"task": task_id, "newcomer": int(newcomer)})
    if seats:
        seats.taken += 1
    made = _hold(row, seats, by, newcomer=newcomer, until=until)
    follow(f"task-{task_id}", by)
    record_claim(verbs.CLAIMED, row, made, by)
    ask_to_join(row, by)
    return _card_with(row, seats, newcomer=newcomer, until=until)


def _hold(
    row: AnyRow, seats: TaskRole | None, by: Actor, *, newcomer: bool, until: Any
) -> AnyRow | None:
    """The claim of a place that was counted."""
    return insert_row(
        Claim,
        ["once"],
        task_id=row.id,
        role_id=seats and seats.id,
        person_id=by.id,
        state=ClaimState.HELD,
        newcomer=newcomer,
        claimed_at=clock.now(),
        until=until,
        to_tell=not is_silent(),
    )


def _card_with(
    row: AnyRow, seats: TaskRole | None, *, newcomer: bool, until: Any
) -> dict[str, Any]:
    """The card that was read before the claim, as it is with it."""
    mine = {
        "my_claim": ClaimState.HELD,
        "my_until": until,
        "my_role": seats and seats.name,
        "near": shift_close_to(row),
    }
    counts = {
        "taken": row.taken + 1,
        "newcomers": row.newcomers + newcomer,
        "my_holds": row.my_holds + 1,
    }
    return dict(row._mapping) | mine | counts


def claim_for(
    task: Task, by: Actor, *, name: str, role: str = "", once: str | None = None
) -> None:
    """Write somebody in by name who has no account; they count as a newcomer.

    Raises Conflict when there is no place.

    A place that needs a cleared person needs one with an account.
    """
    require(by, "task.claim_for", task)
    seats = role_of(task.id, role) if people_queries.roles(task.id) else None
    row = seats or task
    if task.last_day < today() or task.cancelled_at:
        raise Conflict(_("This is over, so no more places can be taken."))
    if task.cleared:
        raise Conflict(
            _(
                "This needs somebody you have cleared, and for that they need an "
                "account."
            )
        )
    if row.taken >= row.places:
        raise Conflict(_("The last place has just been taken."))
    values = {
        "task_id": task.id,
        "role_id": seats and seats.id,
        "name": name,
        "newcomer": True,
    }
    made, is_new = insert_once(Claim, once=once, claimed_at=clock.now(), **values)
    if is_new:
        count_place(task, seats, made, 1)
        record_claim(verbs.CLAIMED, task, made, by)


def release(task: Task, by: Actor, *, note: str = "", claim: int = 0) -> None:
    """Give a place back with a note for whoever takes it, refuse an offer, or leave the
    waiting list.

    The place is offered to the next at once; the area's organisers are notified when it
    is late (deadlines.is_late). `claim` is one an organiser wrote in by name. Raises
    Conflict when there is nothing to give back.
    """
    mine = claim_of(
        task, by, claim, (ClaimState.HELD, ClaimState.OFFERED, ClaimState.WAITING)
    )
    verb = {ClaimState.HELD: verbs.RELEASED, ClaimState.OFFERED: verbs.REFUSED}.get(
        ClaimState(mine.state), verbs.LEFT
    )
    late = {"late": True} if verb == verbs.RELEASED and is_late(task) else {}
    end_claim(task, mine, ClaimState.RELEASED, note=note)
    record_claim(verb, task, mine, by, **late)
    offer_next(task, mine.role_id)


def complete(task: Task, by: Actor, *, note: str = "", claim: int = 0) -> None:
    """Say that one's part is done; the place stays taken.

    Raises Conflict when one holds none, when it was called off, and for a shift that
    has not begun.
    """
    if task.cancelled_at:
        raise Conflict(_("This was called off, so there is nothing to be done."))
    if not has_begun(task):
        raise Conflict(
            _("This shift is still to come. Say that it is done once it has begun.")
        )
    mine = claim_of(task, by, claim, (ClaimState.HELD,))
    mine.state = ClaimState.DONE
    mine.note = note
    mine.ended_at = clock.now()
    mine.until = None
    mine.asked_at = None
    task.done += 1
    record_claim(verbs.COMPLETED, task, mine, by)


def confirm(task: Task, by: Actor, *, claim: int) -> None:
    """A second person says that a part is done: an organiser, or somebody who is on the
    task, but not for themselves.

    Raises Conflict when that part is not done, is confirmed already, or nobody asked
    for it.
    """
    require(by, "task.confirm", card_queries.card(task.id, by))
    done = db.session.get(Claim, claim, populate_existing=True)
    if (
        done is None
        or done.task_id != task.id
        or done.state != ClaimState.DONE
        or not task.confirm
    ):
        raise Conflict(_("There is nothing to confirm here any more."))
    if done.person_id == by.id:
        raise Conflict(_("Somebody else confirms what you did."))
    done.state = ClaimState.CONFIRMED
    done.confirmed_by_id = by.id
    record_claim(verbs.CONFIRMED, task, done, by)


def still(task: Task, by: Actor) -> None:
    """Say that one is still on an open-ended task; the next question comes in two
    weeks. Conflict without a place."""
    mine = claim_of(task, by, 0, (ClaimState.HELD,))
    mine.until = ask_at(task)
    mine.asked_at = None
    record_claim(verbs.KEPT, task, mine, by)
