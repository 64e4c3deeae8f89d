"""Lines of the log become visible in the order of their ids, so that a reader who goes
by id misses none."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

from flask import Flask
from sqlalchemy import event

from board.activity.models import Activity
from board.db import db
from board.issues import verbs
from tests.builders import Maker, People, Rows


@contextmanager
def slow_first_commit(app: Flask, reached: Event, go_on: Event) -> Iterator[None]:
    """Whoever commits first waits with its lines written but not yet visible."""

    def wait(_connection: Any) -> None:
        if not reached.is_set():
            reached.set()
            go_on.wait(20)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "commit", wait)
    try:
        yield
    finally:
        event.remove(engine, "commit", wait)


def test_who_writes_later_is_seen_later(
    app: Flask, make: Maker, rows: Rows, people: People
) -> None:
    reached, go_on = Event(), Event()
    first = Thread(
        target=make.issue, args=(people.resident,), kwargs={"title": "First"}
    )
    second = Thread(
        target=make.issue, args=(people.member,), kwargs={"title": "Second"}
    )
    before = rows.count(Activity, verb=verbs.POSTED)
    with slow_first_commit(app, reached, go_on):
        first.start()
        assert reached.wait(20)
        second.start()
        second.join(0.5)
        seen = rows.count(Activity, verb=verbs.POSTED)
        go_on.set()
        first.join(20)
        second.join(20)
    assert seen == before, "a later line was seen before an earlier one"
    assert rows.count(Activity, verb=verbs.POSTED) == before + 2
