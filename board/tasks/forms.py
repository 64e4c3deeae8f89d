"""What people type about tasks."""

from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (  # type: ignore[attr-defined]  # SelectChoice is newer than the stubs
    BooleanField,
    HiddenField,
    SelectChoice,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import Optional, ValidationError
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from board.drawing import today, zone
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
from board.tasks.models import Repeats, Shape
from board.text import tidy

SHAPES = [
    (Shape.SHIFT, _l("A shift: at a set time")),
    (Shape.BY_DATE, _l("By a date: any time until then")),
    (Shape.OPEN, _l("Open-ended: whenever it suits")),
]


REPEATS = [
    (Repeats.WEEKLY, _l("Every week, or every few")),
    (Repeats.MONTH_DAY, _l("On the same day of every month, such as the 15th")),
    (
        Repeats.MONTH_WEEKDAY,
        _l("On the same weekday of every month, such as the second Tuesday"),
    ),
]
DAYS = [
    _l("Monday"),
    _l("Tuesday"),
    _l("Wednesday"),
    _l("Thursday"),
    _l("Friday"),
    _l("Saturday"),
    _l("Sunday"),
]


class Rule(Choice):
    """How it repeats, or nothing where it does not."""

    def pre_validate(self, form: Any) -> None:
        """Nothing is an answer, too."""
        if self.data:
            super().pre_validate(form)


class WeekDays(SelectMultipleField):
    """Days of the week, Monday is 0."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(
            label,
            coerce=int,
            choices=[SelectChoice(n, day) for n, day in enumerate(DAYS)],
            **kwargs,
        )

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the days; what is none was not ticked here."""
        self.data = [int(value) for value in valuelist if value in list("0123456")]

    def pre_validate(self, form: Any) -> None:
        """What was read is a day."""

    @property
    def mask(self) -> int:
        """The days as bits, as a series keeps them."""
        return sum(1 << day for day in set(self.data or []))


class Roles(TextAreaField):
    """Parts of a task with places of their own, one a line: `Driver: 2`.

    Without a number it is one place.
    """

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(
            label, filters=[strip], validators=[plain, at_most(1000), _parts], **kwargs
        )

    @property
    def named(self) -> list[tuple[str, int]]:
        """(name, places) of each."""
        pairs = [
            line.rpartition(":") if ":" in line else (line, ":", "1")
            for line in (self.data or "").splitlines()
        ]
        return [
            (tidy(name), int(number)) for name, _colon, number in pairs if tidy(name)
        ]


def _parts(_form: Any, field: Roles) -> None:
    """Each line names one part and how many people it needs."""
    try:
        named = field.named
    except ValueError as wrong:
        raise ValidationError(
            _("Write each part on a line of its own, with a number: “Driver: 2”.")
        ) from wrong
    if any(not 1 <= number <= 500 or len(name) > 60 for name, number in named):
        raise ValidationError(
            _("A part has a name of at most 60 characters, and 1 to 500 places.")
        )
    if len({name for name, _number in named}) < len(named):
        raise ValidationError(_("Two parts have the same name. Put them on one line."))


class TaskForm(BoardForm):
    """What a task says; a page shows the fields of its shape."""

    title = line(_l("What is to be done?"), 120, missing=_l("Say what is to be done."))
    details = prose(_l("What should people know before they say yes?"), 3000)
    shape = Choice(_l("When is it done?"), SHAPES)
    places = WholeNumber(_l("How many people does it need?"), 1, 500, default=1)
    newcomer_places = WholeNumber(
        _l("How many of those are kept for newcomers?"), 0, 500, default=0
    )
    starts_at = Moment(_l("It starts"), validators=[Optional()])
    ends_at = Moment(_l("It ends"), validators=[Optional()])
    due_on = Day(_l("Done by"), validators=[Optional()])
    skills = line(_l("What helps to know?"), 200)
    repeats = Rule(_l("How does it repeat?"), REPEATS, default="")
    every = WholeNumber(_l("Every how many weeks?"), 1, 4, default=1)
    weekdays = WeekDays(_l("On which days?"))
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

    roles = Roles(_l("Does it have several parts?"))
    once = OnceField()

    def validate_roles(self, field: Roles) -> None:
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

    version = WholeNumber("", 1, 2**31 - 1, widget=HiddenInput())
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


class NoteForm(BoardForm):
    """A note with a release or a completion."""

    note = prose(_l("A note"), 2000)


class VisitorForm(BoardForm):
    """A place for somebody who is not signed in."""

    name = line(_l("Your name"), 80, missing=_l("Say what to call you."))
    email = EmailField(
        _l("Your e-mail address"),
        validators=[required(_l("Type your e-mail address."))],
    )
    role = Choice(_l("What you would do"))
    once = OnceField()


class NameForm(BoardForm):
    """Somebody without an account, whom an organiser writes in."""

    name = line(_l("Their name"), 80, missing=_l("Say who it is."))
    once = OnceField()
