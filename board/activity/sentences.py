"""What a line of the log says where it stands in a thread: one sentence, for the page
and for the feed."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from flask_babel import LazyString
from flask_babel import gettext as _
from markupsafe import Markup

from board.policy import Audience
from board.words import BADGES


class Sentence(NamedTuple):
    """Words with an icon or a badge before them and the thing they tell of behind them;
    each may be missing."""

    words: str = ""  # Markup where links stand within
    icon: str = ""
    badge: str = ""  # a state
    label: str = ""  # what the badge says in place of the state's own word
    at: str = ""  # the address of the thing
    name: str = ""  # and its title, or what to do there
    is_title: bool = False  # people wrote the name
    is_turn: bool = False  # it stands out: something is different from here on
    is_by_author: bool = False  # rather than by those who organise
    is_text: bool = False  # what was written stands there by itself, as a comment does

    @property
    def plain(self) -> str:
        """The sentence as plain text, for a feed."""
        parts = (self._state, self.bare, self.name)
        return " ".join(part for part in parts if part)

    @property
    def bare(self) -> str:
        """Its words alone, without what stands before and behind them."""
        words = self.words
        return words.striptags() if isinstance(words, Markup) else words

    @property
    def _state(self) -> str:
        """What the badge says."""
        if self.label or not self.badge:
            return self.label
        _icon, state = BADGES[self.badge]
        return str(_(state))


@dataclass(frozen=True, eq=False)
class Together:
    """How several lines that belong together read as one piece of news: `words` with
    the gap `who`, or `num` for how many there are, and what it is about behind them.

    They belong together where they are about one thing; with `by_area`, where their
    things lie in one area. People are named from the audience `names` on, as they are
    on the thing's page, but not where `unnamed` (SQL) holds. Verbs that share one of
    these read as one.
    """

    words: LazyString
    names: Audience | None = None
    unnamed: Any = None
    by_area: bool = False


def linked(sentence: str, **links: tuple[str, Any]) -> Markup:
    """A sentence whose gaps are links, each an address and its words."""
    drawn = {
        name: Markup('<a href="{}">{}</a>').format(*link)
        for name, link in links.items()
    }
    return Markup(sentence) % drawn  # noqa: S704  the sentence is ours, its gaps are escaped
