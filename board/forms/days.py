"""Fields of days and times, which tell how a day is written where none could be
read."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, DateTimeLocalField

# as browsers write it, and as people do
MOMENTS = (
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d %H:%M:%S",
)


def sensible(day: date | None) -> None:
    """Raises ValueError for a year that is surely mistyped; the ends of the calendar
    have no place in every zone."""
    if day and not 1900 <= day.year < 2200:
        raise ValueError(day.year)


class Day(DateField):
    """A calendar day."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read it, or raise how a day is written."""
        if valuelist and not valuelist[0].strip():
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
            sensible(self.data)
        except ValueError as wrong:
            raise ValueError(_l("Type a day such as 2026-05-31.")) from wrong


class Moment(DateTimeLocalField):
    """A day and a time of day, in the board's zone; shown again as browsers
    write it."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(label, format=list(MOMENTS), **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read it, or raise how it is written."""
        if valuelist and not valuelist[0].strip():
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
            sensible(self.data)
        except ValueError as wrong:
            raise ValueError(
                _l("Type a day and time such as 2026-05-31T18:30.")
            ) from wrong
