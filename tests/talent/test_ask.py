"""From the page of who has been doing what an organiser asks for more; the answer is
the person's own."""

import pytest

from board.errors import Conflict
from board.events.models import Attendance
from board.people.request_models import Reply, Request
from board.roles.models import Role
from board.tasks.claim_models import Claim
from board.training.session_models import Session
from tests.builders import Maker, People, Rows, Things
from tests.pages import Browser

PAGE = "/areas/hodge-hill/people"


def asked(organiser: Browser, who: int, what: str) -> int:
    """The organiser asks; with what answer."""
    at = f"{PAGE}?who={who}"
    page = organiser.get(at)
    fields = page.form(PAGE).filled({"what": what, "words": "You are good at it."})
    return organiser.send_form(PAGE, fields).status


def test_yes_to_a_role_holds_it(
    make: Maker, rows: Rows, people: People, organiser: Browser, things: Things
) -> None:
    role = make.role(people.hodge_hill, people.organiser, "Chair")
    assert asked(organiser, people.member.id, f"role-{role.id}") == 303
    (request,) = rows.all(Request)
    assert (request.kind, request.words) == ("role", "You are good at it.")
    assert rows.get(Role, role.id).holder_id is None
    make.reply(request, Reply.YES)
    assert rows.get(Role, role.id).holder_id == people.member.id


def test_yes_to_being_the_deputy_is_that(
    make: Maker, rows: Rows, people: People, organiser: Browser
) -> None:
    role = make.role(people.hodge_hill, people.organiser, "Chair")
    make.issue(by=people.member)
    assert asked(organiser, people.member.id, f"deputy-{role.id}") == 303
    make.reply(rows.all(Request)[0], Reply.YES)
    now = rows.get(Role, role.id)
    assert (now.holder_id, now.deputy_id) == (None, people.member.id)


def test_yes_to_leading_a_task_takes_a_place_and_the_lead(
    make: Maker,
    rows: Rows,
    people: People,
    organiser: Browser,
    member: Browser,
    things: Things,
) -> None:
    task = make.task(things.campaign, people.organiser, title="Carry the chairs")
    assert asked(organiser, people.member.id, f"task_lead-{task.id}") == 303
    (request,) = rows.all(Request)
    waiting = member.get("/me/requests")
    assert waiting.says("Would you lead “Carry the chairs”, and see that it gets done?")
    make.reply(request, Reply.YES)
    (claim,) = rows.all(Claim, task_id=task.id)
    assert (claim.person_id, claim.leads) == (people.member.id, True)
    assert member.get(f"/tasks/{task.id}").says("You lead it.")
    assert organiser.get(f"/tasks/{task.id}").says("Mo Malik leads it")
    words = organiser.get(f"{PAGE}?who={people.resident.id}").words
    assert "Lead a task: Carry the chairs" not in words


def test_a_task_is_led_by_one_until_they_give_their_place_back(
    make: Maker, rows: Rows, people: People, things: Things
) -> None:
    task = make.task(things.campaign, people.organiser, places=3)
    make.claim(task, people.resident)
    first, second = (
        make.request(person, people.organiser, task, kind="task_lead")
        for person in (people.member, people.resident)
    )
    make.reply(first, Reply.YES)
    with pytest.raises(Conflict, match="leads this already"):
        make.reply(second, Reply.YES)
    make.release(task, people.member)
    make.reply(second, Reply.YES)
    led = [claim.person_id for claim in rows.all(Claim, state="held") if claim.leads]
    assert led == [people.resident.id]


def test_yes_to_training_is_a_place_there_and_yes_to_leading_it_the_lead(
    make: Maker, rows: Rows, people: People, organiser: Browser, things: Things
) -> None:
    event = make.session(make.course(people.organiser), people.organiser, led=False)
    for kind in ("course", "course_lead"):
        assert asked(organiser, people.member.id, f"{kind}-{event.id}") == 303
        make.reply(rows.all(Request)[-1], Reply.YES)
    (mine,) = rows.all(Attendance, event_id=event.id)
    assert (mine.person_id, mine.state) == (people.member.id, "going")
    assert rows.get(Session, event.id).trainer_id == people.member.id


def test_what_nobody_offers_is_asked_for_by_nobody(
    make: Maker, people: People, organiser: Browser, things: Things
) -> None:
    held = things.role.id
    assert asked(organiser, people.member.id, f"role-{held}") == 422
    assert organiser.get(f"{PAGE}?who={people.operator.id}").status == 404
    assert organiser.post(PAGE, {"who": 999, "what": "task-1"}).status == 404
