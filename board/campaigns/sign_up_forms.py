"""What is typed in from a sheet of paper."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import StopValidation

from board.campaigns.sign_up_actions import MOST
from board.campaigns.sign_up_lines import Signed, read_line
from board.drawing import today
from board.errors import Invalid
from board.forms import (
    BoardForm,
    Day,
    OnceField,
    prose,
)
from board.text import tidy


def a_past_day(_form: Any, field: Any) -> None:
    """The day on which people agreed was named, and has come."""
    if not field.errors and (field.data is None or field.data > today()):
        raise StopValidation(
            _("Name the day on which people signed; it can't be later than today.")
        )


class SignUpsForm(BoardForm):
    """A sheet of paper: a line a person, and the day on which it was signed."""

    lines = prose(
        _l("Who is on the sheet?"), 20_000, missing=_l("Type at least one line.")
    )
    signed_on = Day(_l("When was it signed?"), validators=[a_past_day])
    once = OnceField()
    people: list[Signed]

    def validate_lines(self, field: Any) -> None:
        """Each line is somebody who has agreed; one that is not gets a sentence of its
        own."""
        self.people = []
        wrong = []
        for number, text in enumerate(filter(tidy, (field.data or "").split("\n")), 1):
            try:
                self.people.append(read_line(text))
            except Invalid as fault:
                wrong.append(
                    _("Line %(number)s: %(fault)s", number=number, fault=fault.text)
                )
        if len(self.people) + len(wrong) > MOST:
            raise StopValidation(
                _("Type in at most %(most)s lines at a time.", most=MOST)
            )
        if wrong:
            field.errors = [*field.errors, *wrong[:-1]]
            raise StopValidation(wrong[-1])
