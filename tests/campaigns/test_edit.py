"""Changing what a campaign says."""

from board.activity.models import Activity
from board.campaigns import verbs
from board.campaigns.models import Campaign
from tests.builders import Maker, People, Rows
from tests.pages import Browser


def test_an_organiser_changes_the_checklist(
    organiser: Browser, visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    at = f"/campaigns/{campaign.id}"
    page = organiser.fill(
        f"{at}/edit",
        {"title": "Light every lane", "decide_by": "2031-12-24", "ask": ""},
    )
    assert (page.status, page.location) == (303, at)
    page = visitor.get(at)
    assert page.h1 == "Light every lane"
    assert page.says(
        "24 December 2031", campaign.goal, "The text of the campaign was changed."
    )
    assert not page.says(campaign.ask)
    assert rows.get(Campaign, campaign.id).version == 2
    assert rows.count(Activity, verb=verbs.EDITED) == 1
    organiser.fill(f"{at}/edit", {"decide_by": ""})
    assert rows.get(Campaign, campaign.id).decide_by is None


def test_whoever_is_second_sees_what_it_says_now_and_keeps_what_they_wrote(
    organiser: Browser, operator: Browser, make: Maker, rows: Rows, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    url = f"/campaigns/{campaign.id}/edit"
    form = organiser.get(url).form(url)
    operator.fill(url, {"title": "As the operator put it"})
    page = organiser.send_form(url, form.filled({"title": "As I put it"}))
    assert page.status == 409
    assert page.message.startswith("Somebody changed this while you were writing.")
    assert page.says("What it says now", "As the operator put it")
    assert page.value("title") == "As I put it"
    assert organiser.send_form(url, page.form(url).filled({})).status == 303
    assert rows.get(Campaign, campaign.id).title == "As I put it"
