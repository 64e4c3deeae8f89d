"""What the tests of second factors do again and again."""

import re
from datetime import datetime

import pyotp

from board import clock
from tests.builders import PASSWORD
from tests.pages import Browser, Page

MEMBER = {"email": "member@example.org", "password": PASSWORD}
PROOF = {"present": PASSWORD}


def code(secret: str, at: datetime | None = None) -> str:
    """What the app shows."""
    return str(pyotp.TOTP(secret).at(at or clock.now()))


def set_up(browser: Browser) -> tuple[str, list[str]]:
    """Set an app for codes up: its secret, and the recovery codes."""
    page = browser.follow(browser.fill("/me/security/app", PROOF))
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", page.text)
    assert found
    secret = found[1].replace(" ", "")
    shown = browser.fill("/me/security/app/add", {"code": code(secret)})
    assert shown.status == 200, shown
    return secret, re.findall(r"<code>([a-z0-9-]+)</code>", shown.text)


def sign_in(browser: Browser, said: dict[str, str] = MEMBER) -> Page:
    """The first step."""
    return browser.fill("/login", said)


def second(browser: Browser, typed: str) -> Page:
    """The second one."""
    return browser.fill("/login/second", {"code": typed})
