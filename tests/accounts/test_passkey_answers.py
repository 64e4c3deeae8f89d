"""What comes in place of a device's answer is refused in words, whatever it is."""

import hashlib
import html
import json
import re
from collections.abc import Callable
from typing import Any

import cbor2
import pytest
from flask import Flask
from webauthn.helpers import bytes_to_base64url as text_of

from board.accounts.factor_models import Passkey
from tests.accounts.factors import PROOF, sign_in
from tests.builders import Maker, People, Rows
from tests.pages import Browser, Page, over_wsgi

HOST = "localhost"
AT = "/me/security/passkeys/add"
ODD = [
    *("", "{", "null", "5", "[]", "{}", '"text"', "[" * 15_000, "x" * 20_001),
    *('{"id": 5}', '{"id": "AAAA", "response": 5}', '{"id": "\\ud800"}', "<script>"),
    '{"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {}}',
]
REFUSED = "That passkey was not taken. Try again."


@pytest.fixture
def app(app_with: Callable[..., Flask]) -> Flask:
    return app_with(base_url=f"http://{HOST}:8000")


@pytest.fixture
def here(app: Flask, make: Maker, people: People) -> Browser:
    """The member, who has just named a passkey."""
    browser = Browser(over_wsgi(app), make.cookie(people.member))
    browser.fill("/me/security/passkeys", PROOF | {"name": "My phone"})
    return browser


def made(page: Page, id: bytes) -> dict[str, Any]:
    """What a device answers to what the page asks of it, with a key of this id."""
    found = re.search(r'"challenge": ?"([\w-]+)"', html.unescape(page.text))
    assert found
    said = {"type": "webauthn.create", "challenge": found[1]}
    said |= {"origin": f"http://{HOST}:8000"}
    key = {1: 2, 3: -7, -1: 1, -2: b"x" * 32, -3: b"y" * 32}
    shown = hashlib.sha256(HOST.encode()).digest() + b"\x45" + bytes(4 + 16)
    shown += len(id).to_bytes(2, "big") + id + cbor2.dumps(key)
    whole = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": shown})
    response = {
        "clientDataJSON": text_of(json.dumps(said).encode()),
        "attestationObject": text_of(whole),
    }
    named = {"id": text_of(id), "rawId": text_of(id), "type": "public-key"}
    return named | {"response": response}


def test_an_answer_that_is_none_makes_no_passkey(here: Browser, rows: Rows) -> None:
    for odd in ODD:
        page = here.fill(AT, {"credential": odd})
        assert page.status == 422, odd
        assert page.says(REFUSED)
    assert rows.count(Passkey) == 0


def keep(browser: Browser, id: bytes) -> Page:
    """Send what a device has made."""
    page = browser.get(AT)
    answer = json.dumps(made(page, id))
    return browser.send_form(AT, page.form(AT).filled({"credential": answer}))


def test_a_key_has_an_id_as_long_as_the_standard_says(
    here: Browser, rows: Rows
) -> None:
    page = keep(here, b"i" * 1024)
    assert (page.status, rows.count(Passkey)) == (422, 0)
    assert page.says(REFUSED)
    assert (keep(here, b"i" * 1023).status, rows.count(Passkey)) == (200, 1)


def test_an_answer_that_is_none_signs_nobody_in(here: Browser, app: Flask) -> None:
    keep(here, b"i")
    visitor = Browser(over_wsgi(app))
    sign_in(visitor)
    theirs = {"id": text_of(b"i"), "response": {"signature": 5}}
    for odd in ("[]", json.dumps(theirs), json.dumps(theirs | {"response": "x"})):
        said = {"credential": odd}
        page = visitor.fill("/login/second", said, action="/login/second/passkey")
        assert page.status == 422, odd
        assert page.says(REFUSED)
    assert visitor.get("/me").status == 303
