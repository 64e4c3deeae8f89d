"""What people type about courses."""

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import ValidationError

from board.drawing import today
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
from board.forms.numbers import given
from board.text import tidy
from board.training.wording import (
    parts_as_text,
    parts_from_text,
    sheets_as_text,
    sheets_from_text,
)

LISTS = ("aims", "materials", "worked")
MOST_LINES = 20
LONGEST_LINE = 300


def lines(label: Any) -> TextAreaField:
    """A few short lines, each a thing of its own."""
    return prose(label, 4000)


class CourseForm(BoardForm):
    """All of a course."""

    TEXTS = (
        "title",
        "summary",
        "skill",
        "for_whom",
        "before",
        "safeguarding",
        "task_title",
        "task_words",
        "people_from",
        "people_to",
        "months",
    )

    title = line(_l("What is the course called?"), 120, missing=_l("Give it a name."))
    summary = line(
        _l("What is it, in a sentence?"),
        300,
        missing=_l("Say in a sentence what it is."),
    )
    running = prose(
        _l("The running order"),
        20_000,
        missing=_l("Write at least one part: “15 min Welcome”."),
    )
    skill = line(_l("What can people do who were there?"), 60)
    months = WholeNumber(_l("For how many months does that hold?"), 1, 120)
    for_whom = line(_l("Who is it for?"), 300)
    people_from = WholeNumber(_l("How many people, at least?"), 1, 500, default=8)
    people_to = WholeNumber(_l("How many people, at most?"), 1, 500, default=20)
    aims = lines(_l("What will people have learned?"))
    materials = lines(_l("What does one need?"))
    before = prose(_l("What is there to do before?"), 4000)
    safeguarding = prose(_l("What keeps people safe?"), 4000)
    sheets = prose(_l("Sheets to print"), 20_000)
    task_title = line(_l("The small task it ends in"), 120)
    task_words = prose(_l("How is the task done?"), 2000)
    worked = lines(_l("How can one tell that it worked?"))

    def validate_running(self, field: Any) -> None:
        """It reads as parts with their minutes."""
        self.parts = _read(parts_from_text, field)

    def validate_sheets(self, field: Any) -> None:
        """It reads as sheets."""
        self.papers = _read(sheets_from_text, field)

    def validate_aims(self, field: Any) -> None:
        """Few lines, and short ones."""
        found = _lines(field)
        if len(found) > MOST_LINES or max(map(len, found), default=0) > LONGEST_LINE:
            raise ValidationError(
                _l(
                    "Write at most %(num)s lines of %(most)s characters.",
                    num=MOST_LINES,
                    most=LONGEST_LINE,
                )
            )

    validate_materials = validate_worked = validate_aims

    def values(self) -> dict[str, Any]:
        """What it says, by column."""
        said = {name: self[name].data for name in self.TEXTS}
        said |= {name: _lines(self[name]) for name in LISTS}
        said["people_from"] = said["people_from"] or 1
        said["people_to"] = said["people_to"] or 500
        return said | {"parts": self.parts, "sheets": self.papers}


class NewCourseForm(CourseForm):
    """A course of an area."""

    area = Choice(_l("Which area is it for?"))
    once = OnceField()


class SessionForm(BoardForm):
    """When and where a course is held, and who leads it."""

    area = Choice(_l("Which area is it for?"))
    starts_at = Moment(_l("It starts"), validators=[given(_l("Say when it starts."))])
    place = line(
        _l("Where is it, in words anybody may read?"),
        200,
        missing=_l("Say where it is, if only the street."),
    )
    places = WholeNumber(_l("How many people can come?"), 1, 5000)
    trainer = Choice(_l("Who leads it?"))
    once = OnceField()

    def validate_starts_at(self, field: Any) -> None:
        """What has begun needs no plan."""
        if field.data and field.data.date() < today():
            raise ValidationError(_l("That day has passed. Which one do you mean?"))


class ExtendForm(BoardForm):
    """Until when all of a kind hold, and why."""

    area = Choice(_l("In which area?"))
    until = Day(_l("Until"), validators=[given(_l("Name a day."))])
    reason = line(
        _l("Because …"), 300, missing=_l("Say why, in a sentence: it is kept.")
    )
    once = OnceField()


class EditCourseForm(CourseForm):
    """A change to a course, with the version it changes."""

    version = version_field()


def as_typed(course: Any) -> dict[str, Any]:
    """A course as the form shows it."""
    said = {name: getattr(course, name) for name in CourseForm.TEXTS}
    said |= {name: "\n".join(getattr(course, name)) for name in LISTS}
    said |= {"running": parts_as_text(course.parts)}
    return said | {"sheets": sheets_as_text(course.sheets), "version": course.version}


def _lines(field: Any) -> list[str]:
    return [tidy(line) for line in (field.data or "").split("\n") if tidy(line)]


def _read(read: Callable[[str], Any], field: Any) -> Any:
    try:
        return read(field.data or "")
    except ValueError as wrong:
        raise ValidationError(str(wrong)) from wrong
