"""Fields of the forms for tasks: when, how it repeats, its parts."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (  # type: ignore[attr-defined]  # SelectChoice is newer than the stubs
    SelectChoice,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from board.forms import Choice, at_most, plain, strip
from board.tasks.models import Shape
from board.tasks.series_models import Repeats
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


class RepeatsField(Choice):
    """How it repeats, or nothing where it does not."""

    def pre_validate(self, form: Any) -> None:
        """Nothing is an answer, too."""
        if self.data:
            super().pre_validate(form)


class WeekDaysField(SelectMultipleField):
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


class RolesField(TextAreaField):
    """Parts of a task with places of their own, one a line: `Driver: 2`.

    Without a number it is one place.
    """

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(
            label,
            filters=[strip],
            validators=[plain, at_most(1000), _check_roles],
            **kwargs,
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


def _check_roles(_form: Any, field: RolesField) -> None:
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
