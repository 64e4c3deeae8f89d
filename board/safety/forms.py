"""What is typed into the safety record."""

from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import ValidationError

from board.drawing import today
from board.forms import BoardForm, Choice, Day, line, prose
from board.safety.kinds import KINDS, LEVELS

YES_OR_NO = {"no": _l("No"), "yes": _l("Yes")}
STEPS = {
    "possible": _l("Can children reach this board, or a part of it?"),
    "likely": _l(
        "Do many children use it, or is it of a kind that would draw many children?"
    ),
}
REASON = _l("Say why.")
A_YEAR = timedelta(days=364)


class SafetyForm(BoardForm):
    """Who answers, each kind of content, children, the next time."""

    accountable = line(
        _l("Who answers for safety on this board?"),
        120,
        missing=_l("Name one person."),
    )
    review_on = Day(_l("When do you go through it again?"))
    version = HiddenField()

    def validate_review_on(self, field: Any) -> None:
        """After today, and within a year."""
        if field.data and not today() < field.data <= today() + A_YEAR:
            raise ValidationError(_l("Pick a day within a year from now."))

    def risks(self) -> dict[str, Any]:
        """What was said of each kind."""
        parts = ("level", "reason", "measures")
        return {
            key: {part: self[f"{key}_{part}"].data or "" for part in parts}
            for key in KINDS
        }

    def children(self) -> dict[str, Any]:
        """What was answered in each step."""
        parts = ("answer", "reason")
        return {
            step: {part: self[f"{step}_{part}"].data or "" for part in parts}
            for step in STEPS
        }


def _add_fields() -> None:
    for key in KINDS:
        level = Choice(_l("How likely is it here?"), LEVELS.items())
        setattr(SafetyForm, f"{key}_level", level)
        reason = prose(_l("Why?"), 1500, missing=REASON)
        setattr(SafetyForm, f"{key}_reason", reason)
        measures = prose(
            _l("What do you do about it?"), 1500, missing=_l("Say what you do.")
        )
        setattr(SafetyForm, f"{key}_measures", measures)
    for step, words in STEPS.items():
        offered = {"": _l("Pick one"), **YES_OR_NO}
        setattr(SafetyForm, f"{step}_answer", Choice(words, offered.items()))
        setattr(SafetyForm, f"{step}_reason", prose(_l("Why?"), 1500, missing=REASON))


_add_fields()
