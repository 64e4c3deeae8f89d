"""The `board` command on this test's database."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from board import cli
from board.__main__ import main
from board.config import Settings
from tests.conftest import environment

DATA = Path(__file__).parents[1] / "data"
EXCERPT = DATA / "boston-311-excerpt.csv"
Command = Callable[..., Result]


@pytest.fixture
def board(
    settings: Settings,
    app_for: Callable[[Settings], Flask],
    monkeypatch: pytest.MonkeyPatch,
) -> Command:
    """Runs one word of the command: board("check"), board("demo", limits="off").

    A traceback fails the test. The application it works on is made once for all tests.
    """
    monkeypatch.setattr(cli, "create_app", app_for)

    def run(*words: str | Path, typed: str | None = None, **changed: str) -> Result:
        told = environment(replace(settings, **changed))  # type: ignore[arg-type]
        return CliRunner().invoke(
            main, [str(word) for word in words], typed, told, catch_exceptions=False
        )

    return run


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    """Writes a spreadsheet: sheet({"title": "A", "area": "B"}, …)."""

    def write(*rows: Mapping[str, str], name: str = "ours.csv") -> Path:
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
        return tmp_path / name

    return write


def excerpt() -> list[dict[str, str]]:
    """The rows of the real excerpt."""
    with EXCERPT.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
