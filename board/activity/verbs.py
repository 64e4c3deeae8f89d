"""What can happen: each feature declares its verbs in its verbs.py, and a declaration
is all there is to say of one.

News, mails, threads, feeds and open pages read it from here; nobody keeps a list of
their own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from enum import StrEnum
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from board.activity.models import Line
from board.activity.sentences import Sentence, Together
from board.db import AnyRow

InNews = Callable[[AnyRow], Sentence]
# the line, and the number of the thing whose thread it stands in
InThread = Callable[[AnyRow, int], Sentence]
# lines of one verb that follow each other in a thread, two of them or more
OfRun = Callable[[Sequence[AnyRow]], Sentence]


class Kind(StrEnum):
    """What a piece of news is to the person who hears of it: few kinds, so that they
    can say of each how they want to be mailed."""

    ANSWER = "answer"  # it waits for this person's answer, or can't wait
    SAID = "said"  # what became of what they said, support or follow
    TALK = "talk"  # what people write under it, or to those on a task with them
    DOING = "doing"  # who takes part in tasks they are on
    TO_JOIN = "to_join"  # events and tasks in which they could take part
    AROUND = "around"  # new posts in areas and places they follow
    ORGANISING = "organising"


@dataclass(frozen=True)
class Letter:
    """A mail of its own that leaves at once, whatever people chose, by the feature it
    names, to those whom the line concerns: a place is free, it is at another time.

    `words` are given the line and the title of its thing; `when` says of which lines.
    Such a line stands in no other mail.
    """

    words: Callable[[Any, str], str]
    by_feature: str
    when: Callable[[Any], bool] = lambda line: True


@dataclass(frozen=True, eq=False, repr=False)
class Verb(str):
    """Something that can happen, `noun.past`; it is the text that the log keeps.

    sentence: what those who hear of it read, with the way to the thing behind it.
    part: the table of what is new with it, where there is something.
    shows_part: whether its line shows in a thread what the part says.
    needs_part: whether its line stands in no thread where that is not to be seen.
    facts: what its line carries, each with its type; `| None` where it may be missing.
    regions: the parts of open pages that change, without their number.
    followers: kinds of topics; whoever follows such a topic of the line hears of it.
    concerns: why others hear of it (see reasons.py); `concerns_if` a fact is true.
    is_news: whether anybody at all hears of this line.
    kind: which kind of news it is; people choose by kind how they are mailed.
    answers: what its mail lets one answer by a link (confirm/answers.py).
    text: SQL for what somebody wrote with it, which mails quote.
    together: how its lines that belong together read as one piece of news.
    threads: by the kind of thing, what its line says there.
    run: what its lines say as one where they follow each other in a thread.
    turns: the threads in which it is a turn, so that where the thing stands is new.
    is_answer: whether an organiser who does it has taken a post further.
    changes_rights: whether what the person may see is different now.
    """

    name: str
    sentence: LazyString | InNews
    _: KW_ONLY
    part: Any = None
    shows_part: bool = True
    needs_part: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)
    regions: tuple[str, ...] = ()
    followers: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    concerns_if: Mapping[str, str] = field(default_factory=dict)
    is_news: Callable[[Line], bool] = lambda line: True
    kind: Kind = Kind.SAID
    together: Together | None = None
    answers: tuple[str, ...] = ()
    text: Any = None
    letter: Letter | None = None
    threads: Mapping[str, InThread] = field(default_factory=dict)
    run: OfRun | None = None
    turns: tuple[str, ...] = ()
    is_answer: bool = False
    changes_rights: bool = False

    def __new__(cls, name: str, *_rest: Any, **_more: Any) -> "Verb":
        """The text itself."""
        return super().__new__(cls, name)

    def __post_init__(self) -> None:
        """Declare it. Raises ValueError where it is declared or says nothing."""
        if self.name in _declared:
            raise ValueError(f"{self.name} is declared twice")
        if not (isinstance(self.sentence, LazyString) or callable(self.sentence)):
            raise ValueError(f"{self.name} has no sentence")
        _declared[self.name] = self

    def news(self, line: AnyRow) -> Sentence:
        """What is read of a line of it by those who hear."""
        if isinstance(self.sentence, LazyString):
            return Sentence(str(self.sentence))
        return self.sentence(line)

    def has_own_letter(self, line: Any) -> bool:
        """Whether a mail of its own tells of this line."""
        return self.letter is not None and self.letter.when(line)

    def check(self, facts: Mapping[str, Any]) -> None:
        """Raises TypeError for facts other than those declared."""
        wrong = [
            name
            for name, kind in self.facts.items()
            if not _is_a(facts.get(name), kind)
        ]
        wrong += facts.keys() - self.facts.keys()
        if wrong:
            raise TypeError(f"{self.name} does not carry {sorted(wrong)} like this")


def _is_a(fact: Any, kind: Any) -> bool:
    if isinstance(fact, bool):  # which Python counts among the numbers
        return kind in (bool, bool | None)
    return isinstance(fact, kind)


_declared: dict[str, Verb] = {}


def named(name: str) -> Verb:
    """The verb of this name. Raises KeyError where no feature declared it."""
    return _declared[name]


def all_verbs() -> tuple[Verb, ...]:
    """All that was declared."""
    return tuple(_declared.values())


def in_thread(kind: str) -> tuple[Verb, ...]:
    """The verbs that stand in the thread of this kind of thing."""
    return tuple(verb for verb in all_verbs() if kind in verb.threads)


def with_part(table: Any) -> tuple[Verb, ...]:
    """The verbs whose lines show a row of this table, which is their part."""
    return tuple(v for v in all_verbs() if v.part is table and v.shows_part)


def needing(*tables: Any) -> tuple[Verb, ...]:
    """The verbs whose lines say nothing without their part, a row of these tables."""
    return tuple(v for v in all_verbs() if v.part in tables and v.needs_part)


def turns_of(kind: str) -> tuple[Verb, ...]:
    """The verbs after which such a thing stands elsewhere."""
    return tuple(verb for verb in all_verbs() if kind in verb.turns)


DEMO_LOADED = Verb("demo.loaded", _l("A made-up neighbourhood was loaded."))
