"""The fields forms are made of: what every text must be, in sentences for the person
who typed it. Features import them from here."""

from board.forms.addresses import EmailField, address, link, local_path
from board.forms.choices import Choice
from board.forms.days import Day, Moment, sensible
from board.forms.form import BoardForm
from board.forms.numbers import (
    Degrees,
    WholeNumber,
    given,
    row_number,
    version_field,
)
from board.forms.one_time import OnceField, new_key
from board.forms.texts import at_most, line, plain, prose, required, secret, strip

__all__ = [
    "BoardForm",
    "Choice",
    "Day",
    "Degrees",
    "EmailField",
    "Moment",
    "OnceField",
    "WholeNumber",
    "address",
    "at_most",
    "given",
    "line",
    "link",
    "local_path",
    "new_key",
    "plain",
    "prose",
    "required",
    "row_number",
    "secret",
    "sensible",
    "strip",
    "version_field",
]
