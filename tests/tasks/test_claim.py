"""Taking a place on a task."""

from datetime import timedelta

from board import clock
from board.tasks.models import Claim, Hold, Task
from tests.builders import Maker, People, Rows, at_six
from tests.pages import Browser

GONE = "The last place has just been taken. Look at the other tasks: there is work for everyone."


def one_place(make: Maker, people: People, **said: object) -> Task:
    """A task with a single place."""
    return make.task(make.campaign(people.organiser), people.organiser, places=1, **said)


def test_a_member_takes_a_place_by_one_press(make: Maker, people: People, member: Browser, rows: Rows) -> None:
    task = one_place(make, people)
    answer = member.press(f"/tasks/{task.id}", f"/tasks/{task.id}/claim")
    assert (answer.status, answer.location) == (303, f"/tasks/{task.id}")
    assert member.follow(answer).says("You have a place.", "The one place is taken")
    assert rows.get(Task, task.id).taken == 1
    assert [claim.person_id for claim in rows.all(Claim)] == [people.member.id]


def test_htmx_gets_the_card_as_it_is_now(make: Maker, people: People, member: Browser) -> None:
    task = one_place(make, people)
    answer = member.press("/tasks", f"/tasks/{task.id}/claim", htmx=True)
    assert answer.status == 200
    assert answer.says("You have a place.", "The one place is taken")
    assert not answer.title
    assert "HX-Request-Type" in answer.headers["vary"]


def test_the_second_one_is_told_that_the_place_has_gone(
    make: Maker, people: People, member: Browser, organiser: Browser, rows: Rows
) -> None:
    task = one_place(make, people)
    make.claim(task, people.member)
    late = organiser.post(f"/tasks/{task.id}/claim")
    assert late.status == 409
    assert late.h1 == task.title
    assert late.says(GONE, "The one place is taken")
    fragment = organiser.post(f"/tasks/{task.id}/claim", htmx=True)
    assert fragment.status == 409
    assert fragment.says(GONE, "The one place is taken")
    assert rows.get(Task, task.id).taken == 1


def test_pressing_twice_gives_one_place(make: Maker, people: People, member: Browser, rows: Rows) -> None:
    task = make.task(make.campaign(people.organiser), people.organiser, places=3)
    assert member.post(f"/tasks/{task.id}/claim").status == 303
    again = member.post(f"/tasks/{task.id}/claim")
    assert again.status == 409
    assert again.says("You have a place on this already.")
    assert rows.get(Task, task.id).taken == 1
    assert rows.count(Claim) == 1


def test_a_task_that_is_over_takes_nobody(make: Maker, people: People, member: Browser, rows: Rows) -> None:
    with clock.set_to(clock.now() - timedelta(days=9)):
        task = one_place(make, people, starts_at=at_six(), ends_at=at_six() + timedelta(hours=2))
    page = member.get(f"/tasks/{task.id}")
    assert page.says("This is over.")
    assert not page.offers(f"/tasks/{task.id}/claim")
    assert member.post(f"/tasks/{task.id}/claim").status == 409
    assert rows.count(Claim) == 0


def test_only_members_of_the_area_may_take_one(
    make: Maker, people: People, resident: Browser, elsewhere: Browser, visitor: Browser, rows: Rows
) -> None:
    task = one_place(make, people)
    for outsider in (resident, elsewhere):
        page = outsider.get(f"/tasks/{task.id}")
        assert page.offers("/areas/hodge-hill/join")
        assert not page.offers(f"/tasks/{task.id}/claim")
        assert outsider.post(f"/tasks/{task.id}/claim").status == 403
    assert visitor.post(f"/tasks/{task.id}/claim").location.startswith("/login?next=")
    assert rows.count(Claim) == 0


def test_members_see_who_is_on_it_and_others_see_only_how_many(
    make: Maker, people: People, member: Browser, resident: Browser, visitor: Browser, elsewhere: Browser
) -> None:
    task = one_place(make, people)
    make.claim(task, people.organiser)
    assert member.get(f"/tasks/{task.id}").says(people.organiser.name, "The one place is taken")
    for outsider in (resident, visitor, elsewhere):
        page = outsider.get(f"/tasks/{task.id}")
        assert page.says("The one place is taken")
        assert not page.says(people.organiser.name)


def test_a_full_task_leaves_the_list_of_what_needs_hands(make: Maker, people: People, member: Browser) -> None:
    task = one_place(make, people)
    assert member.get("/tasks").says(task.title)
    make.claim(task, people.member)
    assert not member.get("/tasks").says(task.title)
    assert member.get("/me").says(task.title)


def test_a_released_place_can_be_taken_again_by_the_same_person(make: Maker, people: People, rows: Rows) -> None:
    task = one_place(make, people)
    make.claim(task, people.member)
    make.release(task, people.member)
    make.claim(task, people.member)
    assert [claim.state for claim in rows.all(Claim)] == [Hold.RELEASED, Hold.HELD]
