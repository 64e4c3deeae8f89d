"""Nobody else on the machine can open what the board keeps, whatever the umask and
whoever made it so."""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from board.cli.send_mail import send_due
from board.config import Settings
from board.mail import actions
from board.photos import store
from board.photos.pictures import SIZES, Picture
from tests.builders import Maker
from tests.cli.conftest import Command
from tests.conftest import Server


@pytest.fixture(autouse=True)
def careless() -> Iterator[None]:
    """A umask that closes nothing."""
    before = os.umask(0)
    yield
    os.umask(before)


def open_ones(folder: Path) -> list[str]:
    """What others may open of a folder and all that is in it."""
    return [
        str(path)
        for path in [folder, *folder.rglob("*")]
        if stat.S_IMODE(path.stat().st_mode) & 0o077
    ]


def test_a_new_board_is_private(board: Command, tmp_path: Path) -> None:
    new = tmp_path / "ours" / "board"
    made = board("init", instance=str(new), database_url="", secret_key="")
    assert made.exit_code == 0, made.output
    assert {path.name for path in new.iterdir()} >= {"board.db", "secret"}
    assert open_ones(new) == []


def test_all_that_is_written_later_is_private(
    app: Flask, make: Maker, settings: Settings
) -> None:
    with make.writing():
        actions.queue(
            "ann@example.org",
            "confirm_post",
            "one",
            title="The lamp",
            url="http://localhost/",
        )
        store.write([Picture("ab" * 32, 8, 8, files=dict.fromkeys(SIZES, b"webp"))])
    with app.app_context():
        assert send_due(settings) == 1
    inside = sorted(
        path for path in settings.instance_path.iterdir() if path.name != "templates"
    )
    assert {"mail", "uploads"} <= {path.name for path in inside}
    if settings.is_sqlite:
        assert {"board.db-wal", "board.db-shm", "board.db.lock", "board.db.next"} <= {
            path.name for path in inside
        }
    assert [name for path in inside for name in open_ones(path)] == []


@pytest.fixture
def left_open(settings: Settings) -> list[Path]:
    """What an earlier version, or a copy that was put back, left for all to read."""
    here = settings.instance_path
    folders = [here / "uploads", here / "uploads" / "ab", here / "mail"]
    for folder in folders:
        folder.mkdir()
    files = [here / "secret", folders[1] / "abcd.webp", folders[2] / "1.eml"]
    files += [here / "board.db", here / "board.db.lock"] if settings.is_sqlite else []
    for file in files:
        file.touch()
    for path in (*folders, *files):
        path.chmod(0o755)
    return [*folders, *files]


def test_check_names_it(board: Command, left_open: list[Path]) -> None:
    found = board("check")
    assert found.exit_code == 1
    told = {
        path for path in left_open if f"{path}: can be read by others" in found.stderr
    }
    assert told == {
        path for path in left_open if path.parent.name not in ("uploads", "ab", "mail")
    }


def test_init_mends_it(board: Command, left_open: list[Path]) -> None:
    assert board("init").exit_code == 0
    assert [path for path in left_open if path.stat().st_mode & 0o077] == []
    assert "can be read by others" not in board("check").stderr


def test_the_server_mends_it(
    serve: Callable[..., Server], left_open: list[Path]
) -> None:
    serve(workers=1)
    assert [path for path in left_open if path.stat().st_mode & 0o077] == []
