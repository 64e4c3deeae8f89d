"""Calling a task off."""

from board.mail.models import Outbox
from board.tasks import verbs
from board.tasks.models import Task
from tests.accounts.test_link import mailed
from tests.builders import Maker, People, Rows, at_six, in_days
from tests.pages import Browser


def test_it_leaves_the_lists_says_why_and_everyone_who_held_a_place_is_told(
    organiser: Browser,
    member: Browser,
    visitor: Browser,
    make: Maker,
    rows: Rows,
    people: People,
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
    assert rows.heard(people.member)[-1] == verbs.CANCELLED
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
    assert (page.status, page.message) == (
        409,
        "This was called off, so no more places can be taken.",
    )
    page = organiser.send_form(late.action, late.filled({"title": "On again"}))
    assert page.status == 409
    page = organiser.post(f"{at}/cancel", {"reason": "Again."})
    assert (page.status, page.message) == (409, "This was called off already.")
    assert rows.everything() == before
    over = make.task(
        make.campaign(people.organiser), people.organiser, due_on=in_days(-3)
    )
    page = organiser.post(f"/tasks/{over.id}/cancel", {"reason": "Late."})
    assert (page.status, page.message) == (409, "This is over already.")
    assert rows.get(Task, over.id).cancelled_at is None


def test_what_is_called_off_or_over_is_not_offered_to_be_called_off(
    organiser: Browser, make: Maker, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    off, over = (
        make.task(campaign, people.organiser),
        make.task(campaign, people.organiser, due_on=in_days(-3)),
    )
    make.call_off(off, people.organiser)
    for task, part, said in (
        (off, "edit", "This was called off, so it can't be changed."),
        (off, "cancel", "This was called off already."),
        (over, "cancel", "This is over already."),
    ):
        page = organiser.get(f"/tasks/{task.id}/{part}")
        assert page.location == f"/tasks/{task.id}"
        assert organiser.follow(page).message == said
    assert organiser.get(f"/tasks/{over.id}/edit").status == 200


def test_nobody_is_asked_for_an_address_for_what_is_called_off_or_over(
    visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    off, over = (
        make.task(campaign, people.organiser),
        make.task(campaign, people.organiser, due_on=in_days(-3)),
    )
    make.call_off(off, people.organiser)
    nia = {"name": "Nia", "email": "nia@example.org"}
    for task, said in ((off, "This was called off"), (over, "This is over")):
        at = f"/tasks/{task.id}"
        for ask in (visitor.get, lambda url: visitor.post(url, nia)):
            page = ask(f"{at}/claim_by_mail")
            assert page.location == at
            assert visitor.follow(page).message == (
                f"{said}, so no more places can be taken."
            )
    assert rows.count(Outbox) == 0


def test_a_mailed_link_says_that_the_task_was_called_off(
    visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    task = make.task(make.campaign(people.organiser), people.organiser)
    nia = {"name": "Nia", "email": "nia@example.org"}
    assert visitor.fill(f"/tasks/{task.id}/claim_by_mail", nia).status == 303
    link = mailed(rows, "/tasks/confirm")
    assert visitor.get(link).offers(link)
    make.call_off(task, people.organiser, "It rains.")
    page = visitor.get(link)
    assert page.says(
        "This was called off, so no more places can be taken.", "It rains."
    )
    assert not page.offers(link)
