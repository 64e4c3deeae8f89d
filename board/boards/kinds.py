"""What kinds of things boards tell each other: how each is written, compared with what
is here, told to people, and taken."""

from collections.abc import Callable
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l

from board.boards.documents import About
from board.policy import Actor


class Here(NamedTuple):
    """The thing of a lineage on this board."""

    id: int
    about: About
    is_hidden: bool = False


class Kind(NamedTuple):
    """One of them.

    `here` finds the thing of a lineage. `check` raises Invalid for what would not fit.
    `receive` has the board say what came, with the rules of whoever looks after such
    things, and gives the thing; nothing where it is only read. `told` is all of it for
    people to read, each part with its name. `at` is where the thing then stands. Of
    what is `single` another of the same name does not take its place.
    """

    name: str
    path: str
    icon: str
    label: Any
    told: Callable[[About], dict[str, str]]
    here: Callable[[str], Here | None] = lambda lineage: None
    check: Callable[[About], None] = lambda about: None
    receive: Callable[[Actor, About], Any] | None = None
    at: Callable[[Any], str] | None = None
    lead: Any = _l("A draft from elsewhere. It shows here once you accept it.")
    single: bool = False

    def leads_to(self, thing: Any) -> str:
        """The page of what was accepted."""
        if self.at:
            return self.at(thing)
        return f"{self.path}/{thing.id}" if thing else "/boards"


def lines(*parts: str) -> str:
    """Those that say something, one below the other."""
    return "\n".join(part for part in parts if part)
