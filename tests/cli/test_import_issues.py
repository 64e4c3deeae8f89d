"""`board import-issues` brings in real data once, honestly, and says what it leaves
out."""

import gzip
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from board import config
from board.activity.models import Activity
from board.areas.models import Area
from board.cli import import_issues
from board.config import Settings
from board.issues import state_actions, verbs
from board.issues.models import Comment, Issue
from board.notifications.models import Notification
from tests.builders import Maker, People, Rows
from tests.cli.conftest import EXCERPT, Command, excerpt
from tests.conftest import environment

Sheet = Callable[..., Path]


@pytest.fixture
def by_source(board: Command, rows: Rows) -> Callable[[str], Issue]:
    """An issue of the imported excerpt by the city's number."""
    assert board("import-issues", EXCERPT).exit_code == 0
    found = {issue.source: issue for issue in rows.all(Issue)}
    return lambda number: found[f"boston-311:{number}"]


def test_every_row_of_the_excerpt_comes_in(board: Command, rows: Rows) -> None:
    said = board("import-issues", EXCERPT)
    assert said.stdout == "60 added, 0 already there, 0 skipped.\n"
    assert {issue.source for issue in rows.all(Issue)} == {
        f"boston-311:{r['CASE_ENQUIRY_ID']}" for r in excerpt()
    }
    assert rows.count(Area) == len(
        {row["neighborhood"] or "Boston" for row in excerpt()}
    )
    assert board("check").exit_code == 0


def test_dates_texts_and_places_are_carried(
    by_source: Callable[[str], Issue], rows: Rows
) -> None:
    issue = by_source("101001250371")
    assert issue.created_at == datetime(2015, 1, 20, 18, 1, 26, tzinfo=UTC)
    assert issue.active_at == datetime(2015, 1, 22, 14, 14, 17, tzinfo=UTC)
    assert issue.title == "Food Alert - Unconfirmed"
    # its type is its title
    assert issue.body.startswith("Reason: Health\nSubject: Inspectional Services")
    assert (issue.category, issue.place) == (
        "health",
        "550 Tremont St Roxbury MA 02118",
    )
    assert (issue.latitude, issue.longitude) == (42.3439, -71.0713)
    assert rows.get(Area, issue.area_id).name == "South End"
    assert issue.author_id is None
    lines = rows.all(Activity, subject_kind="issue", subject_id=issue.id)
    assert [(line.verb, line.at) for line in lines] == [
        (verbs.POSTED, issue.created_at),
        (verbs.STATE_SET, issue.active_at),
    ]


def test_a_summer_date_is_read_in_summer_time(
    by_source: Callable[[str], Issue],
) -> None:
    assert by_source("101001423271").created_at == datetime(
        2015, 7, 6, 11, 32, tzinfo=UTC
    )


ENDINGS = {
    "101001678072": ("done", ["Case Resolved replaced 3 mantles - tested and OK"]),
    "101001244809": ("open", []),
    "101001240796": ("not_done", ["Case Noted have put on file"]),
    "101001244849": ("not_done", ["Case Invalid"]),
    "101001244494": ("not_done", ["Duplicate of Existing Case"]),
    "101001252929": ("not_done", ["NOVIO: No Violation Found/No Cause"]),
}


def test_endings_are_honest_and_keep_their_reason(
    by_source: Callable[[str], Issue], rows: Rows
) -> None:
    for number, (state, reasons) in ENDINGS.items():
        issue = by_source(number)
        said = [comment.body for comment in rows.all(Comment, issue_id=issue.id)]
        assert (issue.state, said) == (state, reasons), number


def test_a_letter_broken_in_a_reason_or_a_missing_title_keeps_no_row_out(
    by_source: Callable[[str], Issue], rows: Rows
) -> None:
    said = "".join(comment.body for comment in rows.all(Comment))
    assert "\N{REPLACEMENT CHARACTER}" not in said
    untitled = [row for row in excerpt() if not row["CASE_TITLE"].strip()]
    assert untitled
    assert [by_source(row["CASE_ENQUIRY_ID"]).title for row in untitled] == [
        row["TYPE"] for row in untitled
    ]


def test_a_closing_without_a_reason_says_so(
    board: Command, sheet: Sheet, rows: Rows
) -> None:
    board(
        "import-issues",
        sheet({"id": "1", "title": "Lamp", "area": "Here", "status": "Closed"}),
    )
    assert rows.get(Comment, 1).body == "Closed, no reason given."


