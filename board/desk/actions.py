"""The rules of the desk: thanking people."""

from flask_babel import gettext as _

from board import clock
from board.activity.actions import record
from board.db import insert_new
from board.desk import verbs
from board.desk.models import Thanks
from board.errors import Conflict
from board.policy import Actor, require
from board.tasks.claim_models import Claim, ClaimState
from board.tasks.models import Task


def thank(claim: Claim, task: Task, by: Actor) -> None:
    """Thank somebody for the part they finished; only they hear of it.

    Raises Conflict when it is not finished, when it is one's own, or when they were
    thanked already.
    """
    require(by, "person.thank", task)
    if claim.person_id == by.id:
        raise Conflict(_("That was you. Somebody else should thank you."))
    if claim.state != ClaimState.DONE:
        raise Conflict(
            _("This part is not finished, so there is nothing to thank for yet.")
        )
    thanks = insert_new(
        Thanks, ["claim_id"], claim_id=claim.id, by_id=by.id, at=clock.now()
    )
    if thanks is None:
        raise Conflict(_("Somebody has thanked them already."))
    record(
        verbs.THANKED,
        task,
        part=claim,
        by=by,
        topics=[f"person-{claim.person_id}"],
        person=claim.person_id,
    )
