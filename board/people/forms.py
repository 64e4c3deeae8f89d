"""What is typed about oneself, and on somebody’s behalf from paper."""

from collections.abc import Iterator
from typing import Any

from flask_babel import lazy_gettext as _l

from board.forms import BoardForm, Choice, Day, line
from board.people.line_actions import Said
from board.people.line_words import MINE, SEEN_BY
from board.people.models import SKILLS, LineKind, SeenBy

LONGEST = 120


def _seen_by(label: Any = None) -> Choice:
    return Choice(
        label or _l("Who sees it"),
        [(str(value), word) for value, word in SEEN_BY.items()],
        default=SeenBy.ORGANISERS,
    )


def _parted(kind: LineKind, typed: str, seen_by: str) -> Iterator[Said]:
    """Of skills each that a comma parts is a line of its own."""
    for words in typed.split(",") if kind in SKILLS else [typed]:
        if words.strip():
            yield Said(kind, words.strip(), SeenBy(seen_by))


class AboutForm(BoardForm):
    """New lines of one's own, one of each kind at most."""

    can = line(MINE[LineKind.CAN], LONGEST)
    learn = line(MINE[LineKind.LEARN], LONGEST)
    teach = line(MINE[LineKind.TEACH], LONGEST)
    when = line(MINE[LineKind.WHEN], LONGEST)
    opens = line(MINE[LineKind.OPENS], LONGEST)
    seen_by = _seen_by()

    def said(self) -> Iterator[Said]:
        """What was typed."""
        for kind in LineKind:
            yield from _parted(kind, self[kind].data or "", self.seen_by.data)


class LineForm(BoardForm):
    """A line of one's own, said another way."""

    words = line(
        _l("Your line"), LONGEST, missing=_l("Type a few words, or remove the line.")
    )
    seen_by = _seen_by()


class PaperForm(BoardForm):
    """What somebody wrote on paper, each line with who sees it."""

    who = line(
        _l("Their e-mail address, or their name as it is here"),
        254,
        missing=_l("Type whose sheet it is."),
    )
    can = line(MINE[LineKind.CAN], LONGEST)
    can_seen_by = _seen_by()
    learn = line(MINE[LineKind.LEARN], LONGEST)
    learn_seen_by = _seen_by()
    teach = line(MINE[LineKind.TEACH], LONGEST)
    teach_seen_by = _seen_by()
    when = line(MINE[LineKind.WHEN], LONGEST)
    when_seen_by = _seen_by()
    opens = line(MINE[LineKind.OPENS], LONGEST)
    opens_seen_by = _seen_by()

    def said(self) -> Iterator[Said]:
        """What was typed."""
        for kind in LineKind:
            seen_by = self[f"{kind}_seen_by"].data
            yield from _parted(kind, self[kind].data or "", seen_by)


class LaterForm(BoardForm):
    """The day on which one wants to be asked again."""

    on = Day(_l("On which day?"))


class AskForm(BoardForm):
    """A word that goes with a request."""

    words = line(_l("A word with it"), 300)
