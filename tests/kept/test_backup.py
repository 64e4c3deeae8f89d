"""A backup is one file that holds all there was, checked before it stands there; a
restore brings it back where nothing is."""

import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from board.accounts.models import Person
from board.config import Settings
from board.db import db
from board.issues.models import Issue
from board.kept import archive
from tests.builders import Maker, People, Rows, Things
from tests.cli.conftest import Command
from tests.conftest import administer, on_sqlite
from tests.kept.conftest import contents, left
from tests.pages import Browser
from tests.photos.test_add import pictures
from tests.trouble.conftest import no_file_longer_than, server_of

WORDS = "four words nobody guesses"


@pytest.fixture
def illustrated(member: Browser, things: Things) -> None:
    """A comment with two pictures."""
    at = f"/issues/{things.issue.id}/comments"
    fields = [("csrf_token", member.token()), ("body", "See here")]
    assert member.send_files(at, fields, pictures(2)).status == 303


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the backup goes."""
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups" / "board.tar.gz"


def restore(board: Command, file: Path, place: Settings, **more: str) -> str:
    """Run the command in the empty place; what it said."""
    said = board(
        "restore",
        file,
        instance=place.instance,
        database_url=place.database_url,
        **more,
    )
    assert said.exit_code == 0, said.output
    return said.output


def test_what_is_restored_is_what_there_was_pictures_included(
    app: Flask,
    board: Command,
    illustrated: None,
    file: Path,
    place: Settings,
    restored: Callable[[], Flask],
    things: Things,
) -> None:
    said = board("backup", file)
    assert said.exit_code == 0, said.output
    assert "2 pictures, opened and checked" in said.output
    assert left(file.parent) == ["board.tar.gz"]
    assert file.stat().st_mode & 0o077 == 0
    before = contents(app)
    assert "with 2 pictures" in restore(board, file, place)
    again = restored()
    assert contents(again) == before
    assert not (place.instance_path / "restoring").exists()
    of = {"instance": place.instance, "database_url": place.database_url}
    assert board("check", **of).exit_code == 0
    small = list((place.instance_path / "uploads").rglob("*-small.webp"))
    assert len(small) == 2


def test_a_board_that_was_restored_goes_on_where_it_was(
    app: Flask,
    board: Command,
    file: Path,
    place: Settings,
    restored: Callable[[], Flask],
    people: People,
    things: Things,
) -> None:
    """Numbers are not given twice, the log can't be rewritten, keys hold."""
    assert board("backup", file).exit_code == 0
    restore(board, file, place)
    again = restored()
    newest = Maker(again).issue(by=people.member).id
    assert newest > max(things.issue.id, things.other.id)
    with again.app_context(), db.engine.connect() as connection:
        for change in (
            "DELETE FROM activity",
            "DELETE FROM person",
        ):
            with pytest.raises(
                Exception, match=r"append|rewritten|never|FOREIGN|foreign"
            ):
                connection.execute(text(change))
            connection.rollback()


def test_a_place_that_is_not_empty_is_refused_and_stays_as_it_is(
    app: Flask, board: Command, file: Path, place: Settings, people: People
) -> None:
    assert board("backup", file).exit_code == 0
    restore(board, file, place)
    said = board(
        "restore", file, instance=place.instance, database_url=place.database_url
    )
    assert said.exit_code == 1
    assert "Nothing was restored. There" in said.output


@pytest.mark.parametrize("template", ["postgresql"], indirect=True)
@pytest.mark.parametrize("letters", ["LATIN1", "SQL_ASCII"])
def test_a_database_that_keeps_only_some_letters_is_refused(
    board: Command, file: Path, place: Settings, people: People, letters: str
) -> None:
    assert board("backup", file).exit_code == 0
    server, name = server_of(place)
    administer(
        server,
        f"DROP DATABASE {name}",
        f"CREATE DATABASE {name} TEMPLATE template0 ENCODING {letters} LOCALE 'C'",
    )
    said = board(
        "restore", file, instance=place.instance, database_url=place.database_url
    )
    assert said.exit_code == 1
    assert f"The database keeps text as {letters}" in said.output
    assert "Traceback" not in said.output


@on_sqlite
def test_pictures_that_are_there_are_nobody_elses(
    board: Command, file: Path, place: Settings, people: People
) -> None:
    assert board("backup", file).exit_code == 0
    (place.instance_path / "uploads" / "ab").mkdir(parents=True)
    said = board(
        "restore", file, instance=place.instance, database_url=place.database_url
    )
    assert (said.exit_code, "pictures" in said.output) == (1, True)
    assert left(place.instance_path) == ["secret", "uploads"]


