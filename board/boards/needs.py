"""What an operator has to see to of other boards."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext

from board.accounts.places import Need
from board.boards.queries import count_waiting


def drafts() -> Iterator[Need]:
    """Drafts from elsewhere wait."""
    waiting = count_waiting()
    if waiting:
        yield Need(
            ngettext(
                "%(num)s draft from another board waits.",
                "%(num)s drafts from other boards wait.",
                waiting,
            ),
            _("Look at what it says, then accept or decline it."),
            "/boards",
            _("Other boards"),
        )
