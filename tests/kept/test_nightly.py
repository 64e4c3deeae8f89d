"""A backup each night where a folder is named; which are kept, and who is told."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from board import clock
from board.config import Settings
from board.jobs.run import run_all
from board.kept import needs, nightly
from tests.builders import Maker, People
from tests.cli.conftest import Command, board  # noqa: F401  the fixture
from tests.conftest import on_sqlite
from tests.kept.conftest import left
from tests.markup import check
from tests.pages import Browser, over_wsgi

MORNING = datetime(2026, 11, 30, 3, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where backups go."""
    (tmp_path / "nightly").mkdir()
    return tmp_path / "nightly"


@pytest.fixture
def nightly_app(app_with: Callable[..., Flask], folder: Path) -> Flask:
    """A board with a backup each night."""
    return app_with(backup=str(folder))


def fill(folder: Path, today: date, days: int) -> None:
    """One for each of so many days before today."""
    for ago in range(1, days + 1):
        day = today - timedelta(days=ago)
        file = folder / f"board-{day}.tar.gz"
        file.touch()
        moment = datetime(day.year, day.month, day.day, 2, tzinfo=UTC).timestamp()
        os.utime(file, (moment, moment))


def test_the_job_makes_one_a_day(
    nightly_app: Flask, folder: Path, people: People
) -> None:
    with nightly_app.app_context():
        with clock.set_to(MORNING - timedelta(hours=2)):
            assert nightly.back_up() == 0, "it is night, and others may be at it"
        with clock.set_to(MORNING):
            assert run_all()["backup"] == 1
            assert run_all()["backup"] == 0
    assert left(folder) == ["board-2026-11-30.tar.gz"]


@on_sqlite
def test_none_is_made_unless_a_folder_is_named(app: Flask) -> None:
    with app.app_context(), clock.set_to(MORNING):
        assert nightly.back_up() == 0


@on_sqlite
def test_each_of_a_week_is_kept_then_one_a_week_and_none_after_35_days(
    nightly_app: Flask, folder: Path
) -> None:
    today = date(2026, 11, 30)
    fill(folder, today, 60)
    (folder / "board-of-the-hall.txt").touch()
    with nightly_app.app_context(), clock.set_to(MORNING):
        nightly.forget_old(nightly_app.config["BOARD"])
        days = [one.day for one in nightly.kept(nightly_app.config["BOARD"])]
    assert [(today - day).days for day in days[:6]] == [1, 2, 3, 4, 5, 6]
    assert {day.weekday() for day in days[7:]} == {6}, "the last of each week"
    assert (today - days[-1]).days < 35
    assert len(days) == 11
    assert (folder / "board-of-the-hall.txt").exists(), "what is not ours stays"


def test_operators_read_how_old_the_newest_is(
    nightly_app: Flask, folder: Path, make: Maker, people: People
) -> None:
    operator = Browser(over_wsgi(nightly_app), make.cookie(people.operator))
    page = operator.get("/operator/backups")
    assert page.says("There is no backup yet.")
    assert not operator.get("/operator").says("There is no backup yet.")
    make.issue(people.resident)
    two_days_on = clock.set_to(clock.now() + timedelta(days=2))
    with two_days_on, nightly_app.test_request_context():
        (need,) = needs.stale_backup()
    assert "There is no backup yet." in need.words
    assert "backup: none yet" in operator.get("/readyz").text
    with nightly_app.app_context():
        nightly.backups.make(folder / f"board-{clock.now().date()}.tar.gz")
    page = operator.get("/operator/backups")
    assert page.says("The newest was made", "They are not encrypted")
    check(page)
    assert not operator.get("/operator").says("The newest backup is of")
    assert "backup: newest of 20" in operator.get("/readyz").text


@on_sqlite
def test_without_a_folder_the_page_says_how_to_get_one(operator: Browser) -> None:
    page = operator.get("/operator/backups")
    assert page.says("The board makes no backups by itself.", "board backup FILE")
    check(page)
    assert "backup: none is made by itself" in operator.get("/readyz").text


@on_sqlite
def test_board_check_names_a_backup_that_is_too_old(
    board: Command,  # noqa: F811
    folder: Path,
    settings: Settings,
    people: People,
) -> None:
    fill(folder, clock.now().date(), 3)
    (folder / f"board-{clock.now().date() - timedelta(days=1)}.tar.gz").unlink()
    said = board("check", backup=str(folder))
    assert said.exit_code == 1
    assert "has no backup of the last 36 hours" in said.output
    said = board("check", base_url="http://board.example.org")
    assert "BOARD_BACKUP is not set" in said.output
    assert "BOARD_BASE_URL is not https" in said.output


@on_sqlite
def test_a_new_board_has_time_for_its_first_backup(
    board: Command,  # noqa: F811
    folder: Path,
    people: People,
    make: Maker,
) -> None:
    make.issue(people.resident)
    assert "BOARD_BACKUP" not in board("check", backup=str(folder)).output
    with make.app.app_context():
        assert not nightly.is_stale(make.app.config["BOARD"])
    with clock.set_to(clock.now() + timedelta(days=2)):
        assert "no backup of the last 36" in board("check", backup=str(folder)).output
