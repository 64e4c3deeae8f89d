"""Things: what the log tells of that has a page of its own. Each feature names its own
kinds, and whoever has only a kind finds model, address and title here."""

from typing import Any, NamedTuple


class Thing(NamedTuple):
    """A kind of thing.

    `path` is what addresses of its pages begin with, before the value of `key`; `title`
    and `key` are names of columns.
    """

    model: Any
    path: str
    icon: str
    title: str = "title"
    key: str = "id"

    @property
    def kind(self) -> str:
        """The word before the number in its topic: `issue` in `issue-12`."""
        return str(self.model.__tablename__)

    def address(self, key: object) -> str:
        """Of the page of one of them."""
        return f"{self.path}/{key}"


_known: dict[str, Thing] = {}


def add(thing: Thing) -> None:
    """Make a kind of thing known. Raises ValueError where another has its name."""
    if _known.setdefault(thing.kind, thing) != thing:
        raise ValueError(f"The kind {thing.kind} is known already.")


def of_kind(kind: str) -> Thing:
    """The kind of this name. Raises KeyError where no feature named it."""
    return _known[kind]


def all_things() -> tuple[Thing, ...]:
    """All kinds, in the order of features."""
    return tuple(_known.values())
