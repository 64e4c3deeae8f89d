"""What a person chooses: how often they are mailed about each kind of news."""

from typing import Any

from board.activity.verbs import Kind
from board.forms import BoardForm, Choice
from board.notifications.letters import KINDS, RHYTHMS
from board.notifications.models import Rhythm


def _of(kind: Kind) -> Choice:
    return Choice(KINDS[kind], list(RHYTHMS.items()))


class ChoicesForm(BoardForm):
    """A choice for each kind."""

    answer = _of(Kind.ANSWER)
    said = _of(Kind.SAID)
    doing = _of(Kind.DOING)
    around = _of(Kind.AROUND)
    organising = _of(Kind.ORGANISING)

    def fields(self) -> list[Any]:
        """The choices, in their order."""
        return [self[kind] for kind in Kind]

    def chosen(self) -> dict[Kind, Rhythm]:
        """The rhythm of each kind."""
        return {kind: Rhythm(self[kind].data) for kind in Kind}
