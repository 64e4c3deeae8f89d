"""The rules of what people say about themselves."""

from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from board import clock
from board.accounts.actions import one_by_one
from board.activity.actions import record
from board.areas.models import Area
from board.db import Conditions, db, put, read
from board.errors import Conflict, NotFound
from board.folding import same_name
from board.people import verbs
from board.people.models import Line, LineKind, SeenBy
from board.people.request_models import Asking, Wish
from board.policy import Actor, require

MOST = 30  # lines of one person


class Said(NamedTuple):
    """A line as somebody gives it."""

    kind: LineKind
    words: str
    seen_by: SeenBy = SeenBy.ORGANISERS


def say(by: Actor, *lines: Said) -> int:
    """Write lines about oneself; how many are new. What stands there already is seen
    as it is said now.

    Raises Conflict for more lines than a page has room for.
    """
    require(by, "person.describe")
    one_by_one(by)
    new = _write(by.id, lines)
    if lines:
        _record(by)
    return new


def type_in(area: Area, by: Actor, person: Actor, *lines: Said) -> int:
    """Write what somebody of the area gave on paper, with who sees each line; they are
    told and can change it. How many lines are new."""
    require(by, "person.type_in", area)
    one_by_one(person)
    new = _write(person.id, lines, typed_by=by.id)
    facts = {"person": person.id, "lines": len(lines)}
    record(verbs.TYPED_IN, area, by=by, topics=[f"person-{person.id}"], **facts)
    return new


def change(by: Actor, line_id: int, words: str, seen_by: SeenBy) -> None:
    """Say a line of one's own another way, or show it to others; NotFound for another
    person's."""
    require(by, "person.describe")
    one_by_one(by)
    values = {"words": words, "seen_by": seen_by, "compared": same_name(words)}
    changed = update(Line).where(*_own(by, line_id))
    if not db.session.execute(changed.values(**values, typed_by_id=None)).rowcount:  # type: ignore[attr-defined]
        raise NotFound
    _record(by)


def remove(by: Actor, line_id: int) -> None:
    """Take a line of one's own away; NotFound for another person's."""
    require(by, "person.describe")
    if not db.session.execute(delete(Line).where(*_own(by, line_id))).rowcount:  # type: ignore[attr-defined]
        raise NotFound
    _record(by)


def wish(by: Actor, how: Wish) -> None:
    """Say how one wants to be asked."""
    require(by, "person.describe")
    put(Asking, ["person_id"], person_id=by.id, wish=how)


def _write(person_id: int, lines: tuple[Said, ...], typed_by: int | None = None) -> int:
    known = {
        (row.kind, same_name(row.words)): row.id
        for row in read(
            select(Line.id, Line.kind, Line.words).where(Line.person_id == person_id)
        )
    }
    new = {(said.kind, same_name(said.words)): said for said in lines}
    if len(known.keys() | new.keys()) > MOST:
        raise Conflict(
            _("There is room for %(num)s lines. Take one away first.", num=MOST)
        )
    for key, said in new.items():
        if key in known:
            # what was typed in from paper shows no line to more people than before
            if typed_by is None:
                shown = update(Line).where(Line.id == known[key])
                db.session.execute(shown.values(seen_by=said.seen_by))
            continue
        line = Line(**said._asdict(), person_id=person_id, at=clock.now())
        line.compared = same_name(said.words)
        line.typed_by_id = typed_by
        db.session.add(line)
    return len(new.keys() - known.keys())


def _own(by: Actor, line_id: int) -> Conditions:
    return Line.id == line_id, Line.person_id == by.id


def _record(by: Actor) -> None:
    """The log says that, never what."""
    record(verbs.LINES_CHANGED, by, kind="person", by=by, topics=[f"person-{by.id}"])
