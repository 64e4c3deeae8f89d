"""Deciding on several cases at once: each for itself, with a line of its own in the
log."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum

from board import clock
from board.moderation import letters, queries
from board.moderation.case_actions import decide_untold
from board.moderation.decisions import Decided, Decision
from board.moderation.finding import find
from board.moderation.models import Case, State
from board.moderation.rules import Basis
from board.moderation.target_lists import Written, written_since
from board.moderation.targets import Target
from board.policy import Actor, allowed

DAY = timedelta(days=1)


class Choice(StrEnum):
    """What is decided on all of them."""

    NOTHING = "nothing"
    HIDE = "hide"
    ALL = "all"  # and what else their authors wrote within a day
    OUT = "out"  # the same, and the authors are kept out of the area


def waits_for(case: Case, person: Actor | None) -> bool:
    """Whether a case waits for this moderator to decide."""
    is_new = case.state in (State.OPEN, State.HELD)
    return is_new and allowed(person, "moderation.decide", case)


def written_lately(case: Case, by: Actor) -> list[Written]:
    """What the author of a case wrote within a day that everybody reads: in its area,
    or for an operator anywhere."""
    if case.author_id is None:
        return []
    area = None if by.is_operator else case.area_id
    return written_since(case.author_id, clock.now() - DAY, area)


def decide_all(
    case_ids: Iterable[int],
    by: Actor,
    choice: Choice,
    basis: Basis,
    until: datetime | None = None,
) -> tuple[int, int]:
    """Decide the same on several cases, and tell each whom it concerns in one mail; how
    many decisions that took, and how many cases were left, because they wait no longer
    or not for this moderator."""
    done: list[Decided] = []
    left = 0
    for number in case_ids:
        case = queries.get(number)
        if case.id in {one.case.id for one in done}:
            continue  # decided with another of the same author
        if not waits_for(case, by):
            left += 1
            continue
        for target, decision in _decisions(case, by, choice, basis, until):
            first = done[0].line.id if done else None
            done.append(decide_untold(target, by, decision, bulk=first))
    letters.tell(done)
    return len(done), left


def _decisions(
    case: Case, by: Actor, choice: Choice, basis: Basis, until: datetime | None
) -> Iterator[tuple[Target, Decision]]:
    """What one choice means for one case, one decision after the other."""
    target = find(case.kind, case.thing_id)
    if choice == Choice.NOTHING:
        act = "accept" if case.state == State.HELD else "nothing"
        yield target, Decision(act, basis)
        return
    is_shown = target.hidden_at is None or case.state == State.HELD
    if target.kind != "person" and is_shown:
        yield target, Decision("hide", basis)
    if choice == Choice.HIDE:
        return
    for other in written_lately(case, by):
        yield find(other.kind, other.id), Decision("hide", basis)
    if choice == Choice.OUT and case.author_id:
        reach = "area" if case.area_id else "board"
        yield find(case.kind, case.thing_id), Decision("ban", basis, until, reach)
