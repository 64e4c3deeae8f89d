"""On paper: each of a campaign's papers is one A4 page, however much it has to say, and
what only a screen can do stands on no sheet."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from board.campaigns.models import Campaign, Outcome
from tests.browser.letters import mailed
from tests.browser.screen import Screen
from tests.builders import Maker, People, at_six, in_days
from tests.conftest import Server

A4 = (595, 842)  # points
INSIDE = {"width": 673, "height": 1001}  # pixels within the margins
WHOLE = {"width": 794, "height": 1122}  # and of the sheet
LONG = "Wherever a mould grows we ask for warm walls and a proper answer "
CUT_OFF = """() => [...document.querySelectorAll(".sheet, .bill-strips li")].filter(
  one => one.scrollHeight > one.clientHeight + 1
    || one.scrollWidth > one.clientWidth + 1).length"""
CONTROLS = """() => [...document.querySelectorAll(
  "input, button, select, textarea, .button, .choice, .filters, .menu, .pager")]
  .filter(one => one.checkVisibility()).map(one => one.outerHTML.slice(0, 80))"""
LISTS = ("/issues", "/tasks", "/events", "/campaigns", "/areas", "/areas/hodge-hill")
OWN = ("/me", "/me/follows", "/me/calendar", "/notifications")
OF_ORGANISERS = (
    *("/areas/hodge-hill/desk", "/campaigns/5/rota", "/campaigns/5/call-list"),
    *("/campaigns/5/sign-up-sheet", "/events/1/sheet"),
)
PRINTED = {
    "visitor": (*LISTS, "/", "/issues/1", "/tasks/1", "/campaigns/5", "/events/1"),
    "member": (*LISTS, *OWN, "/issues/1", "/tasks/1", "/campaigns/5", "/events/1"),
    "organiser": (*LISTS, *OWN, *OF_ORGANISERS, "/issues/1", "/tasks/1", "/events/1"),
}


def on_paper(window: Screen) -> Screen:
    """The window shows what the printer would get."""
    window.page.emulate_media(media="print")
    return window


def foot(window: Screen) -> str:
    """What stands at the foot of each sheet."""
    return window.page.locator(".print-only").inner_text()


def sheets(screen: Screen) -> list[tuple[int, int]]:
    """The pages the browser would print, each by its size in points."""
    pdf = screen.page.pdf(prefer_css_page_size=True)
    found = re.findall(rb"/MediaBox\s*\[([^\]]+)\]", pdf)
    assert len(found) == len(re.findall(rb"/Type\s*/Page\b", pdf))
    return [
        (round(float(box.split()[2])), round(float(box.split()[3]))) for box in found
    ]


def long(most: int) -> str:
    """A text of words as long as may be."""
    return (LONG * (most // len(LONG) + 1))[:most].strip()


def full_campaign(make: Maker, people: People) -> Campaign:
    """One that says as much as may be said, with tasks and a meeting."""
    said = {
        "goal": long(2000),
        "ask": long(300),
        "decision_maker": long(160),
        "win": long(500),
    }
    posts = [
        make.issue(people.resident, title=long(120), body=long(3000)) for _ in range(3)
    ]
    full = make.campaign(
        people.organiser, *posts, title=long(120), decide_by=in_days(9), **said
    )
    for _ in range(6):
        when = {"starts_at": at_six(2), "ends_at": at_six(2) + timedelta(hours=2)}
        make.task(full, people.organiser, title=long(120), **when)
    where = {"title": long(120), "place": long(200), "campaign": full}
    make.event(people.hodge_hill, people.organiser, **where)
    return full


def test_each_paper_is_one_page_with_little_and_with_much_on_it(
    screen: Callable[..., Screen], make: Maker, people: People
) -> None:
    full = full_campaign(make, people)
    little = make.campaign(people.organiser, ask="")
    window = on_paper(screen(people.organiser, viewport=INSIDE))
    for campaign in (full, little):
        for paper in ("poster", "brief", "sign-up-sheet"):
            window.page.set_viewport_size(WHOLE if paper == "poster" else INSIDE)
            assert window.open(f"/campaigns/{campaign.id}/{paper}").ok
            assert sheets(window) == [A4], (paper, campaign.id)
            assert not window.page.evaluate(CUT_OFF), f"of the {paper} something is cut"


@pytest.mark.parametrize("kind", ["playbooks", "courses"])
def test_each_sheet_of_a_playbook_or_course_is_one_page(
    looking: Callable[..., Screen], kind: str
) -> None:
    window, seen = on_paper(looking(viewport=INSIDE)), 0
    for number in range(1, 11):
        for sheet in range(1, 13):
            window.open(f"/{kind}/{number}?sheet={sheet}")
            if not window.page.locator(".on-paper").count():
                break
            assert sheets(window) == [A4], (kind, number, sheet)
            seen += 1
    assert seen >= 10


def test_invitations_are_printed_twelve_to_a_page(
    screen: Callable[..., Screen], people: People
) -> None:
    window = screen(people.organiser, viewport=INSIDE)
    for number in ("12", "24"):
        window.open("/areas/hodge-hill/invitations")
        window.page.get_by_label("How many people?").select_option(number)
        window.page.get_by_role("button", name="Make them").click()
        window.heading("Invitations to Hodge Hill")
        assert len(sheets(window)) == int(number) // 12


@pytest.mark.parametrize("outcome", Outcome)
def test_the_poster_of_a_campaign_that_ended_says_how_and_asks_nobody_to_join(
    screen: Callable[..., Screen], make: Maker, people: People, outcome: Outcome
) -> None:
    full = full_campaign(make, people)
    make.end(full, people.organiser, outcome, "The lamps are lit. " + long(900))
    window = on_paper(screen(viewport=WHOLE))
    window.open(f"/campaigns/{full.id}/poster")
    assert sheets(window) == [A4]
    assert not window.page.evaluate(CUT_OFF)
    window.sees("The lamps are lit.", f"/c/{full.id}")
    window.sees_no("Come to:", "Lend a hand", "join in")
    assert not window.page.locator(".bill-strips").count()


def test_the_poster_says_where_to_come_next_and_has_strips_to_tear_off(
    screen: Callable[..., Screen], make: Maker, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    said = {"campaign": campaign, "place": "The library"}
    off = make.event(people.hodge_hill, people.organiser, title="Called off", **said)
    make.cancel(off, people.organiser)
    for days, title in ((9, "The one after"), (4, "Count the lamps")):
        make.event(people.hodge_hill, people.organiser, title=title, days=days, **said)
    window = on_paper(screen(viewport=WHOLE))
    window.open(f"/campaigns/{campaign.id}/poster")
    window.sees("Come to:", "Count the lamps", "18:00 until 20:00", "The library")
    window.sees_no("Called off", "The one after")
    strips = window.page.locator(".bill-strips li").all_inner_texts()
    short = f"{window.url.partition('://')[2]}/c/{campaign.id}"
    assert len(strips) == 8
    assert all("Light the lane" in strip and short in strip for strip in strips)


@pytest.mark.parametrize("name", PRINTED)
def test_a_printed_page_has_its_whole_address_and_nothing_to_press(
    looking: Callable[..., Screen], name: str
) -> None:
    window = on_paper(looking(name))
    for path in PRINTED[name]:
        assert window.open(path).ok, path
        assert f"{window.url}{path}" in foot(window)
        assert window.page.evaluate(CONTROLS) == [], path


def test_a_printed_list_says_which_list_it_is(looking: Callable[..., Screen]) -> None:
    window = on_paper(looking())
    window.open("/issues?area=ward-end&state=open")
    assert f"{window.url}/issues?area=ward-end&state=open" in foot(window)


def test_no_key_comes_on_paper(
    screen: Callable[..., Screen], make: Maker, people: People, server: Server
) -> None:
    window = screen()
    window.open("/login/link")
    window.page.get_by_label("E-mail").fill("resident@example.org")
    window.page.locator("main form button").click()
    window.page.wait_for_url("**/login/mailed")
    at = mailed(server, "/login/link")
    token = at.rpartition("/")[2]
    on_paper(window)
    for path in (at, f"{at}x", f"{at}/x", f"/setup?key={token}"):
        window.open(path)
        assert foot(window) == "Test Board", path
        assert token not in window.page.locator("body").inner_text(), path
