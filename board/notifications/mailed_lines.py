"""Lines of the log as mails tell them: read once for all who hear of them."""

from collections.abc import Hashable, Iterable
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import bindparam, literal, select

from board.activity import things
from board.activity.models import Activity
from board.activity.verbs import named
from board.db import AnySelect, pieces, read
from board.notifications.entries import belongs_to
from board.notifications.queries import told

IDS: Any = bindparam("ids", expanding=True)


class MailedLine(NamedTuple):
    """A line, what belongs together with it, and what somebody wrote with it; `why` is
    the person's own."""

    id: int
    at: datetime
    verb: str
    facts: dict[str, Any]
    actor_id: int | None
    actor_name: str | None
    unnamed: bool
    area_id: int | None
    area_name: str | None
    area_slug: str | None
    subject_kind: str
    subject_id: int
    part_id: int | None
    title: str | None
    text: str = ""
    why: str | None = None
    key: Hashable = None
    by_area: bool = False  # and by reason, since each has its own way to stop it


class Lines:
    """The lines that several people hear of, by their number, but for those that a mail
    of their own tells of."""

    def __init__(self) -> None:
        self._known: dict[int, MailedLine | None] = {}

    def read(self, ids: Iterable[int]) -> None:
        """Read those of these that are not known yet."""
        missing = sorted(set(ids) - self._known.keys())
        for some in pieces(missing, 500):
            self._known |= dict.fromkeys(some) | _read(some)

    def of(self, ids: Iterable[int]) -> list[MailedLine]:
        """These, which were read, in this order."""
        return [line for id in ids if (line := self._known[id])]


def _read(ids: list[int]) -> dict[int, MailedLine]:
    rows = read(told().where(Activity.id.in_(IDS)), {"ids": ids})
    texts = _texts({row.verb for row in rows}, ids)
    found = {}
    for row in rows:
        if not named(row.verb).has_own_letter(row):
            line = MailedLine(**row._mapping, text=texts.get(row.id) or "")
            together = named(row.verb).together
            by_area = together is not None and together.by_area
            found[row.id] = line._replace(key=belongs_to(line), by_area=by_area)
    return found


def _texts(verbs: set[str], ids: list[int]) -> dict[int, str]:
    """What was written with these lines."""
    found: dict[int, str] = {}
    for verb in verbs:
        if named(verb).text is not None:
            rows = read(_texts_of(verb), {"ids": ids})
            found |= {row.id: row.text for row in rows}
    return found


@cache
def _texts_of(verb: str) -> AnySelect:
    """(id, text) of what was written with lines of a verb, where everybody who hears of
    them may read it."""
    declared = named(verb)
    text = declared.text.label("text")
    found = select(Activity.id, text).where(Activity.verb == literal(verb))
    for thing in things.all_things():
        if declared.part is None and thing.model is declared.text.class_:
            found = found.join(thing.model, thing.model.id == Activity.subject_id)
    if declared.part is not None:
        found = found.join(declared.part, declared.part.id == Activity.part_id)
    return found.where(Activity.id.in_(IDS))
