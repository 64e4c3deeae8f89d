"""Finding campaigns, and the page of one."""

import re
from functools import partial
from urllib.parse import quote

from board.campaigns.models import Stage
from tests.builders import Maker, People, Things
from tests.issues.test_list import walk
from tests.pages import HTMX, Browser, Page


def shown(page: Page) -> list[int]:
    """The ids on a list, in its order."""
    return [
        int(link.rpartition("/")[2])
        for link in page.links
        if re.fullmatch(r"/campaigns/\d+", link)
    ]


def test_each_filter_narrows_the_list(
    visitor: Browser, organiser: Browser, make: Maker, people: People
) -> None:
    lane = make.campaign(people.organiser, decision_maker="Ada")
    there = make.campaign(
        people.elsewhere,
        area=people.ward_end,
        title="Dry homes",
        goal="No mould at 100%.",
        ask="",
    )
    make.stage(lane, people.organiser, Stage.WON)
    for query, expected in {
        "": [there, lane],
        "area=ward-end": [there],
        "stage=won": [lane],
        "stage=nonsense": [there, lane],
        "q=lane": [lane],
        "q=LAMPS+mend": [lane],
        "q=" + quote("100%"): [there],
        "q=" + quote("%"): [there],
        "q=" + quote("_"): [],
        "q=mould+lamps": [],
        "area=hodge-hill&stage=won&q=light": [lane],
    }.items():
        assert shown(visitor.get(f"/campaigns?{query}")) == [
            campaign.id for campaign in expected
        ], query
    assert shown(visitor.get("/campaigns?stage=won", **HTMX)) == [lane.id]


def test_walking_all_pages_shows_each_once(
    visitor: Browser, make: Maker, people: People
) -> None:
    made = [
        make.campaign(people.organiser, title=f"Campaign {n}").id for n in range(43)
    ]
    begin = partial(make.campaign, people.organiser, title="A campaign begun meanwhile")
    seen = [
        id
        for page in visitor.walk("/campaigns?q=campaign", between=begin)
        for id in shown(page)
    ]
    assert seen == made[::-1]
    assert walk(visitor, "/issues") == []


def test_the_page_counts_the_different_people_who_asked(
    visitor: Browser, make: Maker, people: People
) -> None:
    one, two = make.issue(people.resident), make.issue(people.member)
    make.second(one, people.member, people.elsewhere)
    make.second(two, people.resident)
    campaign = make.campaign(people.organiser, one, two)
    page = visitor.get(f"/campaigns/{campaign.id}")
    assert page.says("3 people asked for this, 1 has joined")


def test_organisers_are_offered_what_comes_next_and_others_are_not(
    browsers: dict[str, Browser], things: Things
) -> None:
    at = f"/campaigns/{things.campaign.id}"
    verbs = [
        f"{at}/{verb}" for verb in ("tasks/new", "updates", "stage", "issues", "edit")
    ]
    for who, browser in browsers.items():
        page = browser.get(at)
        may = who in ("organiser", "operator")
        assert [page.offers(verb) for verb in verbs] == [may] * 5, who


def test_its_tasks_stand_on_its_page(
    visitor: Browser, member: Browser, things: Things
) -> None:
    page = visitor.get(f"/campaigns/{things.campaign.id}")
    assert f"/tasks/{things.task.id}" in page.links
    assert not page.says("Mo Malik")
    assert member.get(f"/campaigns/{things.campaign.id}").offers(
        f"/tasks/{things.task.id}/claim"
    )
