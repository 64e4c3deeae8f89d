"""Calling a task off."""

from board.activity.models import Verb
from board.tasks.models import Task
from tests.builders import Maker, People, Rows, at_six, in_days
from tests.pages import Browser


def test_it_leaves_the_lists_says_why_and_everyone_who_held_a_place_is_told(
    organiser: Browser, member: Browser, visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    task = make.task(campaign, people.organiser, starts_at=at_six(), ends_at=at_six(2))
    make.claim(task, people.member)
    at = f"/tasks/{task.id}"
    assert organiser.get(at).offers(f"{at}/cancel")
    assert organiser.get(f"{at}/cancel").says("These people hold a place", "Mo Malik")
    assert organiser.fill(f"{at}/cancel", {"reason": ""}).status == 422
    page = organiser.fill(f"{at}/cancel", {"reason": "The hall is flooded."})
    assert (page.status, page.location) == (303, at)
    for url in ("/tasks", f"/campaigns/{campaign.id}", "/search?q=lamps", "/me"):
        assert f'id="task-{task.id}"' not in member.get(url).text, url
    page = member.get(at)
    assert page.says("Called off: The hall is flooded.")
    assert not page.offers(f"{at}/claim")
    assert not page.offers(f"{at}/release")
    assert visitor.get(at).says("Called off: The hall is flooded.")
    assert rows.heard(people.member)[-1] == Verb.TASK_CANCELLED
    assert member.get("/notifications").says("This is called off: Count the dark lamps")


def test_nothing_can_be_done_to_it_any_more(
    organiser: Browser, member: Browser, make: Maker, rows: Rows, people: People
) -> None:
    task = make.task(make.campaign(people.organiser), people.organiser)
    at = f"/tasks/{task.id}"
    late = organiser.get(f"{at}/edit").form(f"{at}/edit")
    assert organiser.fill(f"{at}/cancel", {"reason": "Not needed."}).status == 303
    before = rows.everything()
    page = member.post(f"{at}/claim")
    assert (page.status, page.message) == (409, "This was called off, so no more places can be taken.")
    page = organiser.send_form(late.action, late.filled({"title": "On again"}))
    assert page.status == 409
    page = organiser.post(f"{at}/cancel", {"reason": "Again."})
    assert (page.status, page.message) == (409, "This was called off already.")
    assert rows.everything() == before
    over = make.task(make.campaign(people.organiser), people.organiser, due_on=in_days(-3))
    page = organiser.post(f"/tasks/{over.id}/cancel", {"reason": "Late."})
    assert (page.status, page.message) == (409, "This is over already.")
    assert rows.get(Task, over.id).cancelled_at is None
