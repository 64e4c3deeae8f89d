"""`board import-issues` reads files as people's tools write them, and asks where two
things could be meant."""

import csv
import io
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from board.areas.models import Area
from board.issues.models import Issue, State
from tests.builders import Maker, People, Rows
from tests.cli.conftest import DATA, Command
from tests.conftest import on_sqlite
from tests.pages import Browser

Sheet = Callable[..., Path]
# what a file says is the same on both; what becomes of it is asked in
# test_import_issues
pytestmark = on_sqlite
TWO = [
    ["id", "title", "area"],
    ["1", "Lamp out", "Hodge Hill"],
    ["2", "Loch, tief; am Weg", "Hodge Hill"],
]


def written(rows: list[list[str]], separator: str = ",") -> str:
    """Rows as a spreadsheet program saves them."""
    file = io.StringIO()
    csv.writer(file, delimiter=separator).writerows(rows)
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        written(TWO, ";").encode(),
        written(TWO, "\t").encode(),
        written(TWO, "|").encode(),
        ("sep=;\r\n" + written(TWO, ";")).encode(),
        ("SEP=\t\n" + written(TWO, "\t")).encode("utf-16"),
        written(TWO).encode("utf-8-sig"),
        written(TWO, "\t").encode("utf-16"),
        written(TWO).encode("utf-16-be"),
        written(TWO).replace("\r\n", "\r").encode(),
    ],
    ids=[
        "semicolons",
        "tabs",
        "bars",
        "sep",
        "excel unicode",
        "mark",
        "utf-16",
        "utf-16 without a mark",
        "old mac",
    ],
)
def test_separators_and_encodings_are_seen(
    board: Command, rows: Rows, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "ours.csv").write_bytes(content)
    said = board("import-issues", tmp_path / "ours.csv")
    assert (said.exit_code, said.stdout) == (
        0,
        "2 added, 0 already there, 0 skipped.\n",
    ), said.stderr
    assert [issue.title for issue in rows.all(Issue)] == [
        "Lamp out",
        "Loch, tief; am Weg",
    ]


def test_another_encoding_can_be_named(
    board: Command, rows: Rows, tmp_path: Path
) -> None:
    (tmp_path / "ours.csv").write_bytes(
        "title;area\nCafé zu;Hodge Hill\n".encode("cp1252")
    )
    assert board("import-issues", tmp_path / "ours.csv").exit_code == 1
    assert (
        board("import-issues", tmp_path / "ours.csv", "--encoding", "cp1252").exit_code
        == 0
    )
    assert [issue.title for issue in rows.all(Issue)] == ["Café zu"]


def test_a_quotation_mark_left_open_costs_its_own_line_and_no_other(
    board: Command, rows: Rows, tmp_path: Path
) -> None:
    lines = [
        "title,area",
        "One,Here",
        '"Two,Here',
        'Three,"Here"',
        "Four,Here",
        '"Five, five",Here',
        '"Six,Here',
    ]
    (tmp_path / "ours.csv").write_text("\n".join(lines) + "\n")
    said = board("import-issues", tmp_path / "ours.csv")
    torn = "A quotation mark opens on this line and is not closed as it should be."
    assert [line for line in said.stderr.splitlines() if line.startswith("line")] == [
        f"line 3: {torn}",
        f"line 7: {torn}",
    ]
    assert (said.exit_code, said.stdout) == (
        1,
        "4 added, 0 already there, 2 skipped.\n",
    )
    assert [issue.title for issue in rows.all(Issue)] == [
        "One",
        "Three",
        "Four",
        "Five, five",
    ]


def test_one_id_with_different_words_is_reported_and_the_same_row_again_is_not(
    board: Command, sheet: Sheet, rows: Rows
) -> None:
    one = {"id": "7", "title": "Lamp", "area": "Here"}
    file = sheet(one, one | {"title": "Hole"}, one, one | {"title": "Bin"})
    said = board("import-issues", file)
    assert (said.exit_code, said.stdout) == (
        1,
        "1 added, 1 already there, 2 skipped.\n",
    )
    assert "line 3: Its id stood on line 2 with other words." in said.stderr
    assert "line 5: Its id stood on line 2 with other words." in said.stderr
    assert [issue.title for issue in rows.all(Issue)] == ["Lamp"]


