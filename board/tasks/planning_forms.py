"""What organisers type who plan a task, change it, or call it off."""

from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField
from wtforms.validators import Optional, ValidationError

from board.drawing import today, zone
from board.forms import (
    BoardForm,
    Choice,
    Day,
    Moment,
    OnceField,
    WholeNumber,
    line,
    prose,
    version_field,
)
from board.tasks.fields import REPEATS, SHAPES, RepeatsField, RolesField, WeekDaysField
from board.tasks.models import Shape
from board.tasks.series_models import Repeats


class TaskForm(BoardForm):
    """What a task says; a page shows the fields of its shape."""

    title = line(_l("What is to be done?"), 120, missing=_l("Say what is to be done."))
    details = prose(_l("What should people know before they say yes?"), 3000)
    place = line(_l("Where?"), 200)
    shape = Choice(_l("When is it done?"), SHAPES)
    places = WholeNumber(_l("How many people does it need?"), 1, 500, default=1)
    newcomer_places = WholeNumber(
        _l("How many of those are kept for newcomers?"), 0, 500, default=0
    )
    starts_at = Moment(_l("It starts"), validators=[Optional()])
    ends_at = Moment(_l("It ends"), validators=[Optional()])
    due_on = Day(_l("Done by"), validators=[Optional()])
    skills = line(_l("What helps to know?"), 200)
    repeats = RepeatsField(_l("How does it repeat?"), REPEATS, default="")
    every = WholeNumber(_l("Every how many weeks?"), 1, 4, default=1)
    weekdays = WeekDaysField(_l("On which days?"))
    until = Day(_l("The last day it may be on"), validators=[Optional()])
    cleared = BooleanField(_l("Only for people you have cleared"))
    confirm = BooleanField(_l("A second person confirms that it is done"))

    def validate_ends_at(self, field: Any) -> None:
        """A shift that is over is no task; one that was and stays as it was is."""
        if (
            field.data
            and self.shape.data == Shape.SHIFT
            and field.data != field.object_data
        ):
            _not_past(field.data.date())

    def validate_due_on(self, field: Any) -> None:
        """Nor is one that should have been done."""
        if (
            field.data
            and self.shape.data == Shape.BY_DATE
            and field.data != field.object_data
        ):
            _not_past(field.data)

    def fields(self) -> dict[str, Any]:
        """What was filled in, by column."""
        return {
            "title": self.title.data,
            "details": self.details.data,
            "place": self.place.data or "",
            "skills": self.skills.data,
            "shape": Shape(self.shape.data),
            "places": self.places.data or 1,
            "newcomer_places": self.newcomer_places.data or 0,
            "cleared": self.cleared.data,
            "confirm": self.confirm.data,
            "starts_at": _instant(self.starts_at.data),
            "ends_at": _instant(self.ends_at.data),
            "due_on": self.due_on.data,
        }

    def rule(self) -> dict[str, Any]:
        """How it repeats, by column; nothing where it does not."""
        if not self.repeats.data or self.shape.data != Shape.SHIFT:
            return {}
        rule = {
            "repeats": Repeats(self.repeats.data),
            "every": self.every.data or 1,
            "weekdays": self.weekdays.mask,
        }
        return rule | {"until": self.until.data}


class PlanForm(TaskForm):
    """A new task; one that does not repeat may have several parts."""

    roles = RolesField(_l("Does it have several parts?"))
    once = OnceField()

    def validate_roles(self, field: RolesField) -> None:
        """Each time of a shift that repeats has the same places for everyone."""
        if field.data and self.rule():
            raise ValidationError(
                _(
                    "A shift that repeats has no parts. Plan one that repeats for each "
                    "part."
                )
            )

    def fields(self) -> dict[str, Any]:
        """What was filled in, by column, and the task's parts."""
        if self.rule():
            return super().fields()
        return super().fields() | {"roles": self.roles.named}


class EditForm(TaskForm):
    """A change to a task, or to its series from it on, with the version it changes and
    what was shown of it."""

    version = version_field()
    scope = HiddenField()
    note = prose(_l("A word to those who lose their place"), 500)
    seen = HiddenField()


class CancelForm(BoardForm):
    """Why a task is called off."""

    reason = line(
        _l("Why is it called off?"),
        500,
        missing=_l("Say why: people have kept the time free."),
    )
    scope = HiddenField()


def _not_past(day: date) -> None:
    if day < today():
        raise ValidationError(_("That day has passed. Which one do you mean?"))


def _instant(moment: datetime | None) -> datetime | None:
    return moment and moment.replace(tzinfo=zone())