def test_no_neighbourhood_means_boston_and_city_hall_means_nowhere(
    by_source: Callable[[str], Issue], rows: Rows
) -> None:
    issue = by_source("101001244809")
    assert rows.get(Area, issue.area_id).slug == "boston"
    assert (issue.latitude, issue.longitude) == (None, None)


def test_clocks_that_differ_by_seconds_do_not_close_before_they_open(
    by_source: Callable[[str], Issue],
) -> None:
    issue = by_source("101001400449")
    assert issue.active_at == issue.created_at


def test_an_imported_issue_has_a_page_and_names_nobody(
    by_source: Callable[[str], Issue], rows: Rows
) -> None:
    page = rows.app.test_client().get(f"/issues/{by_source('101001678072').id}")
    assert page.status_code == 200
    assert "A resident of" in page.text
    assert "replaced 3 mantles" in page.text


def test_history_is_no_news(
    board: Command, people: People, make: Maker, rows: Rows, sheet: Sheet
) -> None:
    make.follow(f"area-{people.hodge_hill.id}", people.resident)
    before = rows.count(Notification)
    board(
        "import-issues",
        sheet({"id": "1", "title": "Lamp", "area": "Hodge Hill", "status": "done"}),
    )
    assert rows.count(Issue, area_id=people.hodge_hill.id) == 1
    assert rows.count(Notification) == before


def test_a_second_run_changes_nothing(board: Command, rows: Rows) -> None:
    board("import-issues", EXCERPT)
    before = rows.everything()
    assert (
        board("import-issues", EXCERPT).stdout
        == "0 added, 60 already there, 0 skipped.\n"
    )
    assert rows.everything() == before


def test_a_compressed_file_and_a_plain_one_are_the_same(
    board: Command, rows: Rows, tmp_path: Path
) -> None:
    packed = tmp_path / "excerpt.csv.gz"
    packed.write_bytes(gzip.compress(EXCERPT.read_bytes()))
    board("import-issues", packed)
    assert (
        board("import-issues", EXCERPT).stdout
        == "0 added, 60 already there, 0 skipped.\n"
    )


def test_a_dry_run_writes_nothing_and_says_what_it_would_do(
    board: Command, rows: Rows
) -> None:
    before = rows.everything()
    said = board("import-issues", EXCERPT, "--dry-run")
    assert (
        said.stdout
        == "Nothing was written. It would be: 60 added, 0 already there, 0 skipped.\n"
    )
    assert rows.everything() == before


