"""What whoever runs the board is told of the cases that wait."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext

from board.accounts.places import Need
from board.db import read
from board.moderation.queue_queries import HOW_MANY


def waiting_cases() -> Iterator[Need]:
    """Cases of all areas in which nobody has decided, or somebody appeals."""
    found = read(HOW_MANY, {"me": 0, "operates": True})[0]
    if not found.waiting:
        return
    words = ngettext(
        "%(num)s case waits for a moderator.",
        "%(num)s cases wait for a moderator.",
        found.waiting,
    )
    if found.urgent:
        words = f"{words} {_('At least one is urgent.')}"
    yield Need(
        words,
        _("The organisers there decide, or you; an appeal needs a second person."),
        "/moderation",
        _("Cases and appeals"),
    )
