"""`board check` finds what is wrong, and nothing where nothing is."""

import stat
from pathlib import Path

import pytest
from sqlalchemy import update

from board.config import Settings
from board.db import Model, db
from board.events.models import Event
from board.issues.models import Issue, Second
from board.tasks.models import Task
from tests.builders import Maker, People
from tests.cli.conftest import Command
from tests.conftest import on_sqlite


def test_check_finds_nothing_on_a_board_in_use(
    board: Command, people: People, make: Maker
) -> None:
    issue = make.issue(people.resident)
    make.second(issue, people.member)
    make.comment(issue, people.member)
    task = make.task(make.campaign(people.organiser, issue), people.organiser)
    make.claim(task, people.member, people.organiser)
    make.release(task, people.member)
    make.complete(task, people.organiser)
    said = board("check", mail_url="smtp://127.0.0.1")
    assert (said.exit_code, said.stdout) == (
        0,
        "All is well: settings, database, migrations, and the numbers in it.\n",
    )


@pytest.mark.untrue
@pytest.mark.parametrize(
    ("model", "wrong", "said"),
    [
        (Task, {"taken": 2}, "Task 1: the places taken are not those people hold."),
        (Task, {"done": 1}, "Task 1: the parts done are not those people have done."),
        (Event, {"going": 7}, "Event 1: the numbers of its list are wrong."),
        (
            Issue,
            {"second_count": 7},
            "Issue 1: the number of those who second it is wrong.",
        ),
        (Issue, {"comment_count": 7}, "Issue 1: the number of its comments is wrong."),
        (
            Issue,
            {"state": "duplicate"},
            "Issue 1: it repeats another without saying which",
        ),
    ],
)
def test_check_names_numbers_that_are_not_true(
    board: Command,
    people: People,
    make: Maker,
    model: type[Model],
    wrong: dict[str, object],
    said: str,
) -> None:
    task = make.task(
        make.campaign(people.organiser, make.issue(people.resident)), people.organiser
    )
    make.claim(task, people.member)
    make.attend(make.event(people.hodge_hill, people.organiser), people.member)
    with make.app.app_context(), db.engine.begin() as connection:
        connection.execute(update(model.__table__).values(**wrong))  # type: ignore[arg-type]
    found = board("check")
    assert found.exit_code == 1
    assert said in found.stderr
    assert found.stderr.endswith("Error: 1 thing to mend.\n")


@on_sqlite  # PostgreSQL does not let it come to that
def test_check_names_rows_that_refer_to_nothing(
    board: Command, people: People, make: Maker
) -> None:
    with make.app.app_context(), db.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        connection.execute(
            Second.__table__.insert().values(issue_id=99, person_id=people.member.id)
        )  # type: ignore[attr-defined]
        connection.exec_driver_sql("COMMIT")
    found = board("check")
    assert found.exit_code == 1
    assert "of second refers to something in issue that is not there." in found.stderr


@pytest.mark.parametrize(
    ("setting", "value"),
    [("base_url", "our-board"), ("bind", "somewhere"), ("secret_key", "short")],
)
def test_check_names_settings_that_cannot_work(
    board: Command, setting: str, value: str
) -> None:
    found = board("check", **{setting: value})
    assert found.exit_code == 1
    assert f"BOARD_{setting.upper()}: " in found.stderr


def test_check_names_a_secret_others_can_read(
    board: Command, settings: Settings
) -> None:
    kept = settings.instance_path / "secret"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    kept.chmod(0o644)
    assert "can be read by others" in board("check").stderr


def test_check_says_when_rate_limits_are_off_but_does_not_fail(board: Command) -> None:
    said = board("check", limits="off")
    assert said.exit_code == 0
    assert "BOARD_LIMITS is off" in said.stdout


def test_an_empty_database_is_told_in_one_line(board: Command, make: Maker) -> None:
    with make.app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE alembic_version")
    for words in (["check"], ["demo"], ["areas", "add", "Here"]):
        refused = board(*words)
        assert refused.exit_code == 1
        assert "Run `board init`." in refused.stderr
        assert len(refused.stderr.splitlines()) == 1


def test_a_database_of_an_unknown_version_is_refused_in_words(
    board: Command, make: Maker
) -> None:
    with make.app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0021'")
    for words in (["init"], ["check"], ["serve"], ["demo"]):
        refused = board(*words)
        assert refused.exit_code == 1
        assert "at version 0021, which this program can't bring up" in refused.stderr
        assert "made before the first release, or by a newer one" in refused.stderr


def test_a_database_that_does_not_answer_is_told_in_one_line(
    board: Command, tmp_path: Path
) -> None:
    away = f"postgresql+psycopg://nobody@/nothing?host={tmp_path}"
    for word in ("check", "init"):
        refused = board(word, database_url=away)
        assert refused.exit_code == 1
        assert refused.stderr.startswith("Error: The database does not answer:")
