"""Leading a task: one of those who have a place sees to it as a whole."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import aliased

from board.db import read
from board.errors import Conflict
from board.policy import Actor, require
from board.tasks import queries, verbs
from board.tasks.claim_models import FINISHED, Claim, ClaimState
from board.tasks.claims import claim_of, record_claim

LEADING = (ClaimState.HELD, *FINISHED)


def is_led(task_id: Any, by: Any = None) -> ColumnElement[bool]:
    """Whether somebody leads a task, or this person where one is named; columns or
    numbers."""
    claim = aliased(Claim)
    led = (claim.task_id == task_id, claim.leads, claim.state.in_(LEADING))
    theirs = () if by is None else (claim.person_id == by,)
    return exists().where(*led, *theirs, *claim.visible(None))


def lead(task_id: int, by: Actor) -> None:
    """Lead a task on which one has a place, as somebody who was asked to and says yes.

    Raises Conflict where somebody else does, and without a place.
    """
    task = queries.lock(task_id)
    require(by, "task.claim", task)
    if read(select(is_led(task_id)))[0][0]:
        raise Conflict(_("Somebody leads this already."))
    needs = _("Who leads it has a place on it. Take one when one comes free.")
    mine = claim_of(task, by, 0, (ClaimState.HELD,), needs)
    mine.leads = True
    record_claim(verbs.LED, task, mine, by)