def test_area_names_of_any_script_stay_apart(
    board: Command, sheet: Sheet, rows: Rows
) -> None:
    names = [
        "Арбат",
        "Хамовники",
        "北京",
        "背景",
        "Übersee",
        "Ubersee",
        "hodge-hill",
        "Hodge Hill",
        "HODGE  HILL",
    ]
    file = sheet(
        *({"id": str(n), "title": "Lamp", "area": name} for n, name in enumerate(names))
    )
    assert board("import-issues", file).exit_code == 0
    slugs = {area.name: area.slug for area in rows.all(Area)}
    assert slugs == {
        "Арбат": "arbat",
        "Хамовники": "khamovniki",
        "北京": "beijing",
        "背景": "beijing-2",
        "Übersee": "ubersee",
        "Ubersee": "ubersee-2",
        "Hodge Hill": "hodge-hill",
    }
    before = rows.everything()
    assert (
        board("import-issues", file).stdout == "0 added, 9 already there, 0 skipped.\n"
    )
    assert rows.everything() == before


def instants(rows: Rows) -> list[str]:
    """When each issue was posted, in UTC."""
    return [f"{issue.created_at:%Y-%m-%d %H:%M}" for issue in rows.all(Issue)]


@pytest.mark.parametrize(
    ("written", "options", "read"),
    [
        ("31/05/2024 18:30", [], "2024-05-31 17:30"),
        ("5/31/2024 6:30:00 PM", [], "2024-05-31 17:30"),
        ("31.05.2024", [], "2024-05-30 23:00"),
        ("2024/05/31 18:30:05", [], "2024-05-31 17:30"),
        ("01/01/2011", [], "2011-01-01 00:00"),
        ("05/06/2024", ["--dates", "dmy"], "2024-06-04 23:00"),
        ("05/06/2024", ["--dates", "mdy"], "2024-05-05 23:00"),
        ("24-06-05", ["--dates", "ymd"], "2024-06-04 23:00"),
        ("05/06/24", ["--dates", "dmy"], "2024-06-04 23:00"),
        ("2024-05-31T17:30:00Z", [], "2024-05-31 17:30"),
    ],
)
def test_dates_are_read_as_they_can_only_be_meant(
    board: Command,
    sheet: Sheet,
    rows: Rows,
    written: str,
    options: list[str],
    read: str,
) -> None:
    file = sheet({"title": "Lamp", "area": "Here", "opened": written})
    said = board("import-issues", file, *options)
    assert said.exit_code == 0, said.stderr
    assert instants(rows) == [read]


def test_a_day_that_could_be_two_is_asked_about_and_the_others_come_in(
    board: Command, sheet: Sheet, rows: Rows
) -> None:
    days = ["05/06/2024", "07/07/2024", "2024-03-01"]
    file = sheet(
        *(
            {"id": str(n), "title": "Lamp", "area": "Here", "opened": day}
            for n, day in enumerate(days)
        )
    )
    said = board("import-issues", file)
    assert (said.exit_code, said.stdout) == (
        1,
        "2 added, 0 already there, 1 skipped.\n",
    )
    assert (
        "line 2: opened: 05/06/2024 could be 6 May 2024 or 5 June 2024. Say which: "
        "--dates dmy"
    ) in said.stderr
    assert (
        board("import-issues", file, "--dates", "dmy").stdout
        == "1 added, 2 already there, 0 skipped.\n"
    )
    assert instants(rows)[-1] == "2024-06-04 23:00"


