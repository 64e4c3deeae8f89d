"""Everything as CSV and JSON, with what each column is, and nothing half."""

import csv
import json
from pathlib import Path

import pytest
from flask import Flask

from board.db import Model
from board.kept import columns
from tests.builders import Maker, People, Rows, Things
from tests.cli.conftest import Command
from tests.conftest import on_sqlite
from tests.kept.conftest import left
from tests.trouble.conftest import no_file_longer_than


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where it goes."""
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "everything"


def test_every_row_of_every_table_is_in_both(
    app: Flask,
    board: Command,
    folder: Path,
    rows: Rows,
    things: Things,
    make: Maker,
    people: People,
) -> None:
    make.comment(things.issue, people.member, "=cmd|' /C calc'!A0 “Ünï”\nand more")
    said = board("export", folder)
    assert said.exit_code == 0, said.output
    assert left(folder.parent) == ["everything"]
    totals = rows.totals()
    for table in columns.told_tables():
        objects = json.loads((folder / f"{table.name}.json").read_text("utf-8"))
        with (folder / f"{table.name}.csv").open(
            encoding="utf-8-sig", newline=""
        ) as file:
            lines = list(csv.DictReader(file))
        assert len(objects) == len(lines) == totals[table.name], table.name
        names = [column.name for column in columns.told_columns(table)]
        assert all(list(each) == names for each in (*objects, *lines))
    bodies = [row["body"] for row in json.loads((folder / "comment.json").read_text())]
    assert "=cmd|' /C calc'!A0 “Ünï”\nand more" in bodies
    assert "'=cmd" in (folder / "comment.csv").read_text("utf-8-sig")


def test_what_lets_somebody_in_is_not_in_it(
    board: Command, folder: Path, rows: Rows, things: Things
) -> None:
    assert board("export", folder).exit_code == 0
    text = "".join(file.read_text("utf-8") for file in folder.glob("*.json"))
    person = rows.everything()["person"]
    assert "member@example.org" in text
    assert person
    assert "$argon2" not in text
    assert not (folder / "outbox.json").exists()
    for table in columns.told_tables():
        for column in columns.told_columns(table):
            assert "password" not in column.name
            assert "token" not in column.name


def test_the_readme_says_what_each_table_and_column_is() -> None:
    for table in Model.metadata.sorted_tables:
        assert columns.about(table).endswith("."), table.name
    for table in columns.told_tables():
        for column in columns.told_columns(table):
            says_more = column.foreign_keys or "; " in columns.note(column)
            assert says_more, f"{table.name}.{column.name}: say it in column_words.py"


@on_sqlite
def test_the_whole_story_of_the_demo_goes_out(
    board: Command, folder: Path, story: None
) -> None:
    said = board("export", folder)
    assert said.exit_code == 0, said.output
    assert "| `given_name`" not in (folder / "README.md").read_text("utf-8")


@on_sqlite
def test_a_folder_in_which_something_is_stays_as_it_is(
    board: Command, folder: Path, people: People
) -> None:
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    said = board("export", folder)
    assert (said.exit_code, "Nothing was written." in said.output) == (1, True)
    assert left(folder) == ["mine.txt"]


@pytest.mark.parametrize("template", ["postgresql"], indirect=True)
def test_a_full_disk_leaves_nothing(
    board: Command, folder: Path, things: Things
) -> None:
    with no_file_longer_than(2_000):
        said = board("export", folder)
    assert (said.exit_code, "The disk is full." in said.output) == (1, True)
    assert left(folder.parent) == []
    assert board("export", folder).exit_code == 0
