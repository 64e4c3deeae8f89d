"""The list of tasks shows a series once, on its next day that can be taken."""

import re

from tests.builders import Maker, People
from tests.pages import Browser


def listed(browser: Browser, query: str = "") -> list[int]:
    """The numbers of the tasks on the list."""
    cards = re.findall(r'<article id="task-(\d+)', browser.get(f"/tasks{query}").text)
    return [int(number) for number in cards]


def test_the_next_day_stands_there_with_the_others_as_links(
    visitor: Browser, make: Maker, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    first = make.series(campaign, people.organiser)
    other = make.task(campaign, people.organiser)
    assert listed(visitor) == [first.id, other.id]
    page = visitor.get("/tasks")
    assert f"/tasks/{first.id + 1}" in page.links
    assert page.says("This week", "Any time", "The corner of Larch Road")


def test_a_day_that_is_full_makes_room_for_the_next(
    visitor: Browser, make: Maker, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    first = make.series(campaign, people.organiser, places=1)
    make.claim(first, people.member)
    assert listed(visitor) == [first.id + 1]


def test_whoever_looks_for_a_skill_finds_the_first_day_that_asks_for_it(
    visitor: Browser, make: Maker, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    first = make.series(campaign, people.organiser)
    second = make.now(type(first)(id=first.id + 1))
    make.change(second, people.organiser, skills="Urdu")
    assert listed(visitor, "?skill=urdu") == [second.id]
    assert listed(visitor) == [first.id]
