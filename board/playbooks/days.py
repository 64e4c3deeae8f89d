"""How far a step is from the day of the action, in words."""

from flask_babel import gettext as _
from flask_babel import ngettext


def from_the_day(day: int) -> str:
    """`6 weeks before`, `On the day`, `10 days after`"""
    if day == 0:
        return str(_("On the day"))
    weeks, rest = divmod(abs(day), 7)
    if rest:
        return _in_days(day)
    if day < 0:
        return str(ngettext("A week before", "%(num)s weeks before", weeks))
    return str(ngettext("A week after", "%(num)s weeks after", weeks))


def _in_days(day: int) -> str:
    if day < 0:
        return str(ngettext("The day before", "%(num)s days before", -day))
    return str(ngettext("The day after", "%(num)s days after", day))
