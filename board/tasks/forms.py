"""What people type about tasks."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional, ValidationError

from board.drawing import today
from board.forms import BoardForm, Choice, Day, Moment, OnceField, WholeNumber, line, prose
from board.tasks.models import Shape

SHAPES = [
    (Shape.SHIFT, _l("A shift: at a set time")),
    (Shape.BY_DATE, _l("By a date: any time until then")),
    (Shape.OPEN, _l("Open-ended: whenever it suits")),
]


class TaskForm(BoardForm):
    """A new task."""

    title = line(_l("What is to be done?"), 120, missing=_l("Say what is to be done."))
    details = prose(_l("What should people know before they say yes?"), 3000)
    shape = Choice(_l("When is it done?"), SHAPES)
    places = WholeNumber(_l("How many people does it need?"), 1, 500, default=1)
    newcomer_places = WholeNumber(_l("How many of those are kept for newcomers?"), 0, 500, default=0)
    starts_at = Moment(_l("It starts"), validators=[Optional()])
    ends_at = Moment(_l("It ends"), validators=[Optional()])
    due_on = Day(_l("Done by"), validators=[Optional()])
    skills = line(_l("What helps to know?"), 200)
    once = OnceField()

    def validate_ends_at(self, field: Any) -> None:
        """A shift that is over is no task."""
        if field.data and self.shape.data == Shape.SHIFT and field.data.date() < today():
            raise ValidationError(_("That day has passed. Which one do you mean?"))

    def validate_due_on(self, field: Any) -> None:
        """Nor is one that should have been done."""
        if field.data and self.shape.data == Shape.BY_DATE and field.data < today():
            raise ValidationError(_("That day has passed. Which one do you mean?"))


class NoteForm(BoardForm):
    """A note with a release or a completion."""

    note = prose(_l("A note"), 2000)