def test_a_backup_goes_to_no_other_kind_of_database(
    board: Command,
    file: Path,
    tmp_path: Path,
    settings: Settings,
    postgres: Path,
    people: People,
) -> None:
    assert board("backup", file).exit_code == 0
    folder = tmp_path / "other"
    other = f"sqlite:///{folder / 'board.db'}"
    if settings.is_sqlite:
        other = f"postgresql+psycopg://postgres@/template1?host={postgres}"
    said = board("restore", file, instance=str(folder), database_url=other)
    assert said.exit_code == 1
    assert "goes back to the kind of database it came from" in said.output
    assert not (folder / "board.db").exists()


@on_sqlite
def test_with_a_passphrase_it_is_encrypted_as_age_does(
    app: Flask,
    board: Command,
    file: Path,
    place: Settings,
    restored: Callable[[], Flask],
    people: People,
) -> None:
    said = board("backup", file, "--passphrase", typed=f"{WORDS}\n{WORDS}\n")
    assert said.exit_code == 0, said.output
    assert ", encrypted" in said.output
    assert WORDS not in said.output
    assert file.read_bytes().startswith(b"age-encryption.org/")
    of = {"instance": place.instance, "database_url": place.database_url}
    wrong = board("restore", file, "--passphrase-stdin", typed="another\n", **of)
    assert (wrong.exit_code, "passphrase does not open it" in wrong.output) == (1, True)
    assert "is back" in restore(board, file, place, backup_passphrase=WORDS)
    assert contents(restored()) == contents(app)


@on_sqlite
@pytest.mark.parametrize("at", [0.1, 0.5, 0.95])
def test_a_backup_that_was_damaged_is_refused(
    board: Command, file: Path, place: Settings, people: People, at: float
) -> None:
    assert board("backup", file).exit_code == 0
    content = bytearray(file.read_bytes())
    content[int(len(content) * at)] ^= 0xFF
    file.write_bytes(content)
    said = board(
        "restore", file, instance=place.instance, database_url=place.database_url
    )
    assert (said.exit_code, "Nothing was restored." in said.output) == (1, True)
    assert "board.db" not in left(place.instance_path)


@on_sqlite
def test_wherever_one_byte_is_another_the_file_is_refused(
    board: Command, file: Path, tmp_path: Path, people: People
) -> None:
    assert board("backup", file).exit_code == 0
    content = file.read_bytes()
    for part in range(2, 100, 3):
        at = len(content) * part // 100
        damaged = content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]
        file.write_bytes(damaged)
        with pytest.raises(archive.Broken):
            archive.open_up(file, tmp_path / f"to-{part}")


def test_a_file_that_would_lead_out_of_the_folder_is_refused(
    tmp_path: Path,
) -> None:
    bad = tmp_path / "bad.tar.gz"
    with tarfile.open(bad, "w:gz") as tar:
        (tmp_path / "x").write_text("x")
        tar.add(tmp_path / "x", "../../x")
    with pytest.raises(archive.Broken, match="No backup of ours"):
        archive.open_up(bad, tmp_path / "to")


@pytest.mark.untrue
def test_a_board_that_is_not_sound_gets_no_backup_that_says_it_is(
    app: Flask, board: Command, file: Path, things: Things
) -> None:
    file.write_bytes(b"the one of yesterday")
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("UPDATE issue SET second_count = 7"))
    said = board("backup", file)
    assert said.exit_code == 1
    assert "No backup was made." in said.output
    assert "the number of those who second it is wrong" in said.output
    assert file.read_bytes() == b"the one of yesterday"
    assert left(file.parent) == ["board.tar.gz"]


def test_a_full_disk_leaves_the_backup_that_was_there(
    board: Command, file: Path, people: People, settings: Settings
) -> None:
    file.write_bytes(b"the one of yesterday")
    with no_file_longer_than(50_000 if settings.is_sqlite else 2_000):
        said = board("backup", file)
    assert (said.exit_code, "The disk is full." in said.output) == (1, True), (
        said.output
    )
    assert file.read_bytes() == b"the one of yesterday"
    assert left(file.parent) == ["board.tar.gz"]
    assert board("backup", file).exit_code == 0


def test_who_was_erased_since_is_erased_again(
    app: Flask,
    board: Command,
    file: Path,
    place: Settings,
    restored: Callable[[], Flask],
    settings: Settings,
    people: People,
    things: Things,
) -> None:
    """By the list beside the backup and by the one that was in it; and by the same
    choice of what goes."""
    (settings.instance_path / "erased").write_text("999901\n")
    assert board("backup", file).exit_code == 0
    gone = people.member
    (place.instance_path / "erased").write_text(f"{gone.id} posts\n")
    restore(board, file, place)
    lines = (place.instance_path / "erased").read_text().splitlines()
    assert set(lines) == {f"{gone.id} posts", "999901"}
    rows = Rows(restored())
    assert rows.get(Issue, things.other.id).body == ""
    assert rows.get(Person, gone.id).erased_at
    text = str(rows.everything())
    assert gone.email not in text
    assert people.resident.email in text
    if settings.is_sqlite:
        for found in place.instance_path.glob("board.db*"):
            assert gone.email.encode() not in found.read_bytes()
