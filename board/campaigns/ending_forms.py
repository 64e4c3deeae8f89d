"""What organisers type as a campaign ends, and where that leaves what belongs to it."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import StopValidation
from wtforms.widgets import HiddenInput

from board.campaigns.forms import TickList
from board.campaigns.models import Outcome
from board.campaigns.places import Unfinished
from board.campaigns.unfinished import CALL_OFF, KEEP
from board.db import Rows
from board.forms import (
    BoardForm,
    Choice,
    WholeNumber,
    prose,
)
from board.issues.models import State
from board.theirs import theirs

OUTCOMES = [
    (Outcome.WON, _l("We won")),
    (Outcome.PARTLY, _l("We won a part of it")),
    (Outcome.LOST, _l("We lost")),
    (Outcome.PAUSED, _l("It is paused, and may go on one day")),
]


SAME = "same"  # a task or event fares like the others


LEFT_AT = [
    (State.DONE, _l("Done")),
    (State.NOT_DONE, _l("Closed, not done")),
    (State.OPEN, _l("Still open")),
]


class DebriefForm(BoardForm):
    """Five questions at the end, and thanks."""

    FIELDS = ("how", "changed", "thanks", "stepped_up", "differently")

    outcome = Choice(_l("Did we win?"), OUTCOMES)
    how = prose(
        _l("How did it go?"), 2000, missing=_l("Say in one sentence how it went.")
    )
    changed = prose(_l("What has changed in who holds power?"), 2000)
    thanks = prose(_l("Whom do we thank?"), 2000)
    stepped_up = prose(_l("Who stepped up?"), 2000)
    differently = prose(_l("What would we do differently?"), 2000)
    version = WholeNumber("", 0, 2**31 - 1, widget=HiddenInput())

    def fields(self) -> dict[str, str]:
        """The answers, by column."""
        return {name: self[name].data or "" for name in self.FIELDS}


class EndForm(DebriefForm):
    """The same as the campaign ends, with where that leaves the posts it came from."""

    state = Choice(_l("Where does that leave the posts it came from?"), LEFT_AT)
    issue = TickList(_l("Which posts are different?"))
    other = Choice(_l("Where does it leave the ones you tick?"), LEFT_AT)

    def validate_state(self, field: Any) -> None:
        """Somebody picked it: what the page suggests is not enough."""
        if not field.raw_data:
            raise StopValidation(_("Say where that leaves the posts."))

    def states_of_posts(self) -> dict[str, Any]:
        """The state all posts get, and the state of those that were ticked."""
        if "state" not in self:  # there are none
            return {"state": State.OPEN}
        return {
            "state": State(self.state.data),
            "others": self.issue.data or [],
            "other": State(self.other.data),
        }

    def fates(self, left: Iterable[str]) -> dict[str, str]:
        """What becomes of each, by its key; nothing is said of one that whoever sent
        this was not asked about."""
        chosen = {
            key: self[key].data for key in left if key in self and self[key].raw_data
        }
        return {
            key: self["rest"].data if fate == SAME else fate
            for key, fate in chosen.items()
        }


def end_form(left: Mapping[str, Unfinished], takers: Rows) -> type[EndForm]:
    """The form that also asks what becomes of what is still open: of all of it, and of
    each that fares otherwise."""
    moves = [
        (str(other.id), _("Move to “%(other)s”", other=other.title)) for other in takers
    ]
    fates = [(KEEP, _("Keep as it is")), (CALL_OFF, _("Call off")), *moves]
    label = _("What becomes of the tasks and events that are still open?")
    each = [(SAME, _("Like the others")), *fates]
    asked = {
        key: Choice(theirs(one.title), each, default=SAME) for key, one in left.items()
    }
    return type(
        "EndForm",
        (EndForm,),
        {"rest": Choice(label, fates, default=KEEP)} | asked if left else {},
    )