def test_a_file_in_which_one_day_can_be_nothing_else_settles_it_and_says_so(
    board: Command, sheet: Sheet, rows: Rows
) -> None:
    file = sheet(
        *(
            {"title": f"Lamp {day}", "area": "Here", "opened": day}
            for day in ("05/06/2024", "12/31/2023")
        )
    )
    said = board("import-issues", file)
    assert said.exit_code == 0
    assert "Dates are read as month, day, year." in said.stderr
    assert instants(rows) == ["2024-05-05 23:00", "2023-12-31 00:00"]


@pytest.mark.parametrize("day", ["1900-01-01", "01/01/1970", "1899-12-30 00:00:00"])
def test_a_day_that_programs_write_for_not_known_is_asked_about(
    board: Command, sheet: Sheet, rows: Rows, day: str
) -> None:
    row = {
        "title": "Lamp",
        "area": "Here",
        "opened": "2024-03-01",
        "closed": day,
        "state": "open",
    }
    said = board("import-issues", sheet(row))
    assert said.exit_code == 1
    assert "what programs write for “not known”" in said.stderr
    assert (
        board("import-issues", sheet(row), "--map-value", f"closed:{day}=").exit_code
        == 0
    )
    assert rows.count(Issue) == 1


def test_nought_is_no_place_and_one_far_from_the_others_is_asked_about(
    board: Command, sheet: Sheet, rows: Rows
) -> None:
    places = [
        ("52.48", "-1.82"),
        ("52.49", "-1.80"),
        ("52.50", "-1.81"),
        ("0", "0.0"),
        ("-1.82", "52.48"),
    ]
    file = sheet(
        *(
            {
                "id": str(n),
                "title": "Lamp",
                "area": "Here",
                "latitude": latitude,
                "longitude": longitude,
            }
            for n, (latitude, longitude) in enumerate(places)
        )
    )
    said = board("import-issues", file)
    assert (said.exit_code, said.stdout) == (
        1,
        "4 added, 0 already there, 1 skipped.\n",
    )
    assert (
        "line 6: latitude, longitude: -1.82, 52.48 is over 1000 km from the others."
        in said.stderr
    )
    assert rows.all(Issue)[3].latitude is None
    assert board("import-issues", file, "--far", "drop").exit_code == 0
    assert rows.all(Issue)[4].latitude is None


def test_values_are_given_our_meaning(board: Command, sheet: Sheet, rows: Rows) -> None:
    row = {
        "title": "Lamp",
        "area": "Here",
        "state": "Assigned",
        "category": "Luminaires",
        "kind": "problem",
    }
    said = board("import-issues", sheet(row))
    assert said.exit_code == 1
    assert "Say what it means: --map-value 'state:Assigned=open'." in said.stderr
    words = [
        "--map-value",
        "state:assigned=open",
        "--map-value",
        "category:Luminaires=lighting",
    ]
    assert board("import-issues", sheet(row), *words).exit_code == 0
    (issue,) = rows.all(Issue)
    assert (issue.state, issue.category) == (State.OPEN, "lighting")


@pytest.mark.parametrize(
    "wrong",
    [
        "Assigned=open",
        "state:Assigned",
        "colour:a=b",
        "state:Assigned=perhaps",
        "kind:x=y",
    ],
)
def test_a_mistake_in_a_value_is_told_in_one_line(
    board: Command, sheet: Sheet, rows: Rows, wrong: str
) -> None:
    refused = board(
        "import-issues", sheet({"title": "Lamp", "area": "Here"}), "--map-value", wrong
    )
    assert refused.exit_code == 1
    assert len(refused.stderr.splitlines()) == 1
    assert rows.count(Issue) == 0


