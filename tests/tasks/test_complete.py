"""Saying that one's part is done."""

from board.tasks.models import Claim, Hold, Task
from tests.builders import Maker, People, Rows
from tests.pages import Browser


def test_a_part_is_done_and_its_place_stays_taken(make: Maker, people: People, member: Browser, rows: Rows) -> None:
    task = make.task(make.campaign(people.organiser), people.organiser, places=2)
    make.claim(task, people.member)
    answer = member.press(f"/tasks/{task.id}", f"/tasks/{task.id}/complete")
    assert member.follow(answer).says("Noted as done. Thank you.", "You have done your part.", "1 of 2 places taken")
    done = rows.get(Task, task.id)
    assert (done.taken, done.done) == (1, 1)
    assert rows.all(Claim)[0].state == Hold.DONE


def test_the_campaign_tells_that_somebody_finished(make: Maker, people: People, visitor: Browser) -> None:
    campaign = make.campaign(people.organiser)
    task = make.task(campaign, people.organiser)
    make.claim(task, people.member)
    make.complete(task, people.member)
    assert visitor.get(f"/campaigns/{campaign.id}").says("Somebody finished their part of a task.")


def test_what_is_done_can_not_be_released_or_done_again(
    make: Maker, people: People, member: Browser, rows: Rows
) -> None:
    task = make.task(make.campaign(people.organiser), people.organiser)
    make.claim(task, people.member)
    make.complete(task, people.member)
    for verb in ("release", "complete"):
        assert member.post(f"/tasks/{task.id}/{verb}").status == 409
    done = rows.get(Task, task.id)
    assert (done.taken, done.done) == (1, 1)


def test_done_leaves_my_week(make: Maker, people: People, member: Browser) -> None:
    task = make.task(make.campaign(people.organiser), people.organiser)
    make.claim(task, people.member)
    assert member.get("/me").says(task.title)
    make.complete(task, people.member)
    assert member.get("/me").says("You hold no task")
