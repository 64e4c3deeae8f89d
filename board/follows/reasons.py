"""Why people hear of a post who follow a place or a shape in which it lies."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import bindparam, literal, select

from board.accounts.models import Person
from board.activity.models import Line
from board.activity.reasons import Reason, declare, explain
from board.db import db
from board.follows.nearby import PEOPLE_AROUND, around, people_whose_shape_contains
from board.issues import verbs
from board.issues.models import Issue

AROUND = PEOPLE_AROUND.add_columns(literal("place"))
INSIDE = select(Person.id, literal("shape")).where(
    Person.id.in_(bindparam("inside", expanding=True))
)


def _point_of(line: Line) -> tuple[float, float] | None:
    """Where the post of a line lies; None where nobody said."""
    issue = db.session.get_one(Issue, line.subject_id)
    if issue.latitude is None or issue.longitude is None:
        return None
    return issue.latitude, issue.longitude


def _values_around(line: Line) -> dict[str, Any] | None:
    point = _point_of(line)
    return around(*point) if point else None


def _values_inside(line: Line) -> dict[str, Any] | None:
    point = _point_of(line)
    people = people_whose_shape_contains(*point) if point else set()
    return {"inside": people} if people else None


def init_app() -> None:
    """Declare them."""
    declare("place", Reason(AROUND, _values_around), of=[verbs.POSTED])
    declare("shape", Reason(INSIDE, _values_inside), of=[verbs.POSTED])
    explain("place", lambda line: _("You follow what is posted near there."))
    explain("shape", lambda line: _("It lies inside a shape you drew."))
