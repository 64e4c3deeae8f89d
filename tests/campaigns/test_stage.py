"""Moving a campaign on, and telling everyone."""

from board.campaigns.models import Campaign, Stage, Update
from tests.builders import Maker, People, Rows
from tests.pages import Browser


def test_everyone_who_backs_it_is_told_and_reads_why(
    make: Maker, people: People, organiser: Browser, resident: Browser, visitor: Browser
) -> None:
    lamp = make.issue(by=people.resident)
    campaign = make.campaign(people.organiser, lamp)
    answer = organiser.fill(f"/campaigns/{campaign.id}/stage", {"stage": "won", "note": "All **14** are lit."})
    assert answer.status == 303
    for page in (visitor.get(f"/campaigns/{campaign.id}"), visitor.get("/campaigns?stage=won")):
        assert page.says("Won")
    assert visitor.get(f"/campaigns/{campaign.id}").says("All 14 are lit.")
    assert visitor.get(f"/issues/{lamp.id}").says("Won", campaign.title)
    assert resident.get("/notifications").says("A campaign has moved on:", campaign.title)
    assert visitor.get("/").says("What was won", campaign.title)


def test_moving_it_to_where_it_is_says_so_and_keeps_the_note(
    make: Maker, people: People, organiser: Browser, rows: Rows
) -> None:
    campaign = make.campaign(people.organiser)
    answer = organiser.fill(f"/campaigns/{campaign.id}/stage", {"stage": "listening", "note": "Still listening."})
    assert answer.status == 409
    assert answer.errors["stage"] == "The campaign is at this stage already."
    assert answer.value("note") == "Still listening."
    assert rows.count(Update) == 0


def test_an_organiser_elsewhere_moves_nothing(make: Maker, people: People, elsewhere: Browser, rows: Rows) -> None:
    campaign = make.campaign(people.organiser)
    assert elsewhere.post(f"/campaigns/{campaign.id}/stage", {"stage": "won"}).status == 403
    assert rows.get(Campaign, campaign.id).stage == Stage.LISTENING
