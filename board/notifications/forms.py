"""What a person chooses: how often they are mailed about each kind of news."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from board.activity.verbs import Kind
from board.forms import BoardForm, Choice
from board.notifications.letters import KINDS, RHYTHMS
from board.notifications.models import Rhythm

EACH = "each"  # not all alike
OTHERS = [kind for kind in Kind if kind != Kind.ANSWER]


def _of(kind: Kind) -> Choice:
    return Choice(KINDS[kind], list(RHYTHMS.items()))


class ChoicesForm(BoardForm):
    """One choice for what needs an answer and one for all else; folded below them one
    for each kind of that."""

    answer = _of(Kind.ANSWER)
    others = Choice(
        _l("Everything else"),
        [*RHYTHMS.items(), (EACH, _l("As chosen for each kind below"))],
    )
    said = _of(Kind.SAID)
    talk = _of(Kind.TALK)
    doing = _of(Kind.DOING)
    to_join = _of(Kind.TO_JOIN)
    around = _of(Kind.AROUND)
    organising = _of(Kind.ORGANISING)

    def __init__(self, now: Mapping[Kind, Rhythm]) -> None:
        rhythms = {now[kind] for kind in OTHERS}
        self.now = now
        self.others_now = rhythms.pop() if len(rhythms) == 1 else EACH
        data: dict[str, str] = dict(now.items())
        super().__init__(data=data | {"others": self.others_now})

    def each(self) -> list[Any]:
        """The choices that are folded, in their order."""
        return [self[kind] for kind in OTHERS]

    def chosen(self) -> dict[Kind, Rhythm]:
        """The rhythm of each kind: its own where that was changed, else the one of all
        others where that was."""
        found = {Kind.ANSWER: Rhythm(self.answer.data)}
        for kind in OTHERS:
            is_own = self[kind].data != self.now[kind]
            is_as_others = self.others.data not in (EACH, self.others_now)
            own = self[kind].data if is_own or not is_as_others else self.others.data
            found[kind] = Rhythm(own)
        return found
