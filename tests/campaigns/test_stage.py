"""Moving a campaign on."""

import pytest

from board.activity.models import Activity, Verb
from board.campaigns.models import Campaign, Stage, Update
from board.notifications.models import Notification
from tests.builders import Maker, People, Rows
from tests.pages import Browser


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage != Stage.LISTENING])
def test_an_organiser_moves_it_and_says_what_happened(
    organiser: Browser, visitor: Browser, make: Maker, rows: Rows, people: People, stage: Stage
) -> None:
    issue = make.issue(people.resident)
    campaign = make.campaign(people.organiser, issue)
    at = f"/campaigns/{campaign.id}"
    page = organiser.fill(f"{at}/stage", {"stage": stage, "note": "They have *answered*."})
    assert (page.status, page.location) == (303, at)
    assert organiser.follow(page).message == "Everyone who backs this is told."
    assert rows.get(Campaign, campaign.id).stage == stage
    page = visitor.get(at)
    assert page.says(stage.capitalize(), "They have answered.")
    assert visitor.get(f"/issues/{issue.id}").says(stage.capitalize())
    (line,) = rows.all(Activity, verb=Verb.CAMPAIGN_STAGE_SET)
    assert line.facts == {"stage": stage, "was": Stage.LISTENING}
    assert line.part_id == rows.all(Update)[0].id


def test_the_loop_closes_everyone_who_spoke_up_hears_the_outcome(
    organiser: Browser, resident: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    make.second(issue, people.elsewhere)
    campaign = make.campaign(people.organiser, issue)
    make.follow(f"campaign-{campaign.id}", people.member)
    organiser.fill(f"/campaigns/{campaign.id}/stage", {"stage": "won", "note": "All 14 lamps are lit."})
    (line,) = rows.all(Activity, verb=Verb.CAMPAIGN_STAGE_SET)
    told = sorted(row.person_id for row in rows.all(Notification, activity_id=line.id))
    assert told == sorted([people.resident.id, people.elsewhere.id, people.member.id])
    assert resident.get("/me").says("Won", "A campaign has moved on:", "Light the lane")


def test_the_same_stage_again_says_that_it_is_there_already(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    before = rows.everything()
    page = organiser.fill(f"/campaigns/{campaign.id}/stage", {"stage": "listening", "note": "Still here."})
    assert page.status == 409
    assert page.errors == {"stage": "The campaign is at this stage already."}
    assert page.value("note") == "Still here."
    assert rows.everything() == before