def test_an_interrupted_import_keeps_whole_batches_and_goes_on_later(
    board: Command, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = Counter[str]()

    def interrupted(*arguments: Any, **said: Any) -> Any:
        calls["state"] += 1
        if calls["state"] == 20:
            raise KeyboardInterrupt
        return set_state(*arguments, **said)

    set_state = state_actions.set_state
    monkeypatch.setattr(import_issues, "BATCH", 10)
    with monkeypatch.context() as patch:
        patch.setattr(state_actions, "set_state", interrupted)
        stopped = board("import-issues", EXCERPT)
    assert stopped.exit_code == 130
    assert "Run the same command again to go on." in stopped.stdout
    kept = rows.count(Issue)
    assert 0 < kept < 60
    assert kept % 10 == 0
    assert board("import-issues", EXCERPT).stdout == (
        f"{60 - kept} added, {kept} already there, 0 skipped.\n"
    )
    assert rows.count(Activity, verb=verbs.POSTED) == 60
    assert board("check").exit_code == 0


def test_ctrl_c_in_the_real_program_doubles_nothing(
    board: Command, settings: Settings, rows: Rows, sheet: Sheet
) -> None:
    again = [
        row | {"CASE_ENQUIRY_ID": f"{n}-{row['CASE_ENQUIRY_ID']}"}
        for n in range(8)
        for row in excerpt()
    ]
    file = sheet(*again, name="long.csv")
    words = [sys.executable, "-m", "board", "import-issues", str(file)]
    pipes: dict[str, Any] = {
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        "text": True,
    }
    with subprocess.Popen(
        words, env=environment(settings), cwd=config.HOME, **pipes
    ) as process:
        until = time.monotonic() + 60
        while (
            rows.count(Issue) == 0
            and process.poll() is None
            and time.monotonic() < until
        ):
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        said, wrong = process.communicate(timeout=60)
    assert process.returncode == 130, wrong
    assert said.startswith("Stopped.")
    kept = rows.count(Issue)
    assert 0 < kept < len(again)
    assert board("import-issues", file).stdout == (
        f"{len(again) - kept} added, {kept} already there, 0 skipped.\n"
    )
    assert rows.count(Issue) == len(again)
    assert board("check").exit_code == 0


def test_a_damaged_archive_is_told_in_one_line(board: Command, tmp_path: Path) -> None:
    packed = tmp_path / "cut.csv.gz"
    # so long that the beginning is read before the end is missed
    rest = os.urandom(200_000).hex().encode()
    packed.write_bytes(gzip.compress(EXCERPT.read_bytes() + rest)[:-5000])
    cut = board("import-issues", packed)
    assert cut.exit_code == 1
    assert cut.stderr.splitlines()[-1].startswith(f"Error: {packed} is damaged")


def test_an_endless_line_ends_the_import(board: Command, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.csv.gz"
    bomb.write_bytes(gzip.compress(b"title,area\n" + b"x" * 20_000_000))
    assert bomb.stat().st_size < 100_000
    refused = board("import-issues", bomb)
    assert refused.exit_code == 1
    assert "longer than 1,000,000 characters" in refused.stderr
    assert board("check").exit_code == 0


def test_columns_are_mapped_to_fields(board: Command, sheet: Sheet, rows: Rows) -> None:
    file = sheet(
        {
            "Nr": "7",
            "What": "Lamp out",
            "Street": "Lea Road",
            "Sort": "Street light",
            "When": "2024-06-01 18:30",
        }
    )
    maps = [
        "Nr=source_id",
        "What=title",
        "Street=place",
        "Sort=category",
        "When=opened",
    ]
    options = [word for pair in maps for word in ("--map", pair)]
    said = board(
        "import-issues",
        file,
        "--area",
        "hodge-hill",
        "--source",
        "Our survey",
        *options,
    )
    assert said.exit_code == 0, said.output
    issue = rows.get(Issue, 1)
    assert (issue.source, issue.title, issue.place) == (
        "our-survey:7",
        "Lamp out",
        "Lea Road",
    )
    assert (issue.body, issue.category, issue.state) == ("Lamp out", "lighting", "open")
    # the board's zone is London's
    assert issue.created_at == datetime(2024, 6, 1, 17, 30, tzinfo=UTC)
    assert rows.get(Area, issue.area_id).name == "Hodge Hill"


def test_another_timezone_is_taken_at_its_word(
    board: Command, sheet: Sheet, rows: Rows
) -> None:
    file = sheet({"title": "Lamp", "area": "Here", "opened": "2024-06-01 18:30"})
    board("import-issues", file, "--timezone", "Asia/Kolkata")
    assert rows.get(Issue, 1).created_at == datetime(2024, 6, 1, 13, 0, tzinfo=UTC)


def test_rows_without_an_id_are_known_by_what_they_say(
    board: Command, sheet: Sheet, rows: Rows
) -> None:
    file = sheet({"title": "Lamp", "area": "Here"}, {"title": "Hole", "area": "Here"})
    assert (
        board("import-issues", file).stdout == "2 added, 0 already there, 0 skipped.\n"
    )
    again = board("import-issues", file)
    assert (again.exit_code, again.stdout) == (
        0,
        "0 added, 2 already there, 0 skipped.\n",
    )
    assert rows.count(Issue) == 2


def test_two_rows_that_say_the_same_without_an_id_are_not_one_in_silence(
    board: Command, sheet: Sheet, rows: Rows
) -> None:
    said = board(
        "import-issues",
        sheet({"title": "Lamp", "area": "Here"}, {"title": "Lamp", "area": "Here"}),
    )
    assert (said.exit_code, said.stdout) == (
        1,
        "1 added, 0 already there, 1 skipped.\n",
    )
    assert (
        "line 3: It says the same as line 2. If these are two matters, give each an id."
    ) in said.stderr
    assert rows.count(Issue) == 1


GOOD = {
    "source_id": "1",
    "title": "Lamp out",
    "body": "Since March.",
    "area": "Here",
    "latitude": "52.5",
    "longitude": "-1.8",
    "opened": "2024-06-01",
    "closed": "2024-06-02",
    "status": "closed",
    "reason": "Mended.",
}


BAD: list[tuple[dict[str, str], str]] = [
    ({"title": " "}, "title: "),
    ({"title": "x" * 121}, "title: Keep this to 120 characters."),
    ({"body": "x" * 5001}, "body: Keep this to 5000 characters."),
    ({"body": "<script>alert(1)</script>"}, "body: Leave out code"),
    ({"title": "turned \u202e round"}, "title: This holds invisible marks"),
    ({"title": "nul \0"}, "title: This holds characters we can't read."),
    ({"reason": "x" * 2001}, "reason: Keep this to 2000 characters."),
    ({"area": "x" * 81}, "area name: Keep this to 80 characters."),
    ({"area": ""}, "area name: "),
    ({"latitude": "91"}, "latitude: "),
    ({"longitude": "nan"}, "longitude: "),
    ({"longitude": ""}, "latitude, longitude: One of the two is missing."),
    ({"opened": "last week"}, "opened: 'last week' is no date"),
    ({"opened": ""}, "opened: '' is no date"),
    ({"opened": "0001-01-01"}, "opened: '0001-01-01' is no date"),
    ({"opened": "9999-12-30"}, "opened: 9999-12-30 has not come yet."),
    ({"closed": "2024-05-01"}, "closed: It was closed before it was opened."),
    ({"status": "perhaps"}, "state: 'perhaps' is none of"),
    ({"source_id": ""}, "source_id: "),
    ({"source_id": "7" * 80}, "source_id: "),
]


def test_each_row_that_breaks_a_rule_is_named_and_the_others_come_in(
    board: Command, sheet: Sheet, rows: Rows
) -> None:
    bad = [
        GOOD | {"source_id": f"bad-{number}"} | wrong
        for number, (wrong, _) in enumerate(BAD)
    ]
    file = sheet(GOOD, *bad, GOOD | {"source_id": "2", "body": "Two\nlines."})
    done = board(
        "import-issues", file, "--timezone", "Asia/Kolkata"
    )  # east of Greenwich the year 1 begins in the year 0
    assert done.stdout == f"2 added, 0 already there, {len(BAD)} skipped.\n"
    assert done.exit_code == 1
    said = [line for line in done.stderr.splitlines() if line.startswith("line ")]
    for number, (line, (wrong, expected)) in enumerate(zip(said, BAD, strict=True), 3):
        assert line.startswith(f"line {number}: {expected}"), wrong
    assert rows.count(Issue) == 2


def test_broken_utf8_and_torn_rows_are_left_out_by_the_line_they_begin_on(
    board: Command, rows: Rows, tmp_path: Path
) -> None:
    file = tmp_path / "torn.csv"
    file.write_bytes(
        "\ufefftitle,area\n".encode()
        + b'"Two\nlines here",Here\n'
        + b"Caf\xe9 closed,Here\n"
        + b"Only a title\n"
        + b"One,Here,too many\n"
        + b"\n"
        + "Lämp öut,Here\n".encode()
    )
    done = board("import-issues", file)
    assert [
        line.split(":")[0]
        for line in done.stderr.splitlines()
        if line.startswith("line")
    ] == [
        "line 4",
        "line 5",
        "line 6",
    ]
    assert [issue.title for issue in rows.all(Issue)] == ["Two lines here", "Lämp öut"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--map", "Nothing=title"], "There is no column 'Nothing'."),
        (["--map", "What=colour"], "'colour' is none of the fields"),
        (["--map", "What"], "There is no column ''."),
        (["--map", "What=title"], "No column is the area."),
        (["--timezone", "Mars/North"], "Mars/North"),
        ([], "No column is the title."),
    ],
)
def test_a_mistake_in_the_options_is_told_in_one_line(
    board: Command, sheet: Sheet, rows: Rows, words: list[str], said: str
) -> None:
    refused = board("import-issues", sheet({"What": "Lamp"}), *words)
    assert refused.exit_code != 0
    assert said in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    assert rows.count(Issue) == 0


def test_an_empty_file_is_told_from_a_sheet(board: Command, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    assert board("import-issues", tmp_path / "empty.csv").exit_code == 1


def test_a_database_that_is_not_there_is_told_in_one_line(
    board: Command, settings: Settings, tmp_path: Path
) -> None:
    nowhere = replace(
        settings,
        instance=str(tmp_path / "none"),
        database_url=f"sqlite:///{tmp_path / 'none.db'}",
    )
    told = {"instance": nowhere.instance, "database_url": nowhere.database_url}
    for words in (
        ["import-issues", EXCERPT],
        ["demo"],
        ["check"],
        ["areas", "add", "Here"],
    ):
        refused = board(*words, **told)
        assert refused.exit_code == 1
        assert "Run `board init` first." in refused.stderr
        assert len(refused.stderr.splitlines()) == 1
