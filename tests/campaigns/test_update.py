"""Telling everyone the news."""

from board.activity.models import Activity, Verb
from board.campaigns.models import Update
from board.notifications.models import Notification
from tests.builders import Maker, People, Rows
from tests.pages import Browser


def test_news_stands_on_the_campaign_and_reaches_everyone_behind_it_once(
    organiser: Browser, visitor: Browser, member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    make.second(issue, people.member)
    campaign = make.campaign(people.organiser, issue)
    make.follow(f"campaign-{campaign.id}", people.member)
    at = f"/campaigns/{campaign.id}"
    page = organiser.fill(f"{at}/updates", {"title": "They will come", "body": "On *Monday*."})
    assert (page.status, page.location) == (303, at)
    assert organiser.follow(page).message == "Your news is up, and everyone who backs this is told."
    page = visitor.get(at)
    assert page.says("They will come", "On Monday.")
    assert visitor.get(f"/issues/{issue.id}").says("There is news from the campaign: Light the lane")
    (line,) = rows.all(Activity, verb=Verb.CAMPAIGN_UPDATED)
    told = sorted(row.person_id for row in rows.all(Notification, activity_id=line.id))
    assert told == sorted([people.resident.id, people.member.id])
    assert member.get("/notifications").says("There is news from a campaign:")
    assert rows.count(Update) == 1


def test_news_does_not_name_its_writer_to_visitors(visitor: Browser, make: Maker, people: People) -> None:
    campaign = make.campaign(people.organiser)
    make.update(campaign, people.organiser)
    assert "Olu Okafor" not in visitor.get(f"/campaigns/{campaign.id}").text