def test_what_the_board_writes_it_reads(
    board: Command,
    visitor: Browser,
    make: Maker,
    rows: Rows,
    people: People,
    tmp_path: Path,
) -> None:
    make.issue(
        people.resident, title="=1+1 lamps", kind="idea", latitude=52.5, longitude=-1.8
    )
    done = make.issue(people.member, title="A done one", area=people.ward_end)
    make.state(done, people.operator, State.DONE, "Lit.")
    table = visitor.open("GET", "/issues.csv").text
    (tmp_path / "issues.csv").write_text(table, encoding="utf-8", newline="")
    said = board("import-issues", tmp_path / "issues.csv")
    assert (said.exit_code, said.stdout) == (
        0,
        "2 added, 0 already there, 0 skipped.\n",
    ), said.stderr
    first, second, *again = rows.all(Issue)
    copies = {issue.title: issue for issue in again}
    for issue in (first, second):
        copy = copies[issue.title]
        for name in (
            "body",
            "kind",
            "category",
            "state",
            "area_id",
            "latitude",
            "longitude",
        ):
            assert getattr(copy, name) == getattr(issue, name), name
        assert abs((copy.created_at - issue.created_at).total_seconds()) < 60
    assert rows.count(Area) == 2


# title, category, state, area, latitude, when in UTC
Told = tuple[str, str, str, str, float | None, str]
PUBLISHED: dict[str, tuple[str, list[Told]]] = {
    "new-york": (
        "--map 'Unique Key=source_id' --map 'Created Date=opened' --map 'Closed "
        "Date=closed' --map Descriptor=title"
        " --map 'Complaint Type=category' --map 'Incident Address=place' --map "
        "Borough=area"
        " --map 'Resolution Description=reason' --map-value state:Assigned=open "
        "--timezone America/New_York",
        [
            (
                "WATER SUPPLY",
                "housing",
                "done",
                "BROOKLYN",
                40.6936,
                "2024-06-01 03:59",
            ),
            (
                "Street Light Out",
                "lighting",
                "open",
                "Unspecified",
                None,
                "2024-06-01 04:00",
            ),
        ],
    ),
    "new-york-for-programs": (
        "--map unique_key=source_id --map created_date=opened --map "
        "closed_date=closed --map descriptor=title"
        " --map complaint_type=category --map incident_address=place --map "
        "borough=area --map location=position"
        " --map resolution_description=reason --timezone America/New_York",
        [("WATER SUPPLY", "housing", "done", "BROOKLYN", 40.6936, "2024-06-01 03:59")],
    ),
    "chicago": (
        "--map SR_NUMBER=source_id --map SR_TYPE=title --map SR_TYPE=category --map "
        "CREATED_DATE=opened"
        " --map CLOSED_DATE=closed --map STREET_ADDRESS=place --map WARD=area "
        "--timezone America/Chicago --dates mdy",
        [
            (
                "Pothole in Street Complaint",
                "streets",
                "done",
                "34",
                41.8834,
                "2024-05-31 21:12",
            ),
            (
                "Street Light Out Complaint",
                "lighting",
                "open",
                "34",
                None,
                "2024-06-01 05:00",
            ),
        ],
    ),
    "chicago-2011": (
        "--map 'SERVICE REQUEST NUMBER=source_id' --map 'TYPE OF SERVICE "
        "REQUEST=title' --dates mdy"
        " --map 'TYPE OF SERVICE REQUEST=category' --map 'CREATION DATE=opened' --map "
        "'COMPLETION DATE=closed'"
        " --map 'STREET ADDRESS=place' --map 'MOST RECENT ACTION=reason' --area Chicago"
        " --map-value 'state:Completed - Dup=not_done' --timezone America/Chicago",
        [
            (
                "Pot Hole in Street",
                "streets",
                "not_done",
                "Chicago",
                41.7561,
                "2011-01-01 06:00",
            ),
            (
                "Pot Hole in Street",
                "streets",
                "done",
                "Chicago",
                41.714,
                "2011-01-02 06:00",
            ),
            (
                "Pot Hole in Street",
                "streets",
                "open",
                "Chicago",
                None,
                "2011-01-02 06:00",
            ),
        ],
    ),
    "san-francisco": (
        "--map CaseID=source_id --map 'Request Type=title' --map Address=place --map "
        "Neighborhood=area"
        " --map 'Status Notes=reason' --area 'San Francisco' --timezone "
        "America/Los_Angeles",
        [
            (
                "Bulky Items",
                "streets",
                "done",
                "Downtown / Union Square",
                37.7886,
                "2024-05-31 20:01",
            ),
            (
                "Graffiti on a wall",
                "rubbish",
                "open",
                "San Francisco",
                None,
                "2024-06-01 15:00",
            ),
        ],
    ),
    "san-francisco-2014": (
        "--map CaseID=source_id --map 'Request Type=title' --map Address=place --map "
        "Neighborhood=area"
        " --map 'Status Notes=reason' --map Point=position --timezone "
        "America/Los_Angeles",
        [
            (
                "Bulky Items",
                "streets",
                "done",
                "Downtown / Union Square",
                37.7886,
                "2014-05-31 20:01",
            )
        ],
    ),
    "toronto": (
        "--map 'Creation Date=opened' --map 'Service Request Type=title' --map "
        "'Service Request Type=category'"
        " --map Ward=area --map 'Intersection Street 1=place' --map 'Intersection "
        "Street 2=place'"
        " --area Toronto --map-value state:Cancelled=not_done --timezone "
        "America/Toronto",
        [
            (
                "Road Pothole / Road Damage",
                "streets",
                "done",
                "Etobicoke-Lakeshore (03)",
                None,
                "2025-01-01 05:01",
            ),
            (
                "Res / Garbage / Not Picked Up",
                "rubbish",
                "open",
                "Spadina-Fort York (10)",
                None,
                "2025-01-02 15:00",
            ),
            (
                "Graffiti Removal",
                "rubbish",
                "not_done",
                "Toronto",
                None,
                "2025-01-02 15:00",
            ),
        ],
    ),
    "bath-and-north-east-somerset": (
        "--map 'Report ID=source_id' --map Detail=body --map Created=opened --map "
        "Closed=closed --map Fixed=closed"
        " --map Ward=area --map-value 'state:fixed - council=done' --map-value "
        "state:confirmed=open"
        " --map-value 'state:not responsible=not_done'",
        [
            (
                "Deep hole by the post box",
                "streets",
                "done",
                "Abbey",
                51.3811,
                "2024-05-31 16:30",
            ),
            (
                "Lamp out",
                "lighting",
                "open",
                "Abbey, Kingsmead",
                51.38,
                "2024-06-01 07:00",
            ),
            (
                "Not the council's wall",
                "rubbish",
                "not_done",
                "Abbey",
                51.3805,
                "2024-06-01 08:00",
            ),
        ],
    ),
    "northumberland": (
        "--map 'Report ID=source_id' --map Detail=body --map Subcategory=category "
        "--map Category=category"
        " --map Created=opened --map Ward=area --area Northumberland --map-value "
        "'state:action scheduled=open'"
        " --map-value 'state:no further action=not_done'",
        [
            (
                "Sofa in a gateway",
                "rubbish",
                "not_done",
                "Morpeth",
                55.1691,
                "2024-05-31 16:30",
            ),
            (
                "Tree over the path",
                "green-space",
                "open",
                "Northumberland",
                55.17,
                "2024-06-01 07:00",
            ),
        ],
    ),
}


