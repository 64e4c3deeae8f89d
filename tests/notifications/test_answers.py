"""Answering by the link of a mail: a page with one button, which works once and signs
nobody in."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from board import clock
from board.confirm import answers
from board.issues.models import Second, State
from board.issues.outcome_models import Verdict
from board.mail.models import Outbox
from board.privacy.actions import erase
from board.tasks.claim_models import Claim, ClaimState
from tests.builders import Maker, People, Rows, Things
from tests.pages import Browser

LINK = re.compile(r"http://127.0.0.1:8000(/mail/answer/[\w-]+)\n")


def link(app: Flask, name: str, person: int, thing: int, line: int = 1) -> str:
    """The path of an answer that a mail offers."""
    with app.app_context():
        ((_label, address),) = answers.links((name,), person, thing, line)
    return address.removeprefix("http://127.0.0.1:8000")


def test_an_offered_place_is_taken_by_the_links_of_its_mail(
    make: Maker, things: Things, people: People, visitor: Browser, rows: Rows
) -> None:
    task = make.task(things.campaign, people.organiser, places=1)
    make.claim(task, people.member)
    make.wait(task, people.organiser)
    make.release(task, people.member)
    (mail,) = [one for one in rows.all(Outbox) if "A place is free" in one.subject]
    take, cant = LINK.findall(mail.text)
    before = rows.everything()
    for method in ("HEAD", "GET", "GET"):
        visitor.open(method, take)
        visitor.open(method, cant)
    assert rows.everything() == before
    page = visitor.get(take)
    assert page.says("Take the place", task.title)
    assert [form.action for form in page.forms if form.method == "post"] == [take]
    done = visitor.fill(take)
    assert (done.status, done.location) == (303, f"/tasks/{task.id}")
    mine = rows.all(Claim, task_id=task.id, person_id=people.organiser.id)
    assert [claim.state for claim in mine] == [ClaimState.HELD]
    assert not visitor.get("/me").says("My week"), "it signs nobody in"
    assert visitor.get(take).says("You answered this already.")


def test_each_answer_does_what_its_button_says(
    app: Flask,
    make: Maker,
    things: Things,
    people: People,
    visitor: Browser,
    rows: Rows,
) -> None:
    lamp = make.issue(people.resident)
    visitor.fill(link(app, "second", people.member.id, lamp.id))
    assert rows.count(Second, issue_id=lamp.id, person_id=people.member.id) == 1
    make.state(lamp, people.organiser, State.DONE, "It is lit.")
    visitor.fill(link(app, "done", people.member.id, lamp.id))
    visitor.fill(link(app, "not_done", people.resident.id, lamp.id))
    says = {row.person_id: row.says for row in rows.all(Verdict, issue_id=lamp.id)}
    assert says == {people.member.id: "done", people.resident.id: "not_done"}
    task = make.task(things.campaign, people.organiser)
    visitor.fill(link(app, "claim", people.member.id, task.id))
    visitor.fill(link(app, "still", people.member.id, task.id))
    held = {"task_id": task.id, "person_id": people.member.id, "state": "held"}
    assert rows.count(Claim, **held) == 1
    visitor.fill(link(app, "give_back", people.member.id, task.id))
    assert rows.count(Claim, **held) == 0


def test_whoever_deleted_their_account_answers_nothing(
    app: Flask,
    make: Maker,
    things: Things,
    people: People,
    visitor: Browser,
    rows: Rows,
) -> None:
    task = make.task(things.campaign, people.organiser)
    at = link(app, "claim", people.member.id, task.id)
    with make.writing():
        erase(people.member.id)
    assert visitor.get(at).status == 404
    assert rows.count(Claim, task_id=task.id) == 0


def test_what_cannot_be_done_any_more_is_said_and_the_link_is_not_used_up(
    app: Flask,
    make: Maker,
    things: Things,
    people: People,
    visitor: Browser,
    rows: Rows,
) -> None:
    task = make.task(things.campaign, people.organiser)
    at = link(app, "accept", people.member.id, task.id)
    page = visitor.fill(at)
    assert page.status == 409
    assert not visitor.get(at).says("You answered this already.")
    make.call_off(task, people.organiser)
    at = link(app, "claim", people.member.id, task.id)
    page = visitor.get(at)
    assert page.status == 409
    assert page.says("This was called off, so there is nothing to answer any more.")
    assert rows.count(Claim, task_id=task.id) == 0


@pytest.mark.parametrize("answer", ["claim", "accept", "coming", "give_back"])
def test_a_shift_is_answered_for_until_it_begins(
    app: Flask,
    things: Things,
    people: People,
    visitor: Browser,
    rows: Rows,
    answer: str,
) -> None:
    at = link(app, answer, people.member.id, things.shift.id)
    assert visitor.get(at).says(answers.known(answer).label)
    fields, before = visitor.get(at).form(at).fields, rows.everything()
    assert things.shift.starts_at
    with clock.set_to(things.shift.starts_at):
        pages = [visitor.get(at), visitor.send_form(at, fields)]
    for page in pages:
        assert page.status == 409
        assert page.says("This has begun or is over", things.shift.title)
        assert not [form for form in page.forms if form.action == at]
    assert rows.everything() == before


@pytest.mark.parametrize("days", [29, 31])
def test_a_link_works_for_thirty_days(
    app: Flask, people: People, things: Things, visitor: Browser, days: int
) -> None:
    with clock.set_to(clock.now() - timedelta(days=days)):
        at = link(app, "second", people.member.id, things.other.id)
    assert visitor.get(at).status == (200 if days < 30 else 404)


def test_pressing_twice_at_once_does_it_once(
    app: Flask, make: Maker, people: People, visitor: Browser, rows: Rows
) -> None:
    lamp = make.issue(people.resident)
    at = link(app, "second", people.member.id, lamp.id)
    fields = visitor.get(at).form(at).fields
    assert [visitor.send_form(at, fields).status for _ in range(2)] == [303, 200]
    make.unsecond(lamp, people.member)
    visitor.send_form(at, fields)
    assert rows.count(Second, issue_id=lamp.id, person_id=people.member.id) == 0
