"""Lines of the log as mails tell them: read once for all who hear of them."""

from collections.abc import Hashable, Iterable
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import bindparam, literal, select

from board.activity import things
from board.activity.models import Activity
from board.activity.verbs import named
from board.db import AnySelect, read
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


class Lines:
    """The lines that were needed lately, by their number."""

    def __init__(self) -> None:
        self._known: dict[int, MailedLine] = {}

    def of(self, ids: Iterable[int]) -> dict[int, MailedLine]:
        """These lines; what is not known yet is read."""
        wanted = set(ids)
        missing = wanted - self._known.keys()
        if missing:
            self._known |= _read(sorted(missing))
        return {id: self._known[id] for id in wanted}


def _read(ids: list[int]) -> dict[int, MailedLine]:
    rows = read(told().where(Activity.id.in_(IDS)), {"ids": ids})
    verbs = {row.verb for row in rows}
    texts = {
        row.id: row.text
        for statement in (
            _texts_of(verb) for verb in verbs if named(verb).text is not None
        )
        for row in read(statement, {"ids": ids})
    }
    found = {}
    for row in rows:
        line = MailedLine(**row._mapping, text=texts.get(row.id) or "")
        found[row.id] = line._replace(key=belongs_to(line))
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
