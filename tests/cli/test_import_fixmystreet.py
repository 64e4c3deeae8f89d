"""The table of FixMyStreet's dashboard comes in as it is, without the people in it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from board.areas.models import Area
from board.issues.models import Issue, State
from tests.builders import Rows
from tests.cli.conftest import Command
from tests.conftest import on_sqlite

Sheet = Callable[..., Path]
pytestmark = on_sqlite
HEADER = (
    "Report ID,Title,Detail,User Name,Category,Created,Confirmed,Acknowledged,Fixed,"
    "Closed,Status,Latitude,Longitude,Query,Ward,Easting,Northing,Report URL,"
    "Device Type,Site Used,Reported As"
)
REPORT = dict.fromkeys(HEADER.split(","), "") | {
    "Report ID": "4711",
    "Title": "Lamp out by the shops",
    "Detail": "Column 7.\nDark since May.",
    "User Name": "Ann Example",
    "Category": "Street lighting",
    "Created": "2026-05-31T18:20:00",
    "Confirmed": "2026-05-31T18:30:00",
    "Status": "confirmed",
    "Latitude": "52.4961",
    "Longitude": "-1.8094",
    "Query": "B36 8AA",
    "Ward": "Bromford & Hodge Hill",
    "Report URL": "https://www.fixmystreet.com/report/4711",
    "Site Used": "fixmystreet",
}


def only(rows: Rows) -> Issue:
    """The one post that came in."""
    (issue,) = rows.all(Issue)
    return issue


def areas(rows: Rows) -> list[str]:
    """What the areas are called."""
    return [area.name for area in rows.all(Area)]


def test_a_report_is_a_post_where_and_when_it_was_made(
    board: Command, sheet: Sheet, rows: Rows
) -> None:
    said = board("import-issues", sheet(REPORT), "--area", "Hodge Hill")
    assert said.exit_code == 0, said.stderr
    issue = only(rows)
    assert (issue.title, issue.body) == (REPORT["Title"], REPORT["Detail"])
    assert (issue.category, areas(rows)) == ("lighting", ["Hodge Hill"])
    assert (issue.latitude, issue.longitude) == (52.4961, -1.8094)
    assert f"{issue.created_at:%Y-%m-%d %H:%M}" == "2026-05-31 17:30"
    assert issue.state == State.OPEN


def test_nobodys_name_and_nothing_they_searched_for_comes_along(
    board: Command, sheet: Sheet, rows: Rows
) -> None:
    board("import-issues", sheet(REPORT), "--area", "Hodge Hill")
    held = str(rows.everything())
    assert "Lamp out by the shops" in held
    assert "Ann Example" not in held
    assert "B36 8AA" not in held


@pytest.mark.parametrize(
    ("status", "state", "reason"),
    [
        ("fixed - council", State.DONE, "The council said that it was fixed."),
        ("fixed - user", State.DONE, "Somebody who saw it said that it was fixed."),
        (
            "unable to fix",
            State.NOT_DONE,
            "The council said that it could not fix it.",
        ),
        ("in progress", State.OPEN, ""),
    ],
)
def test_an_ending_is_what_the_council_said_and_no_more(
    board: Command, sheet: Sheet, rows: Rows, status: str, state: State, reason: str
) -> None:
    file = sheet(REPORT | {"Status": status, "Fixed": "2026-06-03T09:00:00"})
    assert board("import-issues", file, "--area", "Hodge Hill").exit_code == 0
    issue = only(rows)
    assert issue.state == state
    assert reason in str(rows.everything())


def test_a_status_we_do_not_know_is_asked_about(
    board: Command, sheet: Sheet, rows: Rows
) -> None:
    file = sheet(REPORT | {"Status": "unconfirmed"})
    said = board("import-issues", file, "--area", "Hodge Hill")
    assert said.exit_code == 1
    assert "state: 'unconfirmed' is none of" in said.stderr
    assert rows.all(Issue) == []


def test_next_months_table_brings_in_only_what_is_new(
    board: Command, sheet: Sheet, rows: Rows
) -> None:
    board("import-issues", sheet(REPORT, name="may.csv"), "--area", "Hodge Hill")
    june = sheet(REPORT, REPORT | {"Report ID": "4712"}, name="june.csv")
    said = board("import-issues", june, "--area", "Hodge Hill")
    assert said.stdout == "1 added, 1 already there, 0 skipped.\n"


def test_wards_become_areas_where_one_says_so(
    board: Command, sheet: Sheet, rows: Rows
) -> None:
    board("import-issues", sheet(REPORT), "--map", "Ward=area")
    assert areas(rows) == ["Bromford & Hodge Hill"]
