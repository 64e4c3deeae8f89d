"""What was erased is in no file of SQLite's, also where somebody was
reading meanwhile."""

from pathlib import Path

import pytest
from flask import Flask

from board.config import Settings
from board.db import db
from board.jobs.run import run_all
from tests.builders import Maker, People
from tests.conftest import on_sqlite
from tests.pages import Browser

pytestmark = on_sqlite  # PostgreSQL's log is its own, see SECURITY.md
SECRET = "the blue door opposite"


def files_that_hold(words: str, settings: Settings) -> set[str]:
    """The names of the instance's files in which these bytes are."""
    found = (path for path in settings.instance_path.rglob("*") if path.is_file())
    return {path.name for path in found if words.encode() in Path(path).read_bytes()}


@pytest.fixture
def told(make: Maker, people: People) -> int:
    """A post that says too much."""
    return make.issue(people.resident, body=f"She lives behind {SECRET} the school.").id


def purge(organiser: Browser, post: int) -> None:
    """An organiser takes the words out of a post and its history."""
    said = {"body": "She lives near the school."}
    assert organiser.fill(f"/issues/{post}/purge", said).status == 303


def test_it_is_gone_at_once_where_nobody_reads(
    told: int, organiser: Browser, settings: Settings
) -> None:
    assert files_that_hold(SECRET, settings)
    purge(organiser, told)
    assert not files_that_hold(SECRET, settings)


def test_where_somebody_reads_a_job_comes_back_for_it(
    app: Flask, told: int, organiser: Browser, settings: Settings
) -> None:
    with app.app_context(), db.engine.connect() as reader:
        reader.exec_driver_sql("SELECT count(*) FROM issue").scalar()
        purge(organiser, told)
        run_all()
        assert files_that_hold(SECRET, settings), "it is being read"
        reader.rollback()
        run_all()
        assert not files_that_hold(SECRET, settings)
