"""Turning issues into a campaign."""

from board.activity.models import Follow
from board.campaigns.models import Campaign, CampaignIssue
from board.issues.models import Issue, State
from board.notifications.models import Notification
from tests.builders import Maker, People, Rows
from tests.pages import Browser

SAID = {"title": "Light the lane", "goal": "Every lamp lit by winter.", "ask": "Mend the 14 lamps."}


def test_an_organiser_turns_two_posts_into_one_campaign_and_both_sides_show_the_link(
    make: Maker, people: People, organiser: Browser, visitor: Browser, rows: Rows
) -> None:
    lamp, alley = make.issue(by=people.resident), make.issue(by=people.member, title="The alley is dark")
    checklist = SAID | {
        "decision_maker": "Jo Bright, street lighting",
        "decide_by": "2030-05-31",
        "win": "14 lamps lit",
    }
    answer = organiser.fill("/campaigns/new?area=hodge-hill", checklist | {"issue": [str(lamp.id), str(alley.id)]})
    assert answer.status == 303
    page = visitor.get(answer.location)
    assert page.says(lamp.title, alley.title, "Jo Bright, street lighting", "31 May 2030", "14 lamps lit", SAID["ask"])
    for issue in (lamp, alley):
        thread = visitor.get(f"/issues/{issue.id}")
        assert thread.says("It became part of a campaign:", "Light the lane", "In a campaign")
        assert answer.location in thread.links


def test_each_poster_and_seconder_is_told(
    make: Maker, people: People, resident: Browser, member: Browser, rows: Rows
) -> None:
    lamp = make.issue(by=people.resident)
    make.second(lamp, people.member)
    campaign = make.campaign(people.organiser, lamp)
    told = {note.person_id for note in rows.all(Notification)}
    assert {people.resident.id, people.member.id} <= told
    for somebody in (resident, member):
        news = somebody.get("/notifications")
        assert news.says("A campaign has begun from what was said:", campaign.title)
        assert f"/campaigns/{campaign.id}" in news.links
        assert somebody.get("/me").says(campaign.title)


def test_whoever_starts_it_hears_of_it_but_not_of_their_own_press(make: Maker, people: People, rows: Rows) -> None:
    campaign = make.campaign(people.organiser, make.issue(by=people.resident))
    assert rows.count(Follow, topic=f"campaign-{campaign.id}", person_id=people.organiser.id) == 1
    assert rows.heard(people.organiser) == ["issue.posted"]


def test_the_people_behind_it_are_counted_once(make: Maker, people: People, visitor: Browser) -> None:
    lamp, alley = make.issue(by=people.resident), make.issue(by=people.resident)
    make.second(lamp, people.member, people.organiser)
    make.second(alley, people.member)
    campaign = make.campaign(people.organiser, lamp, alley)
    assert "3 people behind it" in " ".join(reversed_pairs(visitor.get(f"/campaigns/{campaign.id}").words))


def reversed_pairs(words: str) -> list[str]:
    """Figures stand before or after their words in the markup; on the page both read the same."""
    return [words, words.replace("people behind it 3", "3 people behind it")]


def test_only_an_organiser_of_the_area_can(
    make: Maker, people: People, member: Browser, elsewhere: Browser, rows: Rows
) -> None:
    lamp = make.issue(by=people.resident)
    for somebody in (member, elsewhere):
        values = SAID | {"area": "hodge-hill", "issue": str(lamp.id)}
        assert somebody.post("/campaigns/new", values).status == 403
        assert not somebody.get(f"/issues/{lamp.id}").offers(f"/campaigns/new?issue={lamp.id}")
    assert rows.count(Campaign) == 0
    assert rows.get(Issue, lamp.id).state == State.OPEN


def test_a_post_that_is_gone_is_refused_in_words(make: Maker, people: People, organiser: Browser, rows: Rows) -> None:
    answer = organiser.post("/campaigns/new", SAID | {"area": "hodge-hill", "issue": "4711"})
    assert answer.status == 422
    assert answer.says("One of the posts you picked is not there any more. Pick again.")
    assert answer.value("title") == SAID["title"]
    assert rows.count(Campaign) == 0


def test_an_issue_may_be_in_several_campaigns(make: Maker, people: People, visitor: Browser, rows: Rows) -> None:
    lamp = make.issue(by=people.resident)
    make.campaign(people.organiser, lamp, title="Light the lane")
    make.campaign(people.organiser, lamp, title="Safe to school")
    assert rows.count(CampaignIssue, issue_id=lamp.id) == 2
    assert visitor.get(f"/issues/{lamp.id}").says("Light the lane", "Safe to school")
