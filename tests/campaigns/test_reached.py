"""A goal as a number, and how far it has come."""

from board.activity.models import Activity
from board.campaigns import verbs
from board.campaigns.models import Campaign
from tests.builders import Maker, People, Rows, Things
from tests.pages import Browser


def test_the_number_grows_on_the_page_and_on_the_notice(
    organiser: Browser, visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    campaign = make.campaign(people.organiser, goal_count=300, goal_unit="signatures")
    at = f"/campaigns/{campaign.id}"
    assert visitor.get(at).says("0 of 300 signatures")
    page = organiser.fill(at, {"reached": "120"}, action=f"{at}/reached")
    assert (page.status, page.location) == (303, at)
    assert organiser.follow(page).message == "The new number is published."
    for url in (at, "/campaigns"):
        assert visitor.get(url).says("120 of 300 signatures"), url
    (line,) = rows.all(Activity, verb=verbs.REACHED)
    assert line.facts == {"reached": 120, "of": 300}


def test_whoever_is_second_is_told_and_sees_the_number_as_it_is(
    organiser: Browser, operator: Browser, rows: Rows, things: Things
) -> None:
    at = f"/campaigns/{things.campaign.id}"
    form = operator.get(at).form(f"{at}/reached")
    organiser.fill(at, {"reached": "230"}, action=f"{at}/reached")
    page = operator.send_form(f"{at}/reached", form.filled({"reached": "220"}))
    assert page.status == 409
    assert page.message.startswith("The number has changed since you opened this page.")
    assert page.says("230 of 300 signatures")
    assert rows.get(Campaign, things.campaign.id).reached == 230


def test_without_a_number_to_reach_there_is_nothing_to_count(
    organiser: Browser, make: Maker, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    at = f"/campaigns/{campaign.id}"
    assert not organiser.get(at).offers(f"{at}/reached")
    assert organiser.post(f"{at}/reached", {"reached": 5, "was": 0}).status == 409
