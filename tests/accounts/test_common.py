"""Passwords that others would try first are refused wherever one is chosen."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner
from flask import Flask

from board.accounts import common, security_actions
from board.accounts.queries import setup_key
from board.cli.create_person import command as create_person
from board.config import Settings
from board.home.models import UnconfirmedAccount
from tests.accounts.test_link import mailed
from tests.accounts.test_register import NIA
from tests.builders import PASSWORD, Maker, People, Rows
from tests.conftest import on_sqlite
from tests.pages import Browser, over_wsgi

COMMON = "password1"
NEW = {"present": PASSWORD}


def listed() -> list[str]:
    lines = common.FILE.read_text().splitlines()
    return [line for line in lines if not line.startswith("#")]


def test_the_list_is_long_sorted_and_holds_only_what_a_form_would_take() -> None:
    words = listed()
    assert len(words) >= 15_000
    assert words == sorted(set(words))
    assert all(len(word) >= 8 and common.plain_form(word) == word for word in words)


@pytest.mark.parametrize(
    "password", ["password", "PassWord1", "iloveyou2", "１２３４５６７８", "qwertyuiop"]
)
def test_common_ones_are_known_however_they_are_spelled(password: str) -> None:
    assert common.is_common(password)


@pytest.mark.parametrize("password", [PASSWORD, "# Passwords that", "passw\nord", ""])
def test_others_are_not(password: str) -> None:
    assert not common.is_common(password)


@pytest.mark.parametrize(
    "password",
    ["Test Board", "testboard2026", "nia@example.org", "nia.noor", "Nia Noor 12"],
)
def test_neither_the_boards_name_nor_ones_own_is_a_good_one(
    visitor: Browser, people: People, rows: Rows, password: str
) -> None:
    said = NIA | {"email": "nia.noor@example.org", "password": password}
    if password == "nia@example.org":
        said["email"] = password
    page = visitor.fill("/register", said)
    assert page.status == 422
    assert "would try this first" in page.errors["password"]
    assert rows.count(UnconfirmedAccount) == 0


def test_a_common_one_is_refused_at_every_door(
    visitor: Browser,
    member: Browser,
    browser: Callable[..., Browser],
    people: People,
    rows: Rows,
    make: Maker,
) -> None:
    refused = [
        visitor.fill("/register", NIA | {"password": COMMON}),
        member.fill("/me/security/password", NEW | {"password": COMMON}),
    ]
    visitor.fill("/password/forgot", {"email": "member@example.org"})
    reset = mailed(rows, "/password/reset")
    refused.append(visitor.fill(reset, {"password": COMMON}))
    with make.writing():
        security_actions.set_password(make._here(people.resident), "")
    visitor.fill("/login/link", {"email": "resident@example.org"})
    refused.append(visitor.fill(mailed(rows), {"password": COMMON}))
    visitor.fill("/register", NIA)
    link = mailed(rows, "/register/confirm")
    refused.append(browser().fill(link, {"password": COMMON}))
    for page in refused:
        assert page.status == 422, page
        assert "Many people have this password" in page.errors["password"]


def test_the_first_operator_and_the_command_line_are_told_as_well(
    app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Browser(over_wsgi(app))
    key = setup_key(settings.secret_key)
    said = {"name": "Pat", "email": "pat@example.org", "password": COMMON, "area": "A"}
    page = here.fill(f"/setup?key={key}", said)
    assert page.status == 422
    assert "Many people" in page.errors["password"]


@on_sqlite
def test_the_command_line_ends_with_a_sentence(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOARD_INSTANCE", settings.instance)
    monkeypatch.setenv("BOARD_DATABASE_URL", settings.database_url)
    words = ["nia@example.org", "--name", "Nia", "--password-stdin"]
    result = CliRunner().invoke(create_person, words, input=f"{COMMON}\n")
    assert result.exit_code == 1
    assert "Many people have this password" in result.output
