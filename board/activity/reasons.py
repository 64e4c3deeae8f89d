"""Why somebody hears of a line of the log without having done anything for it: each
feature says whom it concerns."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, String, bindparam, cast, null, select

from board.activity.models import Follow, Line
from board.activity.verbs import Verb, named
from board.db import AnyRow, AnySelect

Values = dict[str, Any]


@dataclass(frozen=True)
class Reason:
    """`people` selects (person, why); `values` fills what is not the line's own, None
    where it concerns nobody.

    The line's `subject`, `part`, `area` and `actor` are always given.
    """

    people: AnySelect
    values: Callable[[Line], Values | None] = lambda line: {}


_declared: dict[str, Reason] = {}
_words: dict[str, Callable[[AnyRow], str]] = {}
_joined: dict[str, list[str]] = {}  # by verb, what features to its right add


def declare(name: str, reason: Reason, of: Iterable[Verb] = ()) -> None:
    """A reason that verbs name; or one that is heard of verbs of other features."""
    _declared[name] = reason
    for verb in of:
        reasons = _joined.setdefault(verb, [])
        if name not in reasons:
            reasons.append(name)


def explain(why: str, words: Callable[[AnyRow], str]) -> None:
    """What somebody who heard reads of the reason; `why` is what was selected with
    them, a topic without its numbers among it."""
    _words[why] = words


def explained(line: AnyRow) -> str:
    """Why a person was notified, as a sentence; empty where no reason is stored, or
    it has no words.

    A reason is a word such as `organiser`, or the topic one follows: `issue-12`, with
    its part behind it in `area-3-category-noise`.
    """
    why = line.why or ""
    name, *rest = why.split("-")
    if len(rest) > 1:
        part = rest[1]
        name = f"{name}-{part}"
    words = _words.get(name)
    return words(line) if words else ""


def people(name: str) -> AnySelect:
    """(person, why) of those whom it concerns for this reason."""
    return _declared[name].people


def concerned(line: Line) -> dict[str, Values]:
    """The reasons for which people hear of a line, each with the values it needs."""
    verb = named(line.verb)
    if not verb.is_news(line):
        return {}
    names = ["follows", *verb.concerns, *_joined.get(verb, ())]
    for fact, name in verb.concerns_if.items():
        if line.facts.get(fact):
            names.append(name)
    found: dict[str, Values] = {}
    for name in names:
        values = _declared[name].values(line)
        if values is not None:
            found[name] = values
    return found


FOLLOWERS = select(Follow.person_id, Follow.topic).where(
    Follow.topic.in_(bindparam("topics", expanding=True))
)
# the person among the facts
THE_PERSON = select(bindparam("person", type_=Integer), cast(null(), String))


def _followed(line: Line) -> Values | None:
    kinds = named(line.verb).followers
    topics = []
    for topic in line.topics:
        kind, _, _number = topic.partition("-")
        if kind in kinds:
            topics.append(topic)
    return {"topics": topics} if topics else None


def _person(line: Line) -> Values:
    return {"person": line.facts["person"]}


declare("one", Reason(THE_PERSON, _person))
declare("follows", Reason(FOLLOWERS, _followed))
