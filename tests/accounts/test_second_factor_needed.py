"""`BOARD_SECOND_FACTOR=organisers`: who has power here sets a second factor up before
they do anything else."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.accounts.factors import set_up, sign_in
from tests.builders import PASSWORD, People
from tests.pages import Browser, over_wsgi


@pytest.fixture
def strict(app_with: Callable[..., Flask], people: People) -> Flask:
    """A board that asks for it."""
    return app_with(second_factor="organisers")


def as_(name: str) -> dict[str, str]:
    return {"email": f"{name}@example.org", "password": PASSWORD}


@pytest.mark.parametrize("name", ["organiser", "operator"])
def test_who_has_power_is_led_there_and_does_nothing_else_before(
    strict: Flask, name: str
) -> None:
    here = Browser(over_wsgi(strict))
    assert sign_in(here, as_(name)).location == "/me"
    for path in ("/me", "/", "/areas/hodge-hill/desk", "/notifications", "/search"):
        assert here.get(path).location == "/me/security/second", path
    said = {"title": "A", "body": "B", "area": "hodge-hill", "category": "noise"}
    assert here.post("/issues/new", said).location == "/me/security/second"
    assert here.get("/me/security/second").says("Set it up first")
    set_up(here)
    assert here.get("/me").status == 200


def test_others_are_left_alone(strict: Flask) -> None:
    here = Browser(over_wsgi(strict))
    assert sign_in(here, as_("member")).location == "/me"
    assert here.get("/me").status == 200


def test_they_can_sign_out_and_change_their_password_before(strict: Flask) -> None:
    here = Browser(over_wsgi(strict))
    sign_in(here, as_("organiser"))
    assert here.get("/me/security/password").status == 200
    assert here.post("/logout").location == "/"


def test_nobody_is_asked_where_the_setting_is_left_out(operator: Browser) -> None:
    assert operator.get("/me").status == 200
