"""Moving a campaign on."""

import pytest

from board.accounts.models import Person
from board.activity.models import Activity
from board.campaigns import verbs
from board.campaigns.actions import set_stage
from board.campaigns.models import Campaign, Outcome, Stage, Update
from board.campaigns.queries import get
from board.db import fresh
from board.errors import Invalid
from board.issues.models import Issue, State
from tests.builders import Maker, People, Rows
from tests.pages import Browser


@pytest.mark.parametrize("stage", [Stage.PLANNING, Stage.ACTING, Stage.NEGOTIATING])
def test_an_organiser_moves_it_and_says_what_happened(
    organiser: Browser,
    visitor: Browser,
    make: Maker,
    rows: Rows,
    people: People,
    stage: Stage,
) -> None:
    issue = make.issue(people.resident)
    campaign = make.campaign(people.organiser, issue)
    at = f"/campaigns/{campaign.id}"
    page = organiser.fill(
        f"{at}/stage", {"stage": stage, "note": "They have *answered*."}
    )
    assert (page.status, page.location) == (303, at)
    assert organiser.follow(page).message == "Everyone who backs this is told."
    assert rows.get(Campaign, campaign.id).stage == stage
    page = visitor.get(at)
    assert page.says(stage.capitalize(), "They have answered.")
    assert visitor.get(f"/issues/{issue.id}").says(stage.capitalize())
    (line,) = rows.all(Activity, verb=verbs.STAGE_SET)
    assert line.facts == {"stage": stage, "was": Stage.LISTENING}
    assert line.part_id == rows.all(Update)[0].id


def test_an_end_is_said_on_a_page_of_its_own(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    before = rows.everything()
    at = f"/campaigns/{campaign.id}"
    assert f"{at}/debrief?stage=lost" in organiser.get(f"{at}/stage").links
    page = organiser.post(f"{at}/stage", {"stage": "lost"})
    assert (page.status, page.location) == (303, f"{at}/debrief?stage=lost")
    with pytest.raises(Invalid), make.writing():
        set_stage(
            get(campaign.id), fresh(Person, people.organiser.id), stage=Stage.LOST
        )
    assert rows.everything() == before


def test_it_may_go_on_after_an_end_and_has_again_what_was_left_open(
    organiser: Browser, visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    closed, left = make.issue(people.resident), make.issue(people.member)
    campaign = make.campaign(people.organiser, closed, left)
    make.end(
        campaign,
        people.organiser,
        Outcome.PAUSED,
        other=State.NOT_DONE,
        others=[closed.id],
    )
    at = f"/campaigns/{campaign.id}"
    assert organiser.get(f"{at}/stage").says(
        "Posts that were closed at its end stay closed until people open them"
    )
    assert (
        organiser.fill(
            f"{at}/stage", {"stage": "acting", "note": "There is a new owner."}
        ).status
        == 303
    )
    assert rows.get(Issue, closed.id).state == State.NOT_DONE
    assert rows.get(Issue, left.id).state == State.IN_CAMPAIGN
    assert not visitor.get(at).says("What came of it")


def test_the_same_stage_again_says_that_it_is_there_already(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    before = rows.everything()
    page = organiser.fill(
        f"/campaigns/{campaign.id}/stage", {"stage": "listening", "note": "Still here."}
    )
    assert page.status == 409
    assert page.errors == {"stage": "The campaign is at this stage already."}
    assert page.value("note") == "Still here."
    assert rows.everything() == before
