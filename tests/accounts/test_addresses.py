"""A mailbox is one account, however its address and its password are typed."""

import unicodedata
from collections.abc import Callable

import pytest
from argon2 import PasswordHasher
from sqlalchemy import update

from board.accounts.models import Person
from board.accounts.passwords import make_hash
from board.db import db
from tests.builders import PASSWORD, Maker, People
from tests.conftest import on_sqlite
from tests.pages import Browser

TYPED = "crème brûlée für alle"
COMPOSED, APART = (unicodedata.normalize(form, TYPED) for form in ("NFC", "NFD"))


@pytest.mark.parametrize(
    "typed",
    [
        "name@bücher.example",
        "NAME@BÜCHER.example",
        "name@xn--bcher-kva.example",
        "name@XN--BCHER-KVA.example",
    ],
)
def test_an_address_with_letters_beyond_ascii_is_one_account(
    browser: Callable[..., Browser], make: Maker, people: People, typed: str
) -> None:
    make.person("Bea Buch", email="name@bücher.example")
    assert (
        browser().fill("/login", {"email": typed, "password": PASSWORD}).status == 303
    )


@on_sqlite
def test_an_address_no_mail_reaches_is_refused_with_the_reason(
    visitor: Browser, people: People
) -> None:
    page = visitor.fill("/login/link", {"email": "jürgen@example.org"})
    assert page.errors == {
        "email": (
            "No mail reaches an address with such letters before the @. Use another "
            "one."
        )
    }


def set_hash(make: Maker, person: Person, stored: str) -> None:
    """Give the person a stored password."""
    with make.writing():
        table = Person.__table__
        db.session.connection().execute(
            update(table).where(table.c.id == person.id).values(password_hash=stored)
        )  # type: ignore[arg-type]


@pytest.mark.parametrize("stored", [COMPOSED, APART])
@pytest.mark.parametrize("typed", [COMPOSED, APART, COMPOSED.replace(" ", "\xa0")])
@on_sqlite
def test_a_password_is_the_same_on_every_keyboard(
    visitor: Browser, make: Maker, people: People, stored: str, typed: str
) -> None:
    set_hash(make, people.member, make_hash(stored))
    assert (
        visitor.fill(
            "/login", {"email": "member@example.org", "password": typed}
        ).status
        == 303
    )


@on_sqlite
def test_a_password_stored_as_it_was_typed_goes_on_to_open(
    visitor: Browser, make: Maker, people: People
) -> None:
    set_hash(make, people.member, PasswordHasher().hash(APART))
    assert (
        visitor.fill(
            "/login", {"email": "member@example.org", "password": APART + "?"}
        ).status
        == 422
    )
    assert (
        visitor.fill(
            "/login", {"email": "member@example.org", "password": APART}
        ).status
        == 303
    )


@on_sqlite
def test_the_length_of_a_password_is_counted_in_letters(
    visitor: Browser, people: People
) -> None:
    apart = unicodedata.normalize("NFD", "éàüö")  # eight code points
    said = {"name": "Nia", "email": "nia@example.org", "password": apart}
    assert (
        visitor.fill("/register", said)
        .errors["password"]
        .startswith("Use at least 8 characters")
    )
