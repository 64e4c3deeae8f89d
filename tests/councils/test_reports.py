"""An area lists what others reported to its council, as the council's."""

from datetime import timedelta
from typing import Any

import pytest

from board import clock
from board.areas.boundary import read as boundary
from board.councils import actions, report_queries, reports
from board.councils.models import Council, CouncilReport
from board.privacy.retention import forget
from tests.builders import Maker, People, Rows
from tests.councils.hands import connected, do, named, post, sent
from tests.councils.stand_in import StandIn
from tests.pages import Browser

AT = "/areas/hodge-hill/council"


def listed(make: Maker, people: People, council: StandIn, **more: Any) -> Council:
    """An organiser has its reports listed, and they are read."""
    made = named(make, people, council, **more)
    with make.writing():
        make._here(made).shows_reports = True
    read(make)
    return made


def read(make: Maker, days: float = 0) -> None:
    """The job reads, in so many days."""
    do(make, "council reports", minutes=days * 24 * 60)


def days_ago(days: float) -> str:
    """That moment, as a council writes it."""
    return (clock.now() - timedelta(days=days)).isoformat(timespec="seconds")


def test_they_stand_there_as_the_councils_with_the_way_to_say_it_here(
    make: Maker, people: People, council: StandIn, visitor: Browser, organiser: Browser
) -> None:
    council.has(description="A hole\nDeep.", requested_datetime=days_ago(80))
    council.has(description="Closed one", status="closed")
    assert visitor.get(AT).status == 404
    made = named(make, people, council)
    at = f"/areas/hodge-hill/councils/{made.id}/reports"
    assert organiser.post(at, {"show": "yes"}).status == 303
    read(make)
    page = visitor.get(AT)
    assert page.says("A hole", "Street lamps", "number 100, Brum Council")
    assert page.says("The council says: open.", "The council says: closed.")
    assert "secret" not in page.text.lower(), "nothing of who reported it"
    assert not visitor.get(f"{AT}?state=open").says("Closed one")
    assert not visitor.get(f"{AT}?state=closed").says("A hole")
    (say,) = [link for link in page.links if "A+hole" in link]
    form = visitor.get(say).form("/issues/new")
    typed = dict(form.fields)
    assert (typed["title"], typed["place"]) == ("A hole", "Cotterills Lane")
    assert (typed["latitude"], typed["area"]) == ("52.49", "hodge-hill")
    assert "Brum Council has this under number 100." in typed["body"]
    assert visitor.get("/areas/hodge-hill").says("What the council knows of here")
    assert organiser.post(at, {"show": "no"}).status == 303
    assert visitor.get(AT).status == 404


@pytest.mark.parametrize("is_like_fms", [False, True])
def test_a_report_is_there_once_and_says_how_it_is_now(
    make: Maker, people: People, council: StandIn, rows: Rows, is_like_fms: bool
) -> None:
    council.is_like_fms, council.needs = is_like_fms, "brum" if is_like_fms else ""
    for n in range(260):
        council.has(description=f"Number {n}", requested_datetime=days_ago(n / 3))
    listed(make, people, council, jurisdiction=council.needs)
    assert rows.count(CouncilReport) == 260
    first = council.requests[0]
    first |= {"status": "closed", "description": "Mended"}
    read(make, days=1)
    now = {one.request_id: one for one in rows.all(CouncilReport)}
    assert len(now) == 260
    assert (now["100"].state, now["100"].words) == ("closed", "Mended")


def test_a_page_is_some_twenty_and_leads_to_the_next(
    make: Maker, people: People, council: StandIn, visitor: Browser
) -> None:
    for n in range(45):
        council.has(description=f"Number {n:02}", requested_datetime=days_ago(n))
    listed(make, people, council)
    seen, url = list[str](), AT
    for _page in range(3):
        page = visitor.get(url)
        seen += [f"Number {n:02}" for n in range(45) if page.says(f"Number {n:02}")]
        url = next((link for link in page.links if "after=" in link), "")
    assert seen == [f"Number {n:02}" for n in range(45)]
    assert not url


def test_posts_of_ours_are_no_reports(
    make: Maker, people: People, council: StandIn, rows: Rows
) -> None:
    made = connected(make, people, council)
    post(make, people)
    sent(make)
    council.has(description="Another's")
    with make.writing():
        make._here(made).shows_reports = True
    read(make)
    assert [one.words for one in rows.all(CouncilReport)] == ["Another's"]


