"""What is typed to use a playbook."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import InputRequired

from board.forms import BoardForm, Choice, Day, OnceField, line
from board.theirs import theirs


class UseForm(BoardForm):
    """Where and when it begins."""

    area = Choice(_l("Which area is it for?"))
    starts_on = Day(
        _l("On which day is the first step due?"),
        validators=[InputRequired(_l("Say when the first step is due."))],
    )
    title = line(_l("What do you call it?"), 120)
    askable = BooleanField(
        _l("Others who want to do the same may ask to be put in touch with me")
    )
    once = OnceField()


def gated(form: type[BoardForm], gate: str) -> Any:
    """A form with the sentence that has to be ticked before a campaign begins by a
    playbook that has one."""
    if not gate:
        return form
    ticked = InputRequired(_l("Tick this first: it keeps people safe."))
    field = BooleanField(theirs(gate), validators=[ticked])
    return type(form.__name__, (form,), {"gate": field})
