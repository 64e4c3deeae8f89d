"""Answers that a mail offers: each a link to a page with one button, which does it
once, as the person it was mailed to. It signs nobody in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from board.accounts.models import Person
from board.confirm import signed
from board.drawing import full, today
from board.places import Place

LASTS = timedelta(days=30)
LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class Answer:
    """One thing a mail's link does, by its button."""

    name: str
    label: Any = field(compare=False)  # on the button, and beside the link
    path: str  # of the thing, before its number
    title_of: Callable[[int], str] = field(compare=False)
    act: Callable[[int, Person], object] = field(compare=False)  # the thing's number
    done: Any = field(compare=False)  # what is said once it is done
    # why it is too late, of the thing's number; nothing while it is not
    too_late: Callable[[int], str] = field(default=lambda _thing: "", compare=False)


ANSWERS: Place[Answer] = Place("mail.answers", several=True)


def known(name: str) -> Answer:
    """The answer of this name. Raises LookupError where no feature offers it."""
    for answer in ANSWERS:
        if answer.name == name:
            return answer
    raise LookupError(name)


def links(
    names: tuple[str, ...],
    person_id: int,
    thing_id: int,
    line_id: int,
    until: date = date.min,
) -> list[tuple[Any, str]]:
    """(label, address) of the answers that a mail about a line of the log offers to one
    person, for 30 days, or until a later day that is within a year."""
    day = today()
    ends = max(day + LASTS, min(until, day + LONGEST)).toordinal()
    found = []
    for name in names:
        meant = f"{name} {thing_id} {ends} {line_id}"
        token = signed.make("answer", person_id, meant)
        found.append((known(name).label, full(f"/mail/answer/{token}")))
    return found


def read(token: str) -> tuple[int, Answer, int] | None:
    """(person, answer, number of the thing) of a link; None for one that we did not
    make, or whose time is over."""
    found = signed.read("answer", token)
    if found is None:
        return None
    name, thing_id, ends, _line = found[1].split(" ")
    if date.fromordinal(int(ends)) < today():
        return None
    return found[0], known(name), int(thing_id)
