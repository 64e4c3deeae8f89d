"""The watcher reads only what somebody listens to, and what comes in a
burst together."""

import threading
import time
from collections.abc import Iterator

import pytest
from flask import Flask

from board.activity.models import Activity
from board.live.connection import Batch
from board.live.regions import Key
from board.live.watcher import REST, Watcher
from tests.builders import Maker, People, Rows, Things
from tests.db.test_query_counts import counted


class Listeners:
    """Who listens, and what they were given."""

    def __init__(self) -> None:
        self.keys: list[Key] = []
        self.batches: list[Batch] = []
        self.arrived = threading.Semaphore(0)

    def take(self, batch: Batch) -> None:
        """As the hub does."""
        self.batches.append(batch)
        self.arrived.release()


@pytest.fixture
def listeners() -> Listeners:
    """Nobody so far."""
    return Listeners()


@pytest.fixture
def watcher(app: Flask, listeners: Listeners) -> Iterator[Watcher]:
    """A watcher that looks when it is told to."""
    made = Watcher(
        app,
        heard=lambda: bool(listeners.keys),
        wanted=lambda: listeners.keys,
        deliver=listeners.take,
    )
    yield made
    made.reader.close()


def test_while_nobody_listens_no_line_is_read(
    app: Flask,
    watcher: Watcher,
    listeners: Listeners,
    make: Maker,
    people: People,
    things: Things,
) -> None:
    make.comment(things.other, people.member)
    with counted(app) as statements:
        watcher.read_new()
    assert (statements, listeners.batches) == ([], [])
    assert watcher.cursor == watcher.reader.newest()


def test_who_comes_later_hears_of_what_comes_later(
    watcher: Watcher, listeners: Listeners, make: Maker, people: People, things: Things
) -> None:
    watcher.read_new()
    key = Key(f"issue-{things.other.id}")
    listeners.keys.append(key)
    make.second(things.other, people.organiser)
    watcher.read_new()
    assert [list(batch.frames) for batch in listeners.batches] == [[key]]


def test_what_is_written_in_a_burst_is_read_together(
    watcher: Watcher,
    listeners: Listeners,
    make: Maker,
    people: People,
    things: Things,
    rows: Rows,
) -> None:
    listeners.keys.append(Key(f"issue-{things.other.id}"))
    began = time.monotonic()
    watcher.start()
    for _ in range(30):
        make.comment(things.other, people.member)
    took = time.monotonic() - began
    written = rows.all(Activity)[-1].id
    while not listeners.batches or listeners.batches[-1].newest < written:
        assert listeners.arrived.acquire(timeout=20)
    watcher.stopping = True
    watcher.join()
    assert len(listeners.batches) <= took / REST + 2
