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
    """Why a person was told, as a sentence; nothing where no reason was kept."""
    kind, _number, part = [*(line.why or "").split("-"), "", ""][:3]
    words = _words.get(f"{kind}-{part}" if part else kind)
    return words(line) if words else ""


def people(name: str) -> AnySelect:
    """(person, why) of those whom it concerns for this reason."""
    return _declared[name].people


def concerned(line: Line) -> dict[str, Values]:
    """The reasons for which people hear of a line, each with the values it needs."""
    verb = named(line.verb)
    if not verb.is_news(line):
        return {}
    names = [*verb.concerns, *_joined.get(verb, ())]
    names += [name for fact, name in verb.concerns_if.items() if line.facts.get(fact)]
    found = {name: _declared[name].values(line) for name in ("follows", *names)}
    return {name: values for name, values in found.items() if values is not None}


def _followed(line: Line) -> Values | None:
    kinds = named(line.verb).followers
    topics = [topic for topic in line.topics if topic.split("-")[0] in kinds]
    return {"topics": topics} if topics else None


declare(
    "one",  # the person among the facts
    Reason(
        select(bindparam("person", type_=Integer), cast(null(), String)),
        lambda line: {"person": line.facts["person"]},
    ),
)
declare(
    "follows",
    Reason(
        select(Follow.person_id, Follow.topic).where(
            Follow.topic.in_(bindparam("topics", expanding=True))
        ),
        _followed,
    ),
)
