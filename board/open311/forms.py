"""What an operator says about another system."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (  # type: ignore[attr-defined]  # as in board/forms/choices.py
    SelectChoice,
    SelectMultipleField,
)
from wtforms.widgets import CheckboxInput, ListWidget

from board.forms import BoardForm, OnceField, WholeNumber, line

RIGHTS = {
    "sends_requests": _l("Send posts"),
    "sends_updates": _l("Send comments on posts"),
    "sets_status": _l("Change the status of posts, with what it says about them"),
}


def ticks(label: Any, **kwargs: Any) -> SelectMultipleField:
    """Some of a few, all of them to be seen."""
    return SelectMultipleField(
        label,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        **kwargs,
    )


class CallerForm(BoardForm):
    """Which system may send what, where, and how much."""

    name = line(
        _l("Name of the system"), 80, missing=_l("Say what the system is called.")
    )
    areas = ticks(_l("Areas it may send to"), coerce=int)
    rights = ticks(
        _l("What it may do"),
        choices=[SelectChoice(right, words) for right, words in RIGHTS.items()],
        default=["sends_requests", "sends_updates"],
    )
    per_hour = WholeNumber(
        _l("How much it may send in an hour"),
        1,
        10_000,
        missing=_l("Say how much it may send in an hour."),
        default=100,
    )
    once = OnceField()
