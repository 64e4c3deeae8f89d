"""Making an account."""

import pytest

from board.accounts.models import Person, SignIn
from board.activity.models import Activity, Follow, Verb
from board.areas.models import Membership
from board.policy import Role
from tests.builders import PASSWORD, People, Rows
from tests.pages import Browser

NIA = {"name": "Nia Noor", "email": "nia@example.org", "password": PASSWORD, "area": "hodge-hill"}


def test_whoever_registers_is_signed_in_and_lives_where_they_said(visitor: Browser, rows: Rows, people: People) -> None:
    page = visitor.fill("/register", NIA)
    assert (page.status, page.location) == (303, "/me")
    page = visitor.follow(page)
    assert page.status == 200
    assert page.says("Nia Noor", "Hodge Hill", "resident")
    assert page.message.startswith("Welcome.")
    (nia,) = rows.all(Person, email="nia@example.org")
    (home,) = rows.all(Membership, person_id=nia.id)
    assert (home.area_id, home.role) == (people.hodge_hill.id, Role.RESIDENT)
    assert rows.count(Follow, person_id=nia.id, topic=f"area-{people.hodge_hill.id}") == 1
    assert rows.count(Activity, verb=Verb.PERSON_REGISTERED, actor_id=nia.id) == 1


def test_nobody_has_to_say_where_they_live(visitor: Browser, rows: Rows, people: People) -> None:
    assert visitor.fill("/register", NIA | {"area": "none"}).status == 303
    (nia,) = rows.all(Person, email="nia@example.org")
    assert rows.count(Membership, person_id=nia.id) == 0


def test_the_password_is_stored_as_a_hash_only(visitor: Browser, rows: Rows, people: People) -> None:
    visitor.fill("/register", NIA)
    (nia,) = rows.all(Person, email="nia@example.org")
    assert nia.password_hash.startswith("$argon2id$")
    assert PASSWORD not in str(rows.everything())


@pytest.mark.parametrize("email", ["nia@example.org", "NIA@Example.ORG", "  nia@example.org "])
def test_an_address_has_one_account_however_it_is_written(
    visitor: Browser, rows: Rows, people: People, email: str
) -> None:
    visitor.fill("/register", NIA)
    visitor.press("/me", "/logout")
    before = rows.totals()
    page = visitor.fill("/register", NIA | {"email": email})
    assert page.status == 422
    assert page.errors["email"].startswith("That address can't be used for a new account.")
    assert page.value("name") == "Nia Noor"
    assert rows.totals() == before


def test_registering_ends_the_session_of_whoever_used_the_browser_before(
    member: Browser, rows: Rows, people: People
) -> None:
    old = dict(member.cookies)
    assert member.fill("/register", NIA).status == 303
    assert member.get("/me").says("Nia Noor")
    assert rows.count(SignIn, person_id=people.member.id, ended_at=None) == 0
    member.cookies = old
    assert member.get("/me").location.startswith("/login")


def test_an_area_can_be_named_in_the_address(visitor: Browser, people: People) -> None:
    assert visitor.get("/register?area=ward-end").value("area") == "ward-end"
    assert visitor.get("/register?area=nowhere").status == 200
