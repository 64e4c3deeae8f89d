"""What moderators decide, before and after it is done."""

from typing import Any, NamedTuple

from board.moderation.log_models import Act
from board.moderation.models import Case
from board.moderation.rules import Basis
from board.moderation.targets import Target

# what breaks no rule: nobody appeals it
MILD = {
    "nothing",
    "restore",
    "accept",
    "reopen",
    "unedit",
    "unwarn",
    "unlimit",
    "unban",
}
RULELESS = ("nothing", "accept")  # what rests on no rule


class Decision(NamedTuple):
    """What a moderator decides: the act, why, and what the act needs."""

    act: str
    basis: Basis
    until: Any = None  # the end of a ban or a limit
    reach: str = "area"  # of a ban: area, board, address or domain
    text: str = ""  # as it is to read from now on


class Decided(NamedTuple):
    """A decision that was taken: people are to be told of it."""

    case: Case
    target: Target
    decision: Decision
    line: Act  # of the public log

    @property
    def act(self) -> str:
        """What was done."""
        return self.decision.act
