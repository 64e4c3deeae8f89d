"""The page of one's news."""

import re
from collections.abc import Callable
from itertools import chain

import pytest

from board.notifications.models import Notification
from board.notifications.queries import PAGE
from tests.builders import Maker, People, Rows
from tests.pages import Browser, Page


def told(page: Page) -> list[str]:
    """The titles of the things on the page, in its order."""
    return re.findall(r"Post \d+", page.words)


@pytest.mark.parametrize("number", [PAGE - 1, PAGE, PAGE + 1, 2 * PAGE + 3])
def test_walking_all_pages_shows_each_line_once_the_newest_first(
    browser: Callable[..., Browser], make: Maker, people: People, number: int
) -> None:
    newcomer = make.person()
    reader = browser(newcomer)
    for n in range(number):
        issue = make.issue(people.member, title=f"Post {n}")
        make.follow(f"issue-{issue.id}", newcomer)
        make.comment(issue, people.organiser)
    pages = [told(page) for page in reader.walk("/notifications")]
    assert all(pages), "a link leads to an empty page"
    assert list(chain(*pages)) == [f"Post {n}" for n in reversed(range(number))]


def test_reading_marks_what_was_shown_and_only_ones_own(
    resident: Browser, member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.organiser)
    assert resident.fill("/notifications").location == "/notifications"
    mine = rows.all(Notification, person_id=people.resident.id)
    assert mine
    assert all(row.read_at for row in mine)
    assert all(
        row.read_at is None
        for row in rows.all(Notification, person_id=people.member.id)
    )
    page = resident.get("/notifications")
    assert page.says(issue.title)
    assert not page.says("Mark all as read")
    assert member.get("/notifications").says(
        "New: Somebody posted:", "You follow Hodge Hill."
    )


@pytest.mark.parametrize(
    "until", ["", "x", "-1", "9" * 30, "1; DROP TABLE notification", "\x00", "٣"]
)
def test_an_odd_number_marks_nothing(
    resident: Browser, make: Maker, rows: Rows, people: People, until: str
) -> None:
    make.issue(people.organiser)
    before = rows.everything()
    assert resident.post("/notifications", {"until": until}).status == 303
    assert rows.everything() == before


def test_each_kind_of_news_is_a_sentence_with_a_way_to_the_thing(
    resident: Browser, organiser: Browser, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident)
    make.comment(issue, people.member)
    campaign = make.campaign(people.organiser, issue)
    make.follow(f"campaign-{campaign.id}", people.resident)
    make.update(campaign, people.organiser)
    task = make.task(campaign, people.organiser)
    organiser.post(f"/campaigns/{campaign.id}/stage", {"stage": "acting"})
    organiser.post(f"/campaigns/{campaign.id}/issues", {})
    organiser.post(f"/issues/{issue.id}/state", {"state": "done", "reason": "Lit."})
    make.follow(f"task-{task.id}", people.resident)
    make.claim(task, people.member)
    make.release(task, people.member)
    make.claim(task, people.member)
    make.complete(task, people.member)
    page = resident.get("/notifications")
    assert page.says(
        "You have a new part to play here:",
        f"{people.member.given_name} commented on",
        "A campaign has begun from what was said:",
        "There is news from a campaign:",
        "There is something to do:",
        "A campaign has moved on:",
        "A campaign took up, or let go of, a post you follow:",
        "The status has changed:",
        "Somebody took a place on",
        "Somebody gave a place back:",
        "Somebody finished their part",
    )
    assert {
        f"/issues/{issue.id}",
        f"/campaigns/{campaign.id}",
        f"/tasks/{task.id}",
    } <= set(page.links)


def test_before_anything_happened_it_says_what_to_do(
    browser: Callable[..., Browser], make: Maker
) -> None:
    page = browser(make.person()).get("/notifications")
    assert page.says("Nothing yet")
    assert page.offers("/issues")
