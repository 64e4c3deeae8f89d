"""`board doctor` looks at the machine, the settings, the database, mails and jobs."""

import resource
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from board import clock
from board.config import Settings
from board.db import db, write_tx
from board.doctor import database, fit, machine, work
from board.doctor.finding import Finding
from board.jobs.models import Job
from board.jobs.run import run_all
from tests.builders import Maker, People
from tests.cli.conftest import Command, board  # noqa: F401
from tests.conftest import administer, on_sqlite

PUBLIC = "https://board.example.org"


def told(found: Iterator[Finding]) -> str:
    """All of it as one text; each says why it matters and what to do."""
    all_of_it = list(found)
    for one in all_of_it:
        assert one.why
        assert one.do
    return "\n".join(one.what for one in all_of_it)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"bind": "0.0.0.0:8000"}, "lets others in"),
        ({"base_url": "http://board.example.org"}, "is not https"),
        ({"base_url": PUBLIC}, "BOARD_MAIL_URL is not set"),
        ({"base_url": PUBLIC}, "BOARD_BACKUP is not set"),
        ({"trusted_proxies": "127.0.0.1,*"}, "BOARD_TRUSTED_PROXIES names *"),
        ({"limits": "off"}, "BOARD_LIMITS is off"),
    ],
)
def test_settings_that_do_not_fit_are_named(
    settings: Settings, changed: dict[str, str], words: str
) -> None:
    assert words in told(fit.checks(replace(settings, **changed)))  # type: ignore[arg-type]


def test_a_board_that_is_set_well_has_nothing_to_mend(
    settings: Settings, tmp_path: Path
) -> None:
    well = {"base_url": PUBLIC, "mail_url": "smtp://mail.example.org"}
    found = fit.checks(replace(settings, backup=str(tmp_path), **well))
    assert all(one.is_note for one in found)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"workers": "64"}, "BOARD_WORKERS is 64"),
        ({"picture_memory": "100000000"}, "may take 100000100 MB"),
    ],
)
def test_more_than_the_machine_has_is_named(
    settings: Settings, changed: dict[str, str], words: str
) -> None:
    assert words in told(machine.checks(replace(settings, **changed)))  # type: ignore[arg-type]


def test_few_open_files_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _kind: (1024, 1024))
    assert "may have 1024 files open" in told(machine.open_files())


def test_a_file_with_secrets_that_others_can_read(
    settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "passphrase"
    file.write_text("three plain words")
    file.chmod(0o644)
    sources = {"backup_passphrase": f"file {file}"}
    found = told(fit.secrets_in_files(replace(settings, sources=sources)))
    assert f"{file} can be read by others" in found
    file.chmod(0o600)
    assert not list(fit.secrets_in_files(replace(settings, sources=sources)))


def test_jobs_that_stand_still_and_those_that_fail(make: Maker, people: People) -> None:
    with make.app.app_context():
        run_all()
        assert not list(work.checks())
        with write_tx():
            long_ago = clock.now() - timedelta(hours=3)
            db.session.execute(update(Job).values(last_run=long_ago))
            one = update(Job).where(Job.name == "erased").values(failure="ValueError")
            db.session.execute(one)
        said = told(work.checks())
        db.session.remove()
    assert "No job was done since" in said
    assert "These jobs failed: erased." in said


def test_a_clock_that_went_back(make: Maker, people: People) -> None:
    with clock.set_to(clock.now() + timedelta(hours=2)):
        make.issue(people.resident)
    with make.app.app_context():
        assert "which is still to come" in told(work.checks())
        with clock.set_to(clock.now() + timedelta(hours=3)):
            assert not list(work.clock_went_back())
        db.session.remove()


def test_what_postgresql_is_set_to(make: Maker, settings: Settings) -> None:
    with make.app.app_context():
        found = list(database.checks(replace(settings, workers="60")))
    if settings.is_sqlite:
        assert found == []
        return
    said = told(iter(found))
    assert "60 workers may open 1440 connections" in said
    # that of the tests forgets everything with its folder
    assert "fsync = off" in said


@on_sqlite
def test_the_command_says_it_in_words_and_ends_with_1(
    board: Command,  # noqa: F811
    people: People,
) -> None:
    well = board("doctor", "--inside")
    assert (well.exit_code, "Nothing is to be mended." in well.output) == (0, True)
    ill = board("doctor", "--inside", limits="off", mail_url="smtp://127.0.0.1:9")
    assert ill.exit_code == 1
    assert "To mend: BOARD_LIMITS is off." in ill.output
    assert "Nobody listens at 127.0.0.1:9" in ill.output
    assert "2 things to mend." in ill.output


def test_a_database_that_cannot_keep_every_letter_is_refused_in_words(
    board: Command,  # noqa: F811
    postgres: Path,
) -> None:
    administer(
        postgres,
        "DROP DATABASE IF EXISTS ascii",
        "CREATE DATABASE ascii ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' "
        "TEMPLATE template0",
    )
    url = f"postgresql+psycopg://postgres@/ascii?host={postgres}"
    for word in ("init", "doctor"):
        said = board(word, database_url=url)
        assert said.exit_code == 1
        assert "keeps text as SQL_ASCII, and has to keep it as UTF8" in said.output
        assert "createdb --encoding=UTF8" in said.output
