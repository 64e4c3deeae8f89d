"""Places: named gaps that one feature leaves for those to its right.

Whoever leaves a gap declares it in its `places.py`: `TASKS = Place("campaign.tasks")`.
Whoever fills it says so in its `feature.py`: `TASKS.fill(queries.of_campaign)`. So
nobody imports to the right, sets attributes on what belongs to others, or fills a gap
that nobody left.
"""

from collections.abc import Iterator
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Place(Generic[T]):
    """A gap for one filling, or for several where it says so.

    Raises ValueError where another gap has the name.
    """

    def __init__(self, name: str, *, several: bool = False) -> None:
        if name in _declared:
            raise ValueError(f"The place {name} is declared twice.")
        _declared[name] = self
        self.name = name
        self.several = several
        self._fillings: list[T] = []

    def fill(self, filling: T) -> None:
        """Put something into it; the same twice is once. Raises ValueError where it is
        taken."""
        if filling in self._fillings:
            return
        if self._fillings and not self.several:
            raise ValueError(f"The place {self.name} is taken.")
        self._fillings.append(filling)

    @property
    def filling(self) -> T:
        """What fills it. Raises LookupError where nothing does."""
        if not self._fillings:
            raise LookupError(f"Nothing fills the place {self.name}.")
        return self._fillings[0]

    def __iter__(self) -> Iterator[T]:
        """All that fills it, in the order of features."""
        return iter(self._fillings)


_declared: dict[str, Place[Any]] = {}


def all_places() -> tuple[Place[Any], ...]:
    """All that are declared."""
    return tuple(_declared.values())
