"""Nobody takes an address that is not theirs: what a stranger typed is worth nothing
once the owner comes."""

from collections.abc import Callable

import pytest

from board.accounts.models import Person
from board.issues.models import Issue
from board.tasks.claim_models import Claim
from board.tasks.models import Task
from tests.accounts.test_register import NIA, register, signs_in
from tests.builders import Maker, People, Rows
from tests.issues.test_without_account import write
from tests.pages import Browser
from tests.tasks.test_without_account import ask

STRANGER = NIA | {"name": "Not Nia", "password": "a word of a stranger"}
Opens = Callable[..., Browser]
Begins = Callable[[Browser], str]


@pytest.fixture
def task(make: Maker, people: People) -> Task:
    """A task with places."""
    return make.task(make.campaign(people.organiser), people.organiser, places=5)


@pytest.fixture(params=["post", "claim"])
def begins(request: pytest.FixtureRequest, rows: Rows, task: Task) -> Begins:
    """What the owner does without an account; gives the link that is mailed to them."""
    if request.param == "post":
        return lambda owner: write(owner, rows)
    return lambda owner: ask(owner, rows, task)


def whose(rows: Rows) -> set[int | None]:
    """Whose the post or the place is."""
    return {row.author_id for row in rows.all(Issue)} | {
        row.person_id for row in rows.all(Claim)
    }


@pytest.mark.parametrize("first", ["stranger", "owner"])
def test_what_the_owner_confirms_by_mail_is_theirs_alone(
    browser: Opens, rows: Rows, people: People, begins: Begins, first: str
) -> None:
    stranger, owner = browser(), browser()
    if first == "stranger":
        register(stranger, rows, STRANGER)
        link = begins(owner)
    else:
        link = begins(owner)
        register(stranger, rows, STRANGER)
    owner.press(link, link)
    (nia,) = rows.all(Person, email="nia@example.org")
    assert (nia.name, nia.password_hash, whose(rows)) == ("Nia Noor", "", {nia.id})
    assert owner.get("/me").says("Nia Noor")
    assert stranger.get("/me").location.startswith("/login")
    assert not signs_in(stranger, STRANGER["password"])


def test_the_link_of_a_strangers_wish_then_only_signs_the_owner_in(
    browser: Opens, rows: Rows, people: People, begins: Begins
) -> None:
    owner, later = browser(), browser()
    wish = register(browser(), rows, STRANGER)
    link = begins(owner)
    owner.press(link, link)
    page = later.get(wish)
    assert page.h1 == "You have an account here already"
    assert "Not Nia" not in page.text
    assert later.press(wish, wish).location == "/me"
    assert later.get("/me").says("Nia Noor")
    (nia,) = rows.all(Person, email="nia@example.org")
    assert (nia.name, nia.password_hash) == ("Nia Noor", "")


def test_pressing_a_strangers_wish_gives_the_account_without_the_strangers_password(
    browser: Opens, rows: Rows, people: People, begins: Begins
) -> None:
    stranger, owner = browser(), browser()
    wish = register(stranger, rows, STRANGER)
    owner.fill(wish, {"password": "words of my own"})
    assert signs_in(browser(), "words of my own")
    assert not signs_in(stranger, STRANGER["password"])
    assert stranger.get("/me").location.startswith("/login")
    link = begins(browser())
    owner.press(link, link)
    (nia,) = rows.all(Person, email="nia@example.org")
    assert whose(rows) == {nia.id}


def test_the_owner_puts_a_strangers_name_for_them_right_before_anybody_is_called_so(
    browser: Opens, rows: Rows, people: People
) -> None:
    stranger, owner = browser(), browser()
    wish = register(stranger, rows, STRANGER)
    assert owner.get(wish).value("name") == "Not Nia"
    assert owner.fill(wish, {"name": "Nia \ufffe"}).status == 422
    assert owner.fill(wish, {"name": "Nia Noor"}).status == 303
    (nia,) = rows.all(Person, email="nia@example.org")
    assert nia.name == "Nia Noor"
