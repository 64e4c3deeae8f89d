"""Anybody can say that something a council published should not be shown here; it is
looked at and hidden as posts are."""

from board.councils import actions
from board.councils.models import CouncilReport
from tests.builders import Maker, People, Rows
from tests.councils.stand_in import StandIn
from tests.councils.test_reports import AT, listed, read
from tests.moderation.acts import decide, flag, the_case
from tests.pages import Browser


def test_a_visitor_flags_it_and_an_organiser_hides_it_for_good(
    make: Maker,
    people: People,
    council: StandIn,
    browsers: dict[str, Browser],
    rows: Rows,
) -> None:
    council.has(description="Ada Secret of number 7 has no licence")
    council.has(description="A hole")
    listed(make, people, council)
    (report,) = [row for row in rows.all(CouncilReport) if "Ada" in row.words]
    to = f"/flag?kind=council_report&id={report.id}"
    assert to in browsers["visitor"].get(AT).links
    assert flag(browsers["visitor"], "council_report", report, "privacy").status == 303
    organiser = browsers["organiser"]
    assert organiser.get("/moderation").says("What a council published", "Ada Secret")
    page = organiser.get(f"/moderation/cases/{the_case(rows).id}")
    assert f"{AT}?at={report.id}" in page.links
    decide(organiser, the_case(rows), "hide")
    read(make, days=1)
    page = browsers["visitor"].get(AT)
    assert page.says("A hole")
    assert not page.says("Ada Secret")
    pins = browsers["visitor"].get(f"{AT}/reports.geojson")
    assert [pin["properties"]["number"] for pin in pins.json["features"]] == ["101"]


def test_its_case_stays_when_it_is_listed_no_longer(
    make: Maker,
    people: People,
    council: StandIn,
    browsers: dict[str, Browser],
    rows: Rows,
) -> None:
    council.has()
    made = listed(make, people, council)
    (report,) = rows.all(CouncilReport)
    flag(browsers["visitor"], "council_report", report, "privacy")
    with make.writing():
        by = make._here(people.organiser)
        actions.show_reports(make._here(made), by, shows=False)
    case = the_case(rows)
    assert browsers["organiser"].get("/moderation").status == 200
    assert browsers["organiser"].get(f"/moderation/cases/{case.id}").status == 200
    decide(browsers["organiser"], case, "nothing")
    flagged = browsers["visitor"].get(f"/flag?kind=council_report&id={report.id}")
    assert flagged.status == 410
    assert browsers["visitor"].get("/moderation/log").status == 200


def test_a_list_can_begin_with_one_of_them(
    make: Maker, people: People, council: StandIn, visitor: Browser, rows: Rows
) -> None:
    for words in ("The first", "The second", "The third"):
        council.has(description=words)
    listed(make, people, council)
    middle = sorted(rows.all(CouncilReport), key=lambda row: row.reported_at)[1]
    page = visitor.get(f"{AT}?at={middle.id}")
    assert page.says("The first") or page.says("The second")
    assert not page.says("The third")
