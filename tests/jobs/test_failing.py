"""A job that fails stops no other, and is tried again in the next round."""

import pytest
from flask import Flask
from sqlalchemy import text

from board import clock
from board.db import db
from board.jobs.models import Job
from board.jobs.run import jobs, run_all
from tests.builders import Rows
from tests.cli.conftest import Command, board  # noqa: F401  the fixture


def broken() -> int:
    """Asks for a table that is not there."""
    db.session.execute(text("SELECT * FROM nothing"))
    return 0


@pytest.fixture(autouse=True)
def one_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first of all jobs."""
    others = dict(jobs)
    for name in others:
        monkeypatch.delitem(jobs, name)
    for name, batch in {"broken": broken, **others}.items():
        monkeypatch.setitem(jobs, name, batch)


def test_the_others_are_done_all_the_same(app: Flask, rows: Rows) -> None:
    with app.app_context():
        done = run_all()
    assert done.pop("broken") is None
    assert set(done) >= set(jobs) - {"broken"}
    assert all(count == 0 for count in done.values())
    assert rows.get(Job, "broken").leased_until <= clock.now(), "it was given back"


def test_the_command_names_it_and_ends_with_1(board: Command) -> None:  # noqa: F811
    done = board("jobs", "--once")
    assert done.exit_code == 1
    assert "Failed: broken." in done.output
    assert "issues: looked at 0." in done.output
