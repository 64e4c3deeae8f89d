"""What a change would do to a task and to whom, as it is shown before anything is
saved."""

from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from flask_babel import gettext as _

from board.db import AnyRow
from board.errors import Conflict, Invalid
from board.tasks.models import Task

# the others go by their name
WORDS = dict.fromkeys(("shape", "starts_at", "ends_at", "due_on", "last_day"), "time")


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
        """Those who hold a place and have to know before it is too late: another time,
        no place, no task."""
        return self.people if self.is_off or "time" in self.changed else self.losing

    @property
    def seen(self) -> list[Any]:
        """What a reader is shown, to tell whether it is still true."""
        ids = [
            [claim.id for claim in claims] for claims in (self.concerns, self.losing)
        ]
        return [self.id, self.changed, self.left_alone, self.is_off, *ids]


class Unseen(Conflict):
    """The change concerns people, and whoever makes it has not seen whom as things
    stand now."""

    def __init__(self, effects: list[Effect], made: list[date] | None = None) -> None:
        self.effects, self.made = effects, made or []
        self.fingerprint = fingerprint(effects, made)
        super().__init__(
            _("Something changed while you were looking. This is what it would do now.")
        )


def fingerprint(effects: list[Effect], made: list[date] | None = None) -> str:
    """What stands for all that was shown; carried by the form that confirms it."""
    return sha256(
        repr([[effect.seen for effect in effects], made]).encode()
    ).hexdigest()[:32]


def effect(
    task: Task,
    people: list[AnyRow],
    values: dict[str, Any],
    by_hand: list[str] | tuple[str, ...] = (),
) -> Effect:
    """What these values would do to the task, leaving alone what was changed by hand;
    Invalid when it can't be."""
    wanted = {
        name: value for name, value in values.items() if getattr(task, name) != value
    }
    new = {
        name: value
        for name, value in wanted.items()
        if WORDS.get(name, name) not in by_hand
    }
    places = new.get("places", task.places)
    # one of the two was left alone
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
    losing = people[len(people) - max(0, task.taken - places) :]
    changed, all_words = (
        {WORDS.get(name, name) for name in found} for found in (new, wanted)
    )
    words = (tuple(sorted(changed)), tuple(sorted(all_words - changed)))
    return Effect(
        task, task.id, task.title, task.starts_at, people, new, *words, losing
    )
