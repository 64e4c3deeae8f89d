"""Following an issue, a campaign or an area, and no longer."""

import pytest

from board.activity.models import Activity, Follow
from board.issues import verbs
from board.notifications.models import Notification
from tests.builders import Maker, People, Rows, Things
from tests.pages import Browser


@pytest.mark.parametrize("what", ["issue", "campaign", "area"])
def test_one_press_follows_and_another_ends_it(
    resident: Browser, rows: Rows, things: Things, people: People, what: str
) -> None:
    at = {
        "issue": f"/issues/{things.other.id}",
        "campaign": f"/campaigns/{things.campaign.id}",
    }.get(what)
    topic = {
        "issue": f"issue-{things.other.id}",
        "campaign": f"campaign-{things.campaign.id}",
    }.get(what)
    at, topic = at or "/areas/ward-end", topic or f"area-{people.ward_end.id}"
    page = resident.press(at, f"{at}/follow")
    assert (page.status, page.location) == (303, at)
    assert resident.follow(page).message == "You will hear what becomes of it."
    assert rows.count(Follow, topic=topic, person_id=people.resident.id) == 1
    page = resident.press(at, f"{at}/unfollow")
    assert resident.follow(page).message == "You will hear no more of it."
    assert rows.count(Follow, topic=topic, person_id=people.resident.id) == 0


def test_following_twice_is_following_once(
    elsewhere: Browser, rows: Rows, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident)
    for verb in ("follow", "follow", "unfollow", "unfollow"):
        assert elsewhere.post(f"/issues/{issue.id}/{verb}").status == 303
    assert (
        rows.count(Follow, topic=f"issue-{issue.id}", person_id=people.elsewhere.id)
        == 0
    )


def test_whoever_follows_hears_and_whoever_does_not_hears_nothing(
    make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    make.follow(f"issue-{issue.id}", people.elsewhere)
    make.comment(issue, people.member)
    (line,) = rows.all(Activity, verb=verbs.COMMENTED)
    told = {row.person_id for row in rows.all(Notification, activity_id=line.id)}
    assert told == {people.resident.id, people.elsewhere.id}


def test_whoever_ended_it_hears_nothing_of_a_post_that_is_theirs(
    resident: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    resident.press(f"/issues/{issue.id}", f"/issues/{issue.id}/unfollow")
    make.comment(issue, people.member)
    assert (
        rows.count(
            Notification,
            person_id=people.resident.id,
            activity_id=rows.all(Activity)[-1].id,
        )
        == 0
    )


def test_ending_it_is_for_oneself_only(
    resident: Browser, make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    make.follow(f"issue-{issue.id}", people.member)
    make.follow("issue-999", people.resident)
    resident.press(f"/issues/{issue.id}", f"/issues/{issue.id}/unfollow")
    assert (
        rows.count(Follow, topic=f"issue-{issue.id}", person_id=people.member.id) == 1
    )
    assert rows.count(Follow, topic="issue-999", person_id=people.resident.id) == 1
