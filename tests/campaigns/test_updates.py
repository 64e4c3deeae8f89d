"""News of a campaign, and changes to its text."""

from board.campaigns.models import Campaign
from tests.builders import Maker, People, Rows
from tests.pages import Browser


def test_news_reaches_followers_posters_and_seconders(
    make: Maker, people: People, organiser: Browser, resident: Browser, member: Browser, visitor: Browser
) -> None:
    lamp = make.issue(by=people.resident)
    campaign = make.campaign(people.organiser, lamp)
    member.press(f"/campaigns/{campaign.id}", f"/campaigns/{campaign.id}/follow")
    news = {"title": "They have answered", "body": "They will come on *Tuesday* at ten."}
    organiser.fill(f"/campaigns/{campaign.id}/updates", news)
    assert visitor.get(f"/campaigns/{campaign.id}").says("They have answered", "They will come on Tuesday at ten.")
    assert visitor.get(f"/issues/{lamp.id}").says("There is news from the campaign:")
    for somebody in (resident, member):
        assert somebody.get("/notifications").says("There is news from a campaign:", campaign.title)


def test_of_two_people_who_edit_at_once_the_later_sees_both_texts(
    make: Maker, people: People, organiser: Browser, operator: Browser, rows: Rows
) -> None:
    campaign = make.campaign(people.organiser)
    at = f"/campaigns/{campaign.id}/edit"
    early, late = (browser.get(at).form(at) for browser in (organiser, operator))
    assert organiser.send_form(early.action, early.filled({"title": "Light every lane"})).status == 303
    answer = operator.send_form(late.action, late.filled({"title": "Lamps now"}))
    assert answer.status == 409
    assert answer.says("Somebody changed this while you were writing.", "Light every lane")
    assert answer.value("title") == "Lamps now"
    assert rows.get(Campaign, campaign.id).title == "Light every lane"
    again = answer.form(f"/campaigns/{campaign.id}/edit")
    assert operator.send_form(again.action, again.filled({})).status == 303
    assert rows.get(Campaign, campaign.id).title == "Lamps now"