def test_only_what_lies_in_the_area_is_kept(
    make: Maker, people: People, council: StandIn, rows: Rows
) -> None:
    ring = [[-1.9, 52.4], [-1.7, 52.4], [-1.7, 52.6], [-1.9, 52.6], [-1.9, 52.4]]
    make.boundary(
        people.hodge_hill, boundary({"type": "Polygon", "coordinates": [ring]})
    )
    council.has(description="Here")
    council.has(description="Far", lat=51.5, long=-0.1)
    council.has(description="Nowhere", lat="", long="")
    listed(make, people, council)
    assert [one.words for one in rows.all(CouncilReport)] == ["Here"]


def test_what_is_hidden_stays_hidden(
    make: Maker, people: People, council: StandIn, organiser: Browser, visitor: Browser
) -> None:
    council.has(description="Mr Smith did it")
    listed(make, people, council)
    path = f"{AT}/1/hide"
    assert visitor.post(path).location.startswith("/login")
    assert organiser.press(AT, path).status == 303
    assert not visitor.get(AT).says("Mr Smith")
    council.requests[0]["description"] = "Mr Smith did it again"
    read(make, days=1)
    assert not visitor.get(AT).says("Mr Smith")


def test_what_is_hidden_stays_hidden_when_they_are_listed_anew(
    make: Maker, people: People, council: StandIn, organiser: Browser, visitor: Browser
) -> None:
    council.has(description="Mr Smith did it")
    council.has(description="A hole")
    made = listed(make, people, council)
    organiser.press(AT, f"{AT}/1/hide")
    for shows in (False, True):
        with make.writing():
            by = make._here(people.organiser)
            actions.show_reports(make._here(made), by, shows=shows)
    read(make, days=1)
    page = visitor.get(AT)
    assert page.says("A hole")
    assert not page.says("Mr Smith")


def test_what_was_closed_long_ago_goes_and_does_not_come_back(
    make: Maker, people: People, council: StandIn, rows: Rows
) -> None:
    council.has(status="closed", updated_datetime=days_ago(10))
    council.has(
        status="closed", requested_datetime=days_ago(89), updated_datetime=days_ago(89)
    )
    listed(make, people, council)
    assert rows.count(CouncilReport) == 2
    with make.writing(), clock.set_to(clock.now() + timedelta(days=2)):
        assert forget() >= 1
    read(make, days=2)
    assert rows.count(CouncilReport) == 1


def test_one_that_is_open_for_long_is_asked_for_by_its_number(
    make: Maker, people: People, council: StandIn, rows: Rows
) -> None:
    old = council.has(requested_datetime=days_ago(85))
    listed(make, people, council)
    old |= {"status": "closed"}
    read(make, days=10)
    assert [one.state for one in rows.all(CouncilReport)] == ["closed"]


def test_there_is_an_end_to_what_is_kept(
    make: Maker,
    people: People,
    council: StandIn,
    rows: Rows,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reports, "MOST", 30)
    for n in range(40):
        council.has(description=f"Number {n}")
    listed(make, people, council)
    assert rows.count(CouncilReport) == 30


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        ("shows a page", "It answered with a web page"),
        ("is ill", "It says: Try again later."),
        ("sends us elsewhere", "It sends us elsewhere (302)"),
        ("is huge", "larger than 2 megabytes"),
    ],
)
def test_whatever_else_it_answers_is_said_in_words(
    make: Maker,
    people: People,
    council: StandIn,
    organiser: Browser,
    fault: str,
    why: str,
) -> None:
    made = named(make, people, council)
    with make.writing():
        make._here(made).shows_reports = True
    council.always = fault
    read(make)
    assert organiser.get(f"/areas/hodge-hill/councils/{made.id}").says(why)


def test_reports_that_say_too_little_or_lie_are_passed_over(
    make: Maker, people: People, council: StandIn, rows: Rows
) -> None:
    council.has(service_request_id="")
    council.has(status="fixed")
    council.has(requested_datetime=days_ago(1), lat=999, description="\x00<script>")
    listed(make, people, council)
    (kept,) = rows.all(CouncilReport)
    assert (kept.latitude, kept.longitude) == (None, -1.83)
    with make.app.app_context():
        assert len(report_queries.reports(1, "")) == 1
