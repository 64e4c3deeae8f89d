"""Why people hear of a post who follow a place or a shape in which it lies."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import bindparam, literal, select

from board.accounts.models import Person
from board.activity.models import Line
from board.activity.reasons import Reason, declare, explain
from board.db import db
from board.follows.queries import AROUND, around, inside
from board.issues import verbs
from board.issues.models import Issue

SHAPE = select(Person.id, literal("shape")).where(
    Person.id.in_(bindparam("inside", expanding=True))
)


def _near(line: Line) -> dict[str, Any] | None:
    issue = db.session.get_one(Issue, line.subject_id)
    if issue.latitude is None or issue.longitude is None:
        return None
    return around(issue.latitude, issue.longitude)


def _inside(line: Line) -> dict[str, Any] | None:
    issue = db.session.get_one(Issue, line.subject_id)
    if issue.latitude is None or issue.longitude is None:
        return None
    people = inside(issue.latitude, issue.longitude)
    return {"inside": people} if people else None


def init_app() -> None:
    """Declare them."""
    near = Reason(AROUND.add_columns(literal("place")), _near)
    declare("place", near, of=[verbs.POSTED])
    declare("shape", Reason(SHAPE, _inside), of=[verbs.POSTED])
    explain("place", lambda line: _("You follow what is posted near there."))
    explain("shape", lambda line: _("It lies inside a shape you drew."))
