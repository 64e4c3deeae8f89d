"""What a change would do to a task and to whom, as it is shown before anything is
saved."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from flask_babel import gettext as _

from board.db import AnyRow
from board.errors import Conflict, Invalid
from board.tasks.models import Task

TIMES = ("shape", "starts_at", "ends_at", "due_on", "last_day")


def change_of(column: str) -> str:
    """What a reader is told has changed with a column: the time, or what it is
    called."""
    return "time" if column in TIMES else column


@dataclass(frozen=True)
class Effect:
    """What saving would do to one task, and to whom; what a reader is shown of it
    outlives the transaction."""

    task: Task
    id: int
    title: str
    starts_at: datetime | None
    people: list[AnyRow]  # who hold a place now, and keep it unless they are losing it
    values: dict[str, Any] = field(default_factory=dict)
    changed: tuple[str, ...] = ()
    left_alone: tuple[str, ...] = ()  # would change, but was changed by hand
    losing: list[AnyRow] = field(default_factory=list)  # the latest to claim
    is_off: bool = False

    @property
    def concerns(self) -> list[AnyRow]:
        """Those who hold a place and have to know before it is too late: another time
        or place, no place on it, no task."""
        is_moved = {"time", "place"} & set(self.changed)
        return self.people if self.is_off or is_moved else self.losing

    @property
    def shown(self) -> list[Any]:
        """What a reader is shown, to tell whether it is still true."""
        concerned = [claim.id for claim in self.concerns]
        losing = [claim.id for claim in self.losing]
        shown = [self.id, self.changed, self.left_alone, self.is_off]
        return [*shown, concerned, losing]


class Unseen(Conflict):
    """The change concerns people, and whoever makes it has not seen whom as things
    stand now."""

    def __init__(
        self, effects: list[Effect], new_days: list[date] | None = None
    ) -> None:
        self.effects = effects
        self.new_days = new_days or []
        self.fingerprint = fingerprint(effects, new_days)
        super().__init__(
            _("Something changed while you were looking. This is what it would do now.")
        )


def fingerprint(effects: list[Effect], new_days: list[date] | None = None) -> str:
    """A short text that is another one when anything that was shown is no longer so;
    carried by the form that confirms it."""
    shown = [[effect.shown for effect in effects], new_days]
    return sha256(repr(shown).encode()).hexdigest()[:32]


def effect_of(
    task: Task,
    people: list[AnyRow],
    values: dict[str, Any],
    by_hand: Collection[str] = (),
) -> Effect:
    """What these values would do to the task, leaving alone what was changed by hand;
    Invalid when it can't be."""
    wanted = {
        name: value for name, value in values.items() if getattr(task, name) != value
    }
    new = {
        name: value for name, value in wanted.items() if change_of(name) not in by_hand
    }
    places = new.get("places", task.places)
    # one of the two was changed by hand
    if new.get("newcomer_places", task.newcomer_places) > places:
        new["newcomer_places"] = places
    if places < task.done:
        raise Invalid(
            _(
                "%(num)s people have done it already, so it can't have fewer places.",
                num=task.done,
            ),
            "places",
        )
    changed = {change_of(name) for name in new}
    left_alone = {change_of(name) for name in wanted} - changed
    too_many = max(0, task.taken - places)
    return Effect(
        task,
        task.id,
        task.title,
        task.starts_at,
        people,
        values=new,
        changed=tuple(sorted(changed)),
        left_alone=tuple(sorted(left_alone)),
        losing=people[len(people) - too_many :],
    )


def called_off(task: Task, people: list[AnyRow]) -> Effect:
    """The task is called off, and these people held a place."""
    return Effect(task, task.id, task.title, task.starts_at, people, is_off=True)
