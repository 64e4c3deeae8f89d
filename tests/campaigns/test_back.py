"""Joining a campaign with one press, by name or not."""

import pytest

from board.activity.models import Activity, Follow
from board.campaigns import verbs
from board.campaigns.models import Stage
from board.campaigns.people_models import Backer
from tests.builders import Maker, People, Rows
from tests.conftest import Server
from tests.pages import Browser, at_once


def test_whoever_asked_for_it_is_told_and_joins_with_one_press(
    resident: Browser, visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    campaign = make.campaign(people.organiser, make.issue(people.resident))
    at = f"/campaigns/{campaign.id}"
    news = resident.get("/notifications")
    assert news.says("Join in with one press")
    assert f"{at}#join" in news.links
    page = resident.press(at, f"{at}/back")
    assert (page.status, page.location) == (303, at)
    page = resident.follow(page)
    assert page.message == "You are part of this. You will hear what becomes of it."
    assert page.says(
        "You are part of this. Only the organisers here see your name.",
        "Stop following",
    )
    assert (
        rows.count(
            Follow, topic=f"campaign-{campaign.id}", person_id=people.resident.id
        )
        == 1
    )
    by_resident = {"verb": verbs.BACKED, "actor_id": people.resident.id}
    assert rows.count(Activity, **by_resident) == 1
    assert not visitor.get(at).says(people.resident.name)
    assert visitor.get(at).says("1 person asked for this, 2 have joined")


def test_one_says_anew_whether_ones_name_is_shown(
    member: Browser, visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    at = f"/campaigns/{make.campaign(people.organiser).id}"
    shown = []
    for values in ({"show_name": "y"}, {"show_name": "y"}, {"show_name": None}):
        assert member.fill(at, values, action=f"{at}/back").status == 303
        shown.append(
            [visitor.get(url).says(people.member.name) for url in (at, f"{at}/backers")]
        )
    assert shown == [[True, True], [True, True], [False, False]]
    told = [
        line.verb for line in rows.all(Activity) if line.actor_id == people.member.id
    ]
    assert told[-2:] == [verbs.BACKED, verbs.NAME_SET], (
        "saying the same again is no news"
    )
    page = member.press(at, f"{at}/unback", htmx=True)
    assert page.status == 200
    assert page.says("Join this campaign", "Stop following"), "following goes on"
    assert rows.count(Backer, person_id=people.member.id) == 0


def test_a_press_with_htmx_brings_ones_own_part_back(
    member: Browser, make: Maker, people: People
) -> None:
    at = f"/campaigns/{make.campaign(people.organiser).id}"
    page = member.fill(at, {"show_name": "y"}, action=f"{at}/back", htmx=True)
    assert page.status == 200
    assert "<html" not in page.text
    assert page.says("You are part of this. Everyone sees your name.")


@pytest.mark.parametrize("stage", [Stage.WON, Stage.LOST])
def test_once_it_is_over_nobody_joins_but_who_has_may_leave(
    member: Browser,
    resident: Browser,
    visitor: Browser,
    make: Maker,
    rows: Rows,
    people: People,
    stage: Stage,
) -> None:
    campaign = make.campaign(people.organiser)
    at = f"/campaigns/{campaign.id}"
    make.back(campaign, people.member)
    assert f"{at}/back" in visitor.get(at).links
    make.stage(campaign, people.organiser, stage)
    assert not resident.get(at).offers(f"{at}/back")
    assert f"{at}/back" not in visitor.get(at).links, "it would lead to nothing"
    for htmx in (False, True):
        page = resident.post(f"{at}/back", htmx=htmx)
        assert page.status == 409
        assert page.message == "This campaign is over, so nobody can join it any more."
    assert rows.count(Backer) == 2, "who began it and who had joined"
    assert member.fill(at, {"show_name": "y"}, action=f"{at}/back").status == 303
    assert member.press(at, f"{at}/unback").status == 303
    assert rows.count(Backer) == 1


def test_pressed_five_times_at_once_one_has_joined_once(
    make: Maker, rows: Rows, people: People, server: Server
) -> None:
    campaign = make.campaign(people.organiser)
    browsers = [server.browser(people.member) for _ in range(5)]
    for browser in browsers:
        browser.token()
    pages = at_once(
        browsers, lambda browser: browser.post(f"/campaigns/{campaign.id}/back")
    )
    assert {page.status for page in pages} == {303}
    assert rows.count(Backer) == rows.count(Activity, verb=verbs.BACKED) == 2


def test_a_long_list_of_backers_is_walked_page_by_page(
    organiser: Browser, visitor: Browser, make: Maker, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    crowd = [make.person(f"Backer number {n}x") for n in range(53)]
    make.back(campaign, *crowd, show_name=True)
    make.back(campaign, people.member)
    url = f"/campaigns/{campaign.id}/backers"
    words = " ".join(page.words for page in visitor.walk(url))
    assert all(words.count(person.name) == 1 for person in crowd)
    assert people.member.name not in words
    assert visitor.get(f"/campaigns/{campaign.id}").says(
        "55 have joined", "and 41 more by name"
    )
    last = list(organiser.walk(url))[-1]
    assert last.says("Backer number 52x", "You see everyone who joined.")
    assert people.member.name in " ".join(page.words for page in organiser.walk(url))
