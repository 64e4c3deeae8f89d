"""The number who asked for a campaign is what counting them all would give, whatever
happened in whatever order."""

from typing import Any

from sqlalchemy import select

from board.campaigns import issue_actions
from board.campaigns.models import Campaign
from board.campaigns.people_asking import count_people
from board.campaigns.people_models import Asked
from board.db import db
from tests.builders import Maker, People, Rows
from tests.conftest import Server
from tests.pages import Browser, at_once


def truth(make: Maker, rows: Rows, campaign: Campaign) -> int:
    """The number, which is the one that counting all of them gives."""
    kept = rows.get(Asked, campaign.id).people
    with make.app.app_context():
        assert db.session.scalar(select(count_people(campaign.id))) == kept
    return kept


def test_it_follows_each_way_of_asking(make: Maker, rows: Rows, people: People) -> None:
    one, two, three = (
        make.issue(by) for by in (people.resident, people.resident, people.member)
    )
    campaign, other = (
        make.campaign(people.organiser, one, two),
        make.campaign(people.organiser, two),
    )
    steps: list[tuple[Any, int, int]] = [
        (lambda: make.second(one, people.member), 2, 1),
        (lambda: make.second(two, people.member), 2, 2),
        (lambda: make.back(campaign, people.member, people.operator), 2, 2),
        (lambda: make.unsecond(one, people.member), 2, 2),
        (lambda: make.unsecond(two, people.member), 1, 1),
        (lambda: set_issues(make, campaign, people, two.id, three.id), 2, 1),
        (lambda: make.second(three, people.elsewhere), 3, 1),
        (lambda: make.merge(three, people.organiser, into=two), 3, 3),
        (lambda: make.unmerge(three, people.organiser), 3, 1),
        (lambda: set_issues(make, campaign, people), 0, 1),
    ]
    for number, (step, here, there) in enumerate(steps):
        step()
        assert (truth(make, rows, campaign), truth(make, rows, other)) == (
            here,
            there,
        ), number


def set_issues(make: Maker, campaign: Campaign, people: People, *ids: int) -> None:
    """The campaign has these issues now."""
    with make.writing():
        found = db.session.get_one(Campaign, campaign.id)
        issue_actions.set_issues(
            found,
            db.session.get_one(type(people.organiser), people.organiser.id),
            issues=list(ids),
        )


def test_many_pressing_at_once_are_each_counted_once(
    make: Maker, rows: Rows, people: People, server: Server
) -> None:
    one, two = make.issue(people.resident), make.issue(people.resident)
    campaign = make.campaign(people.organiser, one, two)
    at = [
        f"/issues/{one.id}/second",
        f"/issues/{two.id}/second",
        f"/campaigns/{campaign.id}/back",
    ]
    presses: dict[Browser, str] = {}
    for person in (people.member, people.elsewhere, people.operator):
        presses |= {server.browser(person): url for url in at}
    for browser in presses:
        browser.token()
    pages = at_once(list(presses), lambda browser: browser.post(presses[browser]))
    assert {page.status for page in pages} == {303}
    assert truth(make, rows, campaign) == 4
