"""A place taken by somebody who is no member: until an organiser lets them in they see
numbers, no names, and of what is said the organisers' words."""

import pytest

from board.areas.models import JoinRequest
from board.live.regions import Key, frame
from board.mail.models import Outbox
from board.policy import audience
from board.tasks import verbs
from board.tasks.claim_models import Claim
from tests.builders import Maker, People, Rows, Things
from tests.conftest import on_sqlite
from tests.pages import Browser
from tests.tasks.test_without_account import ask

SECRET = "Mind the dog at number 12."
OPEN = "The key is in the hall."


@pytest.fixture
def place(elsewhere: Browser, things: Things, make: Maker, people: People) -> str:
    """The address of a task on which somebody from elsewhere and a member are."""
    at = f"/tasks/{things.shift.id}"
    assert elsewhere.press(at, f"{at}/claim").status == 303
    make.say(things.shift, people.member, SECRET)
    make.say(things.shift, people.organiser, OPEN)
    return at


def test_the_place_is_theirs_and_they_ask_to_be_let_in(
    place: str, elsewhere: Browser, rows: Rows, people: People, things: Things
) -> None:
    assert elsewhere.get(place).says("You have a place.", "All 2 places are taken")
    assert rows.count(Claim, task_id=things.shift.id, state="held") == 2
    assert rows.count(JoinRequest, person_id=people.elsewhere.id) == 1


def test_they_see_no_name_and_the_organisers_words_only(
    place: str, elsewhere: Browser, things: Things, people: People
) -> None:
    page = elsewhere.get(place)
    assert page.says(OPEN)
    assert not page.says(SECRET)
    for url in (place, "/me", "/tasks", "/notifications", f"{place}/claim_by_mail"):
        assert people.member.name not in elsewhere.get(url).text, url
    said = elsewhere.fill(
        place, {"body": "Late."}, action=f"{place}/comments", htmx=True
    )
    assert said.says("Late.", OPEN)
    assert not said.says(SECRET)


def test_neither_news_nor_mail_brings_them_what_members_write(
    place: str, make: Maker, rows: Rows, people: People
) -> None:
    make.mails()
    make.mails(days=1)
    mails = [mail for mail in rows.all(Outbox) if mail.to == people.elsewhere.email]
    assert [OPEN in mail.text for mail in mails].count(True) == 1
    assert not [mail for mail in mails if SECRET in mail.text]
    assert rows.heard(people.elsewhere).count(verbs.COMMENTED) == 1


def test_the_stream_draws_for_them_what_anybody_sees(
    place: str, make: Maker, people: People, things: Things
) -> None:
    with make.writing():
        seen_as = audience(make._here(people.elsewhere), things.shift)
    drawn = frame(make.app, Key(f"task-{things.shift.id}-thread", seen_as)).decode()
    assert people.member.name not in drawn


def test_they_confirm_nobodys_part(
    place: str, elsewhere: Browser, rows: Rows, things: Things
) -> None:
    theirs = rows.all(Claim, task_id=things.shift.id)[0].id
    assert elsewhere.post(f"{place}/confirm", {"claim": str(theirs)}).status == 403


def test_once_let_in_they_read_it_all(
    place: str, elsewhere: Browser, organiser: Browser, people: People
) -> None:
    organiser.post("/areas/hodge-hill/let-in", {"let_in": str(people.elsewhere.id)})
    page = elsewhere.get(place)
    assert page.says(SECRET, people.member.name)


@on_sqlite
def test_a_claim_by_mail_is_no_way_round(
    visitor: Browser, rows: Rows, things: Things, make: Maker, people: People
) -> None:
    make.say(things.shift, people.member, SECRET)
    link = ask(visitor, rows, things.shift)
    page = visitor.follow(visitor.press(link, link))
    assert page.says("You have a place.")
    assert not page.says(SECRET)
    assert not page.says(people.member.name)
