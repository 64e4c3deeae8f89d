"""Saying which posts a campaign has."""

from board.activity.models import Activity
from board.areas import membership_actions as memberships
from board.campaigns import verbs
from board.campaigns.models import CampaignIssue
from board.issues.models import Issue, State
from board.notifications.models import Notification
from board.policy import Role
from tests.builders import Maker, People, Rows
from tests.pages import Browser

AIMS = {"title": "Light the lane", "goal": "Every lamp lit."}


def linked(rows: Rows, campaign_id: int) -> list[int]:
    """The posts of a campaign."""
    return [row.issue_id for row in rows.all(CampaignIssue, campaign_id=campaign_id)]


def test_posts_are_added_and_taken_out_at_once(
    organiser: Browser, visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    stays, goes, comes = (
        make.issue(people.resident, title=title) for title in ("Stays", "Goes", "Comes")
    )
    campaign = make.campaign(people.organiser, stays, goes)
    url = f"/campaigns/{campaign.id}/issues"
    form = organiser.get(url).form(url)
    assert sorted(value for name, value in form.fields if name == "issue") == [
        str(stays.id),
        str(goes.id),
    ]
    page = organiser.send_form(url, form.filled({"issue": [stays.id, comes.id]}))
    assert (page.status, page.location) == (303, f"/campaigns/{campaign.id}")
    assert organiser.follow(page).message == "The posts of this campaign are set."
    assert linked(rows, campaign.id) == [stays.id, comes.id]
    states = [rows.get(Issue, issue.id).state for issue in (stays, goes, comes)]
    assert states == [State.IN_CAMPAIGN, State.OPEN, State.IN_CAMPAIGN]
    (line,) = rows.all(Activity, verb=verbs.ISSUES_SET)
    assert line.facts == {"added": [comes.id], "removed": [goes.id]}
    assert visitor.get(f"/campaigns/{campaign.id}").says("1 added, 1 taken out")
    assert visitor.get(f"/issues/{comes.id}").says(
        "It was added to a campaign: Light the lane"
    )
    assert visitor.get(f"/issues/{goes.id}").says(
        "It was taken out of a campaign: see the campaign"
    )


def test_the_posters_of_both_are_told(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    goes, comes = make.issue(people.resident), make.issue(people.member)
    campaign = make.campaign(people.organiser, goes)
    organiser.fill(f"/campaigns/{campaign.id}/issues", {"issue": [comes.id]})
    (line,) = rows.all(Activity, verb=verbs.ISSUES_SET)
    told = {row.person_id for row in rows.all(Notification, activity_id=line.id)}
    assert told == {people.resident.id, people.member.id}


def test_a_post_of_two_campaigns_is_open_again_when_the_last_lets_go(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    for campaign, state in [
        (make.campaign(people.organiser, issue), State.IN_CAMPAIGN),
        (make.campaign(people.organiser, issue), State.OPEN),
    ]:
        organiser.fill(f"/campaigns/{campaign.id}/issues", {"issue": None})
        assert rows.get(Issue, issue.id).state == state


def test_saving_without_a_change_leaves_no_trace(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    campaign = make.campaign(people.organiser, make.issue(people.resident))
    before = rows.everything()
    assert organiser.fill(f"/campaigns/{campaign.id}/issues").status == 303
    assert rows.everything() == before


def test_saving_keeps_posts_that_few_people_are_behind(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    few = make.issue(people.resident, title="Only me")
    campaign = make.campaign(people.organiser, few)
    for number in range(205):
        make.second(make.issue(people.resident, title=f"Many {number}"), people.member)
    assert organiser.fill(f"/campaigns/{campaign.id}/issues").status == 303
    assert linked(rows, campaign.id) == [few.id]


def test_a_post_from_elsewhere_stays_in_the_campaign_that_has_it(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    there = make.issue(people.resident, area=people.ward_end)
    campaign = make.campaign(people.operator, there)
    assert organiser.fill(f"/campaigns/{campaign.id}/issues").status == 303
    assert linked(rows, campaign.id) == [there.id]


def test_a_post_of_an_area_one_does_not_organise_cannot_be_taken_in(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    there = make.issue(people.resident, area=people.ward_end, title="Bins")
    here = make.issue(people.resident)
    campaign = make.campaign(people.organiser)
    before = rows.everything()
    for url in (
        f"/campaigns/{campaign.id}/issues",
        f"/campaigns/new?area=hodge-hill&issue={there.id}",
    ):
        form = organiser.get(url).form(url.partition("?")[0])
        assert (
            organiser.send_form(
                url, form.filled(AIMS | {"issue": [here.id, there.id]})
            ).status
            == 422
        )
    assert rows.everything() == before
    assert (
        there.title
        not in organiser.get(f"/campaigns/new?area=hodge-hill&issue={there.id}").words
    )


def test_whoever_organises_both_areas_may_join_their_posts(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    there = make.issue(people.resident, area=people.ward_end)
    with make.writing():
        memberships.give_role(people.ward_end, people.organiser, Role.ORGANISER, None)
    organiser.fill(
        f"/campaigns/new?area=hodge-hill&issue={there.id}", AIMS | {"issue": [there.id]}
    )
    assert rows.get(Issue, there.id).state == State.IN_CAMPAIGN


def test_more_posts_are_found_by_their_words(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    has, comes, other = (
        make.issue(people.resident, title=title)
        for title in ("Has", "The lamp is out", "A bin")
    )
    campaign = make.campaign(people.organiser, has)
    url = f"/campaigns/{campaign.id}/issues"
    page = organiser.send_form(
        url, organiser.get(url).form(url).filled({"q": "lamp", "show": "1"})
    )
    assert page.status == 200
    assert page.says(has.title, comes.title)
    assert other.title not in page.words
    organiser.send_form(url, page.form(url).filled({"issue": [has.id, comes.id]}))
    assert linked(rows, campaign.id) == [has.id, comes.id]
