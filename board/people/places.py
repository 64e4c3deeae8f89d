"""What features to the right have somebody asked for, and what they show of a
person."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup
from sqlalchemy import ColumnElement, false

from board.activity.things import of_kind
from board.errors import NotFound
from board.places import Place
from board.policy import Actor


@dataclass(frozen=True)
class Askable:
    """A kind of thing that one person can be asked for.

    `things` gives those of some numbers as a person sees them, rows with `id`,
    `area_id` and `title`, in one statement, without those they may not see. `yes` does
    what an answer of yes means, as whoever is asked; it may raise Conflict or Invalid,
    with the reason. `of` is the kind of thing in the log (activity/things.py), where
    that has another word.
    """

    kind: str
    things: Callable[[list[int], Actor], Iterable[Any]] = field(compare=False)
    # what is asked, as a question with the thing's title
    question: Callable[[Any], str] = field(compare=False)
    yes: Callable[[int, Actor], object] = field(compare=False)
    # why it is too late to ask or to say yes; nothing while it is not
    too_late: Callable[[Any], str] = field(default=lambda _thing: "", compare=False)
    # whether somebody has a part in a thing, both columns or numbers
    has_part: Callable[[Any, Any], ColumnElement[bool]] = field(
        default=lambda _person, _thing: false(), compare=False
    )
    of: str = ""

    def thing(self, number: int, person: Actor) -> Any:
        """The one of this number as a person sees it. Raises NotFound."""
        for found in self.things([number], person):
            return found
        raise NotFound

    def address(self, thing: Any) -> str:
        """Of the page of the thing."""
        return of_kind(self.subject_kind).address(thing.id)

    @property
    def subject_kind(self) -> str:
        """The kind of thing as the log knows it."""
        return self.of or self.kind


ASKABLE: Place[Askable] = Place("people.askable", several=True)

# Of a person, a row with `id` and `name`, and who reads; None is a visitor.
PersonPart = Callable[[Any, Actor | None], Markup]
# What stands on somebody's page below their lines.
PERSON_PARTS: Place[PersonPart] = Place("people.person_parts", several=True)


def askable(kind: str) -> Askable:
    """The kind of this name. Raises LookupError where no feature offers it."""
    for found in ASKABLE:
        if found.kind == kind:
            return found
    raise LookupError(kind)