@pytest.mark.parametrize("publisher", PUBLISHED)
def test_what_cities_and_councils_publish_comes_in_by_naming_their_columns(
    board: Command, rows: Rows, publisher: str
) -> None:
    options, told = PUBLISHED[publisher]
    said = board(
        "import-issues", DATA / "published" / f"{publisher}.csv", *shlex.split(options)
    )
    assert (said.exit_code, said.stdout) == (
        0,
        (f"{len(told)} added, 0 already there, 0 skipped.\n"),
    ), said.stderr
    came = [
        (
            issue.title,
            issue.category,
            issue.state,
            rows.get(Area, issue.area_id).name,
            issue.latitude,
        )
        for issue in rows.all(Issue)
    ]
    assert [
        (*row, when) for row, when in zip(came, instants(rows), strict=True)
    ] == told


def test_of_several_columns_of_a_day_the_first_that_says_one_counts(
    board: Command, sheet: Sheet, rows: Rows
) -> None:
    row = {"title": "Lamp", "area": "Here", "opened": "2024-05-30", "Status": "closed"}
    days = [("2024-06-03", "2024-06-04"), ("2024-06-03", ""), ("", "2024-06-04")]
    file = sheet(
        *(
            row | {"id": str(n), "Shut": shut, "Fixed": fixed}
            for n, (shut, fixed) in enumerate(days)
        )
    )
    assert (
        board(
            "import-issues", file, "--map", "Shut=closed", "--map", "Fixed=closed"
        ).exit_code
        == 0
    )
    # midnight of British summer
    assert [f"{issue.active_at:%d}" for issue in rows.all(Issue)] == ["02", "02", "03"]


