"""Giving a place back."""

import pytest

from board.errors import Conflict
from board.tasks.models import Claim, Hold, Task
from tests.builders import Maker, People, Rows
from tests.pages import Browser


@pytest.fixture
def held(make: Maker, people: People) -> Task:
    """A task with one place, which the member holds."""
    task = make.task(make.campaign(people.organiser), people.organiser, places=1)
    make.claim(task, people.member)
    return task


def test_the_place_is_free_at_once_and_the_note_stays(held: Task, member: Browser, rows: Rows) -> None:
    answer = member.post(f"/tasks/{held.id}/release", {"note": "The key is with Jo."})
    assert (answer.status, answer.location) == (303, f"/tasks/{held.id}")
    page = member.follow(answer)
    assert page.says("Your place is free again.", "0 of 1 place taken", "gave the place back", "The key is with Jo.")
    assert rows.get(Task, held.id).taken == 0
    assert rows.all(Claim)[0].state == Hold.RELEASED


def test_somebody_else_can_take_it(held: Task, make: Maker, people: People, rows: Rows) -> None:
    make.release(held, people.member)
    make.claim(held, people.organiser)
    assert [(c.person_id, c.state) for c in rows.all(Claim)] == [
        (people.member.id, Hold.RELEASED),
        (people.organiser.id, Hold.HELD),
    ]


def test_who_holds_none_is_told_so(held: Task, organiser: Browser, rows: Rows) -> None:
    answer = organiser.post(f"/tasks/{held.id}/release")
    assert answer.status == 409
    assert answer.says("You hold no place on this.")
    assert rows.get(Task, held.id).taken == 1


def test_releasing_twice_frees_one_place(held: Task, make: Maker, people: People, rows: Rows) -> None:
    make.release(held, people.member)
    with pytest.raises(Conflict):
        make.release(held, people.member)
    assert rows.get(Task, held.id).taken == 0


def test_a_note_that_can_not_be_stored_is_refused_and_kept(held: Task, member: Browser, rows: Rows) -> None:
    for htmx in (False, True):
        answer = member.post(f"/tasks/{held.id}/release", {"note": "x" * 2001}, htmx=htmx)
        assert answer.status == 422
        assert answer.says("Keep this to 2000 characters.")
        assert answer.value("note") == "x" * 2001
    assert rows.all(Claim)[0].state == Hold.HELD
