"""/readyz says line by line how the board is; `board check` says before a
disk is full."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from board import clock, disk
from board.config import Settings
from board.db import db
from board.jobs.run import run_all
from board.mail import actions
from board.mail.models import Outbox
from board.site import health_views
from tests.builders import Maker, People
from tests.cli.conftest import Command, board  # noqa: F401  the fixture
from tests.pages import Browser, Page
from tests.trouble.conftest import Trouble

MORE_THAN_THERE_IS = 2**60  # bytes


@pytest.fixture
def anybody(app: Flask, browser: type[Browser]) -> Browser:
    """Who watches over the server is not signed in."""
    return browser()  # type: ignore[call-arg]


def lines(page: Page) -> dict[str, str]:
    """What it says of each thing."""
    return dict(line.split(": ", 1) for line in page.text.splitlines()[1:])


def test_a_board_that_is_well_says_so_of_each_thing(anybody: Browser) -> None:
    page = anybody.get("/readyz")
    assert (page.status, page.text.splitlines()[0]) == (200, "ready")
    assert lines(page) == {
        "disk": "has room",
        "database": "answers",
        "migrations": "current",
        "mail": "0 waiting, 0 given up in 30 days",
        "jobs": "last done never",
        "backup": "none is made by itself",
    }


def test_it_says_what_waits_and_when_jobs_were_done(
    app: Flask, make: Maker, people: People, anybody: Browser
) -> None:
    with make.writing():
        for key in ("waits", "goes", "fails"):
            actions.queue(
                f"{key}@example.org",
                "confirm_post",
                key,
                title="The lamp",
                url="http://localhost/",
            )
        set_mail("goes", next_at=None, sent_at=clock.now(), text="")
        set_mail("fails", next_at=None)
    with app.app_context(), clock.set_to(datetime.now(UTC) + timedelta(days=1)):
        run_all()
        done = clock.now()
    said = lines(anybody.get("/readyz"))
    assert said["mail"] == "1 waiting, 1 given up in 30 days"
    assert said["jobs"] == f"last done {done:%Y-%m-%dT%H:%M:%SZ}"


def set_mail(key: str, **values: object) -> None:
    """What became of a mail."""
    db.session.execute(update(Outbox).where(Outbox.key == key).values(**values))


def test_a_database_that_is_away_is_told(anybody: Browser, away: Trouble) -> None:
    with away():
        page = anybody.get("/readyz")
    assert (page.status, page.text.splitlines()[0]) == (503, "not ready")
    said = lines(page)
    assert (said["disk"], said["database"]) == ("has room", "does not answer")
    assert "migrations" not in said


@pytest.mark.parametrize(
    "path",
    [
        *("/healthz", "/robots.txt", "/manifest.webmanifest", "/accent.css"),
        *("/sw.js", "/offline"),
    ],
)
def test_what_asks_the_database_nothing_goes_on_without_it(
    browsers: dict[str, Browser], away: Trouble, path: str
) -> None:
    for browser in browsers.values():
        browser.token()
    with away():
        assert {browser.get(path).status for browser in browsers.values()} == {200}


def test_an_old_schema_is_told(
    anybody: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health_views, "newest", lambda: "9999")
    page = anybody.get("/readyz")
    assert page.status == 503
    assert lines(page)["migrations"] == "behind, run `board init`"


def test_a_schema_of_another_program_is_told(app: Flask, anybody: Browser) -> None:
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0021'")
    page = anybody.get("/readyz")
    assert page.status == 503
    told = "of another program, see “Upgrades” in docs/keeping.md"
    assert lines(page)["migrations"] == told


def test_a_full_disk_is_told_without_where_it_is(
    anybody: Browser, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    (settings.instance_path / "uploads").mkdir()
    monkeypatch.setattr(disk, "LEAST", MORE_THAN_THERE_IS)
    page = anybody.get("/readyz")
    assert page.status == 503
    assert (
        lines(page)["disk"]
        == "no room in the instance folder, uploads, temporary folder"
    )
    assert lines(page)["database"] == "answers"


def test_check_names_each_disk_that_is_nearly_full(
    board: Command,  # noqa: F811
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(disk, "PLENTY", MORE_THAN_THERE_IS)
    found = board("check")
    assert found.exit_code == 1
    assert f"{settings.instance_path}: we can't write " in found.stderr
    assert "to this temporary folder. Make room" in found.stderr


def test_a_folder_that_is_not_there_has_no_room(settings: Settings) -> None:
    assert disk.Folder("uploads", settings.instance_path / "nowhere").lacks(0)
    assert not disk.Folder("instance folder", settings.instance_path).lacks(1)
