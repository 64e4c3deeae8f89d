"""The list of areas, and the page of one."""

from board.areas import actions
from board.areas.models import Area
from board.campaigns.models import Stage
from tests.builders import Maker, People, Rows, Things
from tests.pages import Browser


def test_the_list_names_every_area_and_leads_to_it(
    visitor: Browser, people: People
) -> None:
    page = visitor.get("/areas")
    assert page.says("Hodge Hill", "All about Ward End.")
    assert {"/areas/hodge-hill", "/areas/ward-end"} <= set(page.links)


def test_the_page_of_an_area_shows_what_is_its_own(
    visitor: Browser, make: Maker, things: Things, people: People
) -> None:
    there = make.issue(people.resident, area=people.ward_end, title="Only in Ward End")
    page = visitor.get("/areas/hodge-hill")
    assert page.says(things.issue.title, things.campaign.title, things.task.title)
    assert not page.says(there.title)
    page = visitor.get("/areas/ward-end")
    assert page.says(there.title)
    assert not page.says(things.campaign.title)


def test_an_area_without_anything_says_what_to_do_first(
    visitor: Browser, people: People
) -> None:
    page = visitor.get("/areas/ward-end")
    assert page.says("Nobody has said anything here yet")
    assert page.offers("/issues/new?area=ward-end")


def test_an_area_is_added_once(make: Maker, rows: Rows) -> None:
    first = make.area("Hodge Hill")
    with make.writing():
        again = actions.add("hodge-hill", "Another name")
    assert (again.id, again.name) == (first.id, "Hodge Hill")
    assert rows.count(Area) == 1


def test_the_front_page_shows_the_newest_the_wins_and_what_needs_hands(
    visitor: Browser, make: Maker, things: Things, people: People
) -> None:
    page = visitor.get("/")
    assert page.says(things.issue.title, things.other.title, things.task.title)
    assert not page.says("What was won")
    make.stage(things.campaign, people.organiser, Stage.WON)
    assert visitor.get("/").says("What was won", things.campaign.title)


def test_an_area_is_found_in_any_case_of_its_address(
    visitor: Browser, member: Browser, things: Things
) -> None:
    for at in (
        "/areas/Hodge-Hill",
        "/areas/HODGE-HILL.atom",
        "/areas/Hodge-Hill.ics",
        "/areas/Hodge-Hill?tab=1",
    ):
        page = visitor.get(at)
        assert (page.status, page.location) == (301, at.lower())
    assert visitor.get("/issues?area=Hodge-Hill").says(things.issue.title)
    assert visitor.get("/events?area=Hodge-Hill").says(things.event.title)
    assert member.post("/areas/Ward-End/join").location == "/areas/ward-end"
    assert member.post("/areas/Ward-End/follow").status == 303
    said = {
        "title": "Bins",
        "body": "Full.",
        "category": "rubbish",
        "kind": "problem",
        "different": "yes",
    }
    assert member.fill("/issues/new", said | {"area": "Hodge-Hill"}).status == 303
