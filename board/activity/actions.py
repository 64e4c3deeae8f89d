"""Writing the log: lines are collected while an action runs and written last, right
before the commit."""

import threading
from collections.abc import Callable, Iterable
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import bindparam, delete, event, insert, text
from sqlalchemy.orm import ORMExecuteState, Session

from board import clock
from board.activity.models import Activity, Follow, Line
from board.activity.queries import version
from board.activity.verbs import Verb
from board.db import db, note_change, put, read, table_of, write
from board.places import Place

Listener = Callable[[list[Line]], None]
# Told of each transaction's lines, in the same transaction.
LISTENERS: Place[Listener] = Place("activity.listeners", several=True)
# set when this process wrote to the log; wakes the live stream's watcher
committed = threading.Event()
# PostgreSQL advisory lock: ids of the log become visible in their order
LOG_LOCK = 7_311_001
WAIT_FOR_LOG = text(f"SELECT pg_advisory_xact_lock({LOG_LOCK})")
LINES = table_of(Activity)
ADD_LINES = insert(LINES).returning(LINES.c.id, sort_by_parameter_order=True)
MINE = (Follow.topic == bindparam("topic"), Follow.person_id == bindparam("person"))
UNFOLLOW = delete(table_of(Follow)).where(*MINE)


def record(
    verb: Verb,
    subject: Any,
    *,
    by: Any,
    topics: list[str] | None = None,
    part: Any = None,
    kind: Any = None,
    **facts: Any,
) -> None:
    """Add a line to the log of this transaction.

    `subject` has a page of its own. The line stands in its area and under its topics,
    or under `topics` where others are given. `kind` is what the subject is where it is
    a row of columns rather than an entity; such a row has no topics of its own. `part`
    is the row within it that is new (a comment, an update, a claim). `facts` are those
    the verb declares, or TypeError: ids, numbers and enum values, never prose.
    """
    verb.check(facts)
    line = Line(
        at=clock.now(),
        actor_id=by and by.id,
        verb=verb,
        subject_kind=kind or subject.__tablename__,
        subject_id=subject.id,
        part_id=part and part.id,
        area_id=getattr(subject, "area_id", None),  # a person is in none
        facts=facts,
        topics=sorted(set(subject.topics if topics is None else topics)),
    )
    db.session.info.setdefault("lines", []).append(line)


def follow(topic: str, by: Any) -> None:
    """The person hears of what happens under the topic; following twice is following
    once."""
    put(Follow, ["topic", "person_id"], topic=topic, person_id=by.id, carried=False)


def unfollow(topic: str, by: Any) -> None:
    """The person no longer hears of the topic."""
    write(UNFOLLOW, {"topic": topic, "person": by.id})


def notify_now() -> None:
    """Write what was recorded so far and notify its followers, so that a person who
    follows later is not notified of it."""
    _write_lines(db.session())


def unless_held(message: str) -> str:
    """What whoever wrote something reads of it; something else where a listener said
    that an organiser looks first."""
    if db.session.info.pop("held", False):
        return str(_("An organiser looks at it first. You hear when it is published."))
    return message


def _write_lines(session: Session) -> None:
    session.flush()
    lines: list[Line] = session.info.pop("lines", [])
    if session.info.pop("public", False) and not lines:
        raise RuntimeError("something public changed without a line in the log")
    if not lines:
        return
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(WAIT_FOR_LOG)
    columns = [
        {name: value for name, value in vars(line).items() if name != "id"}
        for line in lines
    ]
    for line, number in zip(lines, _added(columns), strict=True):
        line.id = number
    session.info["wake"] = True
    for listener in LISTENERS:
        listener(lines)
    # the lines just written need no lines of their own
    session.info.pop("public", None)


def _added(lines: list[dict[str, Any]]) -> Iterable[int]:
    """Write the lines; their numbers."""
    if len(lines) == 1 or db.engine.dialect.name == "postgresql":
        return [made.id for made in read(ADD_LINES, lines)]
    # SQLite gives rows back in no order, and so one by one; but its numbers follow each
    # other, as nobody else writes.
    write(insert(LINES), lines)
    newest = version()
    return range(newest - len(lines) + 1, newest + 1)


def _note_rows(session: Session, _context: object) -> None:
    for row in (*session.new, *session.dirty, *session.deleted):
        note_change(type(row))


def _note_statement(state: ORMExecuteState) -> Any:
    changes = state.is_insert or state.is_update or state.is_delete
    if (
        not changes
        or state.bind_mapper is None
        or state.execution_options.get("may_do_nothing")
    ):
        return None
    result = state.invoke_statement()
    if getattr(result, "rowcount", 1):
        note_change(state.bind_mapper.class_)
    return result


def _wake(session: Session) -> None:
    if session.info.pop("wake", False):
        committed.set()


def _forget(session: Session, _previous: object = None) -> None:
    for key in ("lines", "public", "wake"):
        session.info.pop(key, None)


def init_app() -> None:
    """Hook the log into the session: no public row changes without a line, and lines
    come last."""
    hooks: dict[str, Callable[..., Any]] = {
        "before_commit": _write_lines,
        "after_flush": _note_rows,
        "do_orm_execute": _note_statement,
        "after_commit": _wake,
        "after_soft_rollback": _forget,
    }
    for name, hook in hooks.items():
        if not event.contains(db.session, name, hook):
            event.listen(db.session, name, hook)
