"""Taking a place on a task."""

import pytest

from board.activity.models import Activity, Follow
from board.areas.models import JoinRequest
from board.notifications.models import Notification
from board.tasks import verbs
from board.tasks.claim_models import Claim, ClaimState
from board.tasks.models import Task
from tests.builders import Maker, People, Rows, in_days
from tests.pages import Browser, Page


@pytest.fixture
def task(make: Maker, people: People) -> Task:
    """A task with two places."""
    return make.task(make.campaign(people.organiser), people.organiser, places=2)


def press(browser: Browser, task: Task, *, htmx: bool = False) -> Page:
    """Press the button on the task's page."""
    return browser.press(f"/tasks/{task.id}", f"/tasks/{task.id}/claim", htmx=htmx)


def test_a_member_takes_a_place_by_one_press(
    member: Browser, rows: Rows, people: People, task: Task
) -> None:
    page = press(member, task)
    assert (page.status, page.location) == (303, f"/tasks/{task.id}")
    page = member.follow(page)
    assert page.message == "It is yours. You find it under My week."
    assert page.says("You have a place.", "1 of 2 places taken")
    assert not page.offers(f"/tasks/{task.id}/claim")
    assert member.get("/me").says("Mine", task.title)
    (claim,) = rows.all(Claim)
    assert (claim.person_id, claim.state) == (people.member.id, ClaimState.HELD)
    assert rows.get(Task, task.id).taken == 1
    assert rows.count(Follow, topic=f"task-{task.id}", person_id=people.member.id) == 1
    (line,) = rows.all(Activity, verb=verbs.CLAIMED)
    assert (line.actor_id, line.subject_id, line.part_id) == (
        people.member.id,
        task.id,
        claim.id,
    )


def test_htmx_gets_the_card_as_it_now_is(
    member: Browser, people: People, task: Task
) -> None:
    card = press(member, task, htmx=True)
    assert card.status == 200
    assert f'id="task-{task.id}"' in card.text
    assert "<html" not in card.text
    assert card.says("You have a place.", "1 of 2 places taken")
    assert card.offers(f"/tasks/{task.id}/release")


def test_the_last_place_goes_once_and_whoever_is_late_sees_how_it_stands(
    member: Browser, make: Maker, rows: Rows, people: People, task: Task
) -> None:
    form = member.get(f"/tasks/{task.id}").form(f"/tasks/{task.id}/claim").filled({})
    make.claim(task, people.organiser, people.operator)
    before = rows.everything()
    late = [
        member.send_form(f"/tasks/{task.id}/claim", form, htmx=htmx)
        for htmx in (False, True)
    ]
    for answer in late:
        assert answer.status == 409
        assert answer.message.startswith("The last place has just been taken.")
        assert answer.says("All 2 places are taken")
        assert not answer.offers(f"/tasks/{task.id}/claim")
    assert late[0].h1 == task.title
    assert "<html" not in late[1].text
    assert rows.everything() == before


def test_pressing_twice_takes_one_place(
    member: Browser, rows: Rows, task: Task
) -> None:
    form = member.get(f"/tasks/{task.id}").form(f"/tasks/{task.id}/claim").filled({})
    pages = [member.send_form(f"/tasks/{task.id}/claim", form) for _ in range(2)]
    assert [page.status for page in pages] == [303, 409]
    assert pages[1].says("You have a place on this already.", "1 of 2 places taken")
    assert rows.get(Task, task.id).taken == rows.count(Claim) == 1


def test_whoever_does_not_belong_to_the_area_takes_a_place_and_asks_to_be_let_in(
    resident: Browser, visitor: Browser, rows: Rows, people: People, task: Task
) -> None:
    page = resident.follow(press(resident, task))
    assert page.says("You have a place.", "1 of 2 places taken")
    assert rows.count(JoinRequest, person_id=people.resident.id) == 1
    assert visitor.get(f"/tasks/{task.id}").offers(f"/tasks/{task.id}/claim_by_mail")
    assert rows.count(Claim) == 1


@pytest.mark.parametrize("days", [0, 1])
def test_a_task_can_be_taken_on_until_its_last_day(
    member: Browser, make: Maker, people: People, days: int
) -> None:
    task = make.task(
        make.campaign(people.organiser), people.organiser, due_on=in_days(days)
    )
    assert press(member, task).status == 303


def test_what_is_over_is_not_taken_on(
    member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    task = make.task(
        make.campaign(people.organiser), people.organiser, due_on=in_days(-2)
    )
    for url in (f"/tasks/{task.id}", f"/campaigns/{task.campaign_id}?tasks=all"):
        page = member.get(url)
        assert page.says("This is over.")
        assert not page.offers(f"/tasks/{task.id}/claim")
    page = member.post(f"/tasks/{task.id}/claim")
    assert page.status == 409
    assert page.says("This is over, so no more places can be taken.")
    assert rows.count(Claim) == 0


def test_those_on_the_task_hear_who_joined_them(
    organiser: Browser, make: Maker, rows: Rows, people: People, task: Task
) -> None:
    make.claim(task, people.operator)
    make.claim(task, people.member)
    line = rows.all(Activity, verb=verbs.CLAIMED)[-1]
    told = {row.person_id for row in rows.all(Notification, activity_id=line.id)}
    assert told == {people.organiser.id, people.operator.id}
    who = f"{people.member.name} and {people.operator.name}"
    said = f"{who} took a place on {task.title}"
    assert organiser.get("/notifications").says(said)
