"""Why people hear of what happens in training."""

from flask_babel import gettext as _
from sqlalchemy import bindparam, literal, select, union

from board.activity.reasons import Reason, declare, explain
from board.db import AnySelect
from board.people.models import Line, LineKind
from board.training.models import Course
from board.training.session_models import Session
from board.training.skill_models import SkillHeld

TRAINER = select(Session.trainer_id, literal("trainer")).where(
    Session.event_id == bindparam("subject"), Session.trainer_id.is_not(None)
)
EXTENDED = select(SkillHeld.person_id, literal("skill")).where(
    SkillHeld.extension_id == bindparam("part")
)


def _could_train() -> AnySelect:
    """Who led the course, and who wrote that they could teach what it teaches."""
    led = select(Session.trainer_id.label("person")).where(
        Session.course_id == bindparam("subject"), Session.trainer_id.is_not(None)
    )
    teaches = (
        select(Line.person_id)
        .join(Course, Course.compared == Line.compared)
        .where(
            Line.kind == LineKind.TEACH,
            Line.hidden_at.is_(None),
            Course.id == bindparam("subject"),
            Course.compared != "",
        )
    )
    people = union(led, teaches).subquery().c
    return select(people.person, literal("trainer"))


def init_app() -> None:
    """Declare them."""
    declare("trainer", Reason(TRAINER))
    declare("extended", Reason(EXTENDED))
    declare("could train", Reason(_could_train()))
    explain("trainer", lambda line: _("You lead such training, or could."))
    explain("skill", lambda line: _("It was confirmed that you can do this."))