@pytest.mark.parametrize(
    "point", ["52.48, -1.82", "(52.48, -1.82)", "POINT (-1.82 52.48)"]
)
def test_a_position_in_one_column_is_read_either_way_round(
    board: Command, sheet: Sheet, rows: Rows, point: str
) -> None:
    board(
        "import-issues",
        sheet({"title": "Lamp", "area": "Here", "Spot": point}),
        "--map",
        "Spot=position",
    )
    (issue,) = rows.all(Issue)
    assert (issue.latitude, issue.longitude) == (52.48, -1.82)


def test_a_position_that_is_no_two_numbers_is_told(
    board: Command, sheet: Sheet, rows: Rows
) -> None:
    said = board(
        "import-issues",
        sheet({"title": "Lamp", "area": "Here", "Spot": "by the pond"}),
        "--map",
        "Spot=position",
    )
    assert said.exit_code == 1
    assert (
        "line 2: position: 'by the pond' is no latitude and longitude; write 52.48, "
        "-1.82."
    ) in said.stderr
    assert rows.count(Issue) == 0


def test_degrees_with_a_comma_are_read(
    board: Command, rows: Rows, tmp_path: Path
) -> None:
    (tmp_path / "ours.csv").write_text(
        "title;area;latitude;longitude\nLamp;Here;52,48;-1,82\n"
    )
    assert board("import-issues", tmp_path / "ours.csv").exit_code == 0
    (issue,) = rows.all(Issue)
    assert (issue.latitude, issue.longitude) == (52.48, -1.82)


def test_columns_without_a_name_are_nothing(
    board: Command, rows: Rows, tmp_path: Path
) -> None:
    (tmp_path / "ours.csv").write_text("id,title,area,,\n1,Lamp,Here,,\n")
    assert board("import-issues", tmp_path / "ours.csv").exit_code == 0
    assert rows.count(Issue) == 1


def test_two_columns_of_one_name_are_not_one_in_silence(
    board: Command, rows: Rows, tmp_path: Path
) -> None:
    (tmp_path / "ours.csv").write_text("id,title,title,area,x,x\n1,Lamp,Hole,Here,,\n")
    said = board("import-issues", tmp_path / "ours.csv")
    assert said.exit_code == 1
    assert (
        "Several columns are called 'title'. Give each a name of its own."
        in said.stderr
    )
    assert rows.count(Issue) == 0


def test_the_ids_of_two_files_with_long_names_are_not_taken_for_each_others(
    board: Command, sheet: Sheet, rows: Rows
) -> None:
    years = ["fly-tipping-incidents-2022-2023", "fly-tipping-incidents-2022-2024"]
    files = [
        sheet({"id": "1", "title": year, "area": "Here"}, name=f"{year}.csv")
        for year in years
    ]
    for file in files:
        said = board("import-issues", file)
        assert said.exit_code == 1
        assert "Say what the ids belong to: --source NAME." in said.stderr
    for year, file in zip(("2023", "2024"), files, strict=True):
        assert (
            board("import-issues", file, "--source", year).stdout
            == "1 added, 0 already there, 0 skipped.\n"
        )
    assert [issue.title for issue in rows.all(Issue)] == years
