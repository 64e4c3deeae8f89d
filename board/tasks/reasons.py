"""Why people hear of what happens to a task."""

from flask_babel import gettext as _
from sqlalchemy import bindparam, exists, literal, or_, select
from sqlalchemy.orm import aliased

from board.accounts.models import Person
from board.activity.reasons import Reason, declare, explain
from board.areas.models import Membership, organises_here
from board.policy import Role
from board.tasks.claim_models import Claim, ClaimState
from board.tasks.talk_models import TaskComment

HOLDER = select(Claim.person_id, literal("claim")).where(
    Claim.id == bindparam("part"), Claim.person_id.is_not(None)
)


# Who has a place, and who spoke before: organisers do without one.
_HAS_PLACE = select(Claim.person_id).where(
    Claim.task_id == bindparam("subject"),
    Claim.state.in_((ClaimState.HELD, ClaimState.DONE, ClaimState.CONFIRMED)),
)
_SPOKE = select(TaskComment.author_id).where(
    TaskComment.task_id == bindparam("subject")
)
# Who is not let into the area yet reads what the organisers say, and nobody else.
_BELONGS = exists().where(
    Membership.person_id == Person.id,
    Membership.area_id == bindparam("area"),
    Membership.role != Role.RESIDENT,
)
_author = aliased(Person)
_AN_ORGANISER_SPEAKS = exists().where(
    _author.id == bindparam("actor"),
    or_(_author.is_operator, organises_here(_author.id, bindparam("area"))),
)
ON_IT = select(Person.id, literal("on_it")).where(
    or_(Person.id.in_(_HAS_PLACE), Person.id.in_(_SPOKE)),
    or_(Person.is_operator, _BELONGS, _AN_ORGANISER_SPEAKS),
)


def init_app() -> None:
    """Declare them."""
    declare("claim", Reason(HOLDER))
    declare("on_it", Reason(ON_IT))
    explain("on_it", lambda line: _("You are on this task."))
    explain("claim", lambda line: _("You have a part in this task."))
    explain("task", lambda line: _("You follow this task."))
