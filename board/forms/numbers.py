"""Fields of numbers, which tell what a number looks like where none was typed."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FloatField, IntegerField
from wtforms.validators import NumberRange, Optional, StopValidation
from wtforms.widgets import HiddenInput


def given(message: Any) -> Any:
    """A day or a number was given; one that could not be read has its own sentence."""

    def check(_form: Any, field: Any) -> None:
        if field.data is None and not field.errors:
            raise StopValidation(message)

    check.field_flags = {"required": True}  # type: ignore[attr-defined]
    return check


def row_number(text: str, digits: int = 9) -> int:
    """The number of a row that an address or a hidden field holds; 0, which no row has,
    for anything else."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= digits
    return int(text) if is_number else 0


class WholeNumber(IntegerField):
    """A whole number within bounds; SQL integers end somewhere, and so does
    patience."""

    def __init__(
        self, label: Any, least: int, most: int, *, missing: Any = None, **kwargs: Any
    ) -> None:
        message = _l("Type a whole number from %(min)d to %(max)d.")
        first = given(missing) if missing else Optional()
        super().__init__(
            label, validators=[first, NumberRange(least, most, message)], **kwargs
        )

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read it, or raise what a number looks like."""
        if not (valuelist and valuelist[0].strip()):
            self.data = None if valuelist else self.data
            return
        try:
            self.data = int(valuelist[0][:20])
        except ValueError as wrong:
            self.data = None
            raise ValueError(_l("Type a whole number.")) from wrong


def version_field() -> WholeNumber:
    """The version an edit changes: a later one means somebody was first."""
    return WholeNumber("", 1, 2**31 - 1, widget=HiddenInput())


class Degrees(FloatField):
    """A latitude or longitude in decimal degrees."""

    def __init__(self, label: Any, most: float, **kwargs: Any) -> None:
        self.most = most
        super().__init__(label, validators=[Optional()], **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read it, or raise what a position looks like."""
        if not (valuelist and valuelist[0].strip()):
            self.data = None if valuelist else self.data
            return
        try:
            self.data = float(valuelist[0][:40])
        except ValueError:
            self.data = None
        if self.data is None or not -self.most <= self.data <= self.most:
            self.data = None
            raise ValueError(_l("Type a number such as 52.4862, or leave it empty."))
