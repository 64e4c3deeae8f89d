"""Adding posts to a campaign, and taking them out."""

from board.campaigns.models import CampaignIssue
from board.issues.models import Issue, State
from tests.builders import Maker, People, Rows
from tests.pages import Browser


def test_what_is_ticked_is_what_belongs_to_it(
    make: Maker, people: People, organiser: Browser, visitor: Browser, rows: Rows
) -> None:
    lamp, alley = make.issue(by=people.resident), make.issue(by=people.member, title="The alley is dark")
    campaign = make.campaign(people.organiser, lamp)
    answer = organiser.fill(f"/campaigns/{campaign.id}/issues", {"issue": [str(alley.id)]})
    assert answer.status == 303
    assert [link.issue_id for link in rows.all(CampaignIssue)] == [alley.id]
    assert visitor.get(f"/campaigns/{campaign.id}").says("1 added, 1 taken out", "The alley is dark")


def test_a_post_taken_out_of_its_last_campaign_is_open_again(
    make: Maker, people: People, organiser: Browser, rows: Rows
) -> None:
    lamp = make.issue(by=people.resident)
    first = make.campaign(people.organiser, lamp)
    second = make.campaign(people.organiser, lamp)
    organiser.fill(f"/campaigns/{first.id}/issues", {"issue": []})
    assert rows.get(Issue, lamp.id).state == State.IN_CAMPAIGN
    organiser.fill(f"/campaigns/{second.id}/issues", {"issue": []})
    assert rows.get(Issue, lamp.id).state == State.OPEN


def test_a_closed_post_stays_closed(make: Maker, people: People, organiser: Browser, rows: Rows) -> None:
    lamp = make.issue(by=people.resident)
    campaign = make.campaign(people.organiser, lamp)
    make.state(lamp, people.organiser, State.DONE, "All 14 are lit.")
    organiser.fill(f"/campaigns/{campaign.id}/issues", {"issue": []})
    assert rows.get(Issue, lamp.id).state == State.DONE
