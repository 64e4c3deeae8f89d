"""Taking a place without an account: nothing happens until the owner of the address
says so."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from board import clock
from board.accounts.models import Person
from board.areas.models import JoinRequest, Membership
from board.mail.models import Outbox
from board.tasks.claim_models import Claim, ClaimState
from board.tasks.models import Task
from board.tasks.unconfirmed_models import UnconfirmedClaim
from tests.accounts.test_link import mailed
from tests.builders import Maker, People, Rows
from tests.conftest import on_sqlite
from tests.pages import Browser

NIA = {"name": "Nia Noor", "email": "nia@example.org"}


@pytest.fixture
def task(make: Maker, people: People) -> Task:
    """A task with one place."""
    return make.task(make.campaign(people.organiser), people.organiser, places=1)


def ask(visitor: Browser, rows: Rows, task: Task, said: dict[str, str] = NIA) -> str:
    """Ask for a place as nobody in particular; the address in the mail that comes."""
    assert (
        visitor.fill(f"/tasks/{task.id}/claim_by_mail", said).location
        == "/tasks/confirm"
    )
    return mailed(rows, "/tasks/confirm")


def test_a_visitor_asks_confirms_by_mail_and_gives_it_back_by_a_link(
    visitor: Browser,
    browser: Callable[..., Browser],
    rows: Rows,
    people: People,
    task: Task,
) -> None:
    at = f"/tasks/{task.id}"
    assert visitor.get(at).offers(f"{at}/claim_by_mail")
    assert visitor.get(f"{at}/claim_by_mail").h1 == "Take it on"
    link = ask(visitor, rows, task)
    assert (rows.count(Claim), rows.count(Person, email="nia@example.org")) == (0, 0)
    before = rows.everything()
    assert visitor.get(link).says(task.title, "0 of 1 place taken")
    assert rows.everything() == before
    page = visitor.follow(visitor.press(link, link))
    assert page.message == "It is yours. You find it under My week."
    assert page.says("You have a place.")
    (nia,), (claim,) = rows.all(Person, email="nia@example.org"), rows.all(Claim)
    assert (claim.person_id, claim.state, nia.name) == (
        nia.id,
        ClaimState.HELD,
        "Nia Noor",
    )
    assert rows.count(JoinRequest, person_id=nia.id) == 1
    assert rows.count(Membership, person_id=nia.id) == 0
    assert (
        rows.all(UnconfirmedClaim)[0].name,
        rows.all(UnconfirmedClaim)[0].email,
    ) == ("", "")
    assert not claim.to_tell, "the mail with the way back is enough"
    stranger = browser()
    # pressed again, nobody is let in
    assert stranger.post(link).location == stranger.get(link).location == at
    assert stranger.get("/me").status == 303
    back = mailed(rows, "/tasks/cancel")
    assert (
        "on:\n\n> Count the dark lamps\n> Whenever it suits\n\nWho organises here: "
        in rows.all(Outbox)[-1].text
    )
    assert stranger.get(back).says("Can’t you after all?")
    assert rows.get(Task, task.id).taken == 1
    assert stranger.press(back, back).location == at
    assert (rows.get(Task, task.id).taken, rows.all(Claim)[0].state) == (
        0,
        ClaimState.RELEASED,
    )
    assert stranger.get(back).says("You hold no place on this any more.")
    assert stranger.post(back).status == 409


def test_when_it_is_full_by_then_nothing_happens_and_one_can_wait(
    visitor: Browser, make: Maker, rows: Rows, people: People, task: Task
) -> None:
    link = ask(visitor, rows, task)
    make.claim(task, people.organiser)
    before = rows.everything()
    page = visitor.post(link)
    assert page.status == 409
    assert page.says(
        "The last place has just been taken. You can join the waiting list.",
        "Join the waiting list",
    )
    assert rows.everything() == before
    assert visitor.post(link, {"wait": "yes"}).status == 303
    assert (
        rows.all(Outbox)[-1].subject
        == "You are on the waiting list: Count the dark lamps"
    )
    assert rows.get(Task, task.id).waiting == 1
    make.release(task, people.organiser)
    # the link, the way back, the offer
    assert [mail.to for mail in rows.all(Outbox)].count("nia@example.org") == 3


@on_sqlite
def test_an_address_with_an_account_claims_as_its_owner(
    visitor: Browser,
    browser: Callable[..., Browser],
    rows: Rows,
    people: People,
    task: Task,
) -> None:
    link = ask(visitor, rows, task, NIA | {"email": "Member@example.org"})
    other = browser()
    other.press(link, link)
    assert rows.all(Claim)[0].person_id == people.member.id
    assert rows.get(Person, people.member.id).name == "Mo Malik"


@on_sqlite
def test_sent_twice_it_is_one_mail_too_many_have_to_wait_and_a_link_lasts_a_week(
    visitor: Browser, rows: Rows, people: People, task: Task
) -> None:
    at = f"/tasks/{task.id}/claim_by_mail"
    form = visitor.get(at).form(at).filled(NIA)
    assert [visitor.send_form(at, form).location for _ in range(2)] == [
        "/tasks/confirm"
    ] * 2
    assert (rows.count(UnconfirmedClaim), rows.count(Outbox)) == (1, 1)
    link = re.search(r"/tasks/confirm/\S+", rows.all(Outbox)[0].text)
    for number in range(20):
        page = visitor.fill(at, NIA | {"email": f"nia-{number}@example.org"})
    assert page.status == 429
    assert page.value("name") == NIA["name"]
    assert link
    with clock.set_to(clock.now() + timedelta(days=8)):
        assert (visitor.get(link[0]).status, visitor.post(link[0]).status) == (404, 404)
