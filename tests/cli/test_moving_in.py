"""What docs/moving.md says to type brings in the tables it shows."""

import re
import shlex
from pathlib import Path

import pytest

from board.config import HOME
from board.issues.models import Issue, State
from tests.builders import Rows
from tests.cli.conftest import Command
from tests.conftest import on_sqlite

pytestmark = on_sqlite
SAYS = (HOME / "docs/moving.md").read_text()
LIST, REPORTS = re.findall(r"^```csv\n(.*?)^```", SAYS, re.DOTALL | re.MULTILINE)
ON_ONE_LINE = SAYS.replace("\\\n", " ")  # a line that goes on ends with a stroke
TYPED = [
    shlex.split(line)
    for line in re.findall(
        r"^\.venv/bin/board import-issues (.*)", ON_ONE_LINE, re.MULTILINE
    )
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever types it stands beside the files."""
    (tmp_path / "list.csv").write_text(LIST)
    (tmp_path / "reports.csv").write_text(REPORTS)
    monkeypatch.chdir(tmp_path)


def test_the_list_is_asked_about_and_then_comes_in(board: Command, rows: Rows) -> None:
    first, second = (words for words in TYPED if words[0] == "list.csv")
    asked = board("import-issues", *first)
    assert asked.exit_code == 1
    assert "line 2: state: 'no' is none of open, new, reopened, " in asked.stderr
    assert "Say what it means: --map-value 'state:no=open'." in asked.stderr
    tried = board("import-issues", *second)
    assert tried.exit_code == 0
    assert tried.stdout.strip() in SAYS
    assert rows.all(Issue) == []
    second.remove("--dry-run")
    assert board("import-issues", *second).exit_code == 0
    categories = [issue.category for issue in rows.all(Issue)]
    assert categories == ["lighting", "rubbish", "community"]


def test_the_reports_come_in_as_they_are(board: Command, rows: Rows) -> None:
    for words in TYPED:
        if words[0] == "reports.csv":
            assert board("import-issues", *words).exit_code == 0, words
    states = [issue.state for issue in rows.all(Issue)]
    assert states == [State.OPEN, State.DONE, State.NOT_DONE]
