"""What people type about tasks."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, TextAreaField
from wtforms.validators import Optional, ValidationError

from board.drawing import today
from board.forms import (
    BoardForm,
    Choice,
    Day,
    EmailField,
    Moment,
    OnceField,
    WholeNumber,
    at_most,
    line,
    plain,
    prose,
    required,
    strip,
)
from board.tasks.models import Shape

SHAPES = [
    (Shape.SHIFT, _l("A shift: at a set time")),
    (Shape.BY_DATE, _l("By a date: any time until then")),
    (Shape.OPEN, _l("Open-ended: whenever it suits")),
]


class Roles(TextAreaField):
    """Parts of a task with places of their own, one a line: `Driver: 2`. Without a number it is one place."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(label, filters=[strip], validators=[plain, at_most(1000), _parts], **kwargs)

    @property
    def named(self) -> list[tuple[str, int]]:
        """(name, places) of each."""
        pairs = [line.rpartition(":") if ":" in line else (line, ":", "1") for line in (self.data or "").splitlines()]
        return [(name.strip(), int(number)) for name, _colon, number in pairs if name.strip()]


def _parts(_form: Any, field: Roles) -> None:
    """Each line names one part and how many people it needs."""
    try:
        named = field.named
    except ValueError as wrong:
        raise ValidationError(_("Write each part on a line of its own, with a number: “Driver: 2”.")) from wrong
    if any(not 1 <= number <= 500 or len(name) > 60 for name, number in named):
        raise ValidationError(_("A part has a name of at most 60 characters, and 1 to 500 places."))
    if len({name for name, _number in named}) < len(named):
        raise ValidationError(_("Two parts have the same name. Put them on one line."))


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
    roles = Roles(_l("Does it have several parts?"))
    skills = line(_l("What helps to know?"), 200)
    cleared = BooleanField(_l("Only for people you have cleared"))
    confirm = BooleanField(_l("A second person confirms that it is done"))
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


class VisitorForm(BoardForm):
    """A place for somebody who is not signed in."""

    name = line(_l("Your name"), 80, missing=_l("Say what to call you."))
    email = EmailField(_l("Your e-mail address"), validators=[required(_l("Type your e-mail address."))])
    role = Choice(_l("What you would do"))
    once = OnceField()


class NameForm(BoardForm):
    """Somebody without an account, whom an organiser writes in."""

    name = line(_l("Their name"), 80, missing=_l("Say who it is."))
    once = OnceField()
