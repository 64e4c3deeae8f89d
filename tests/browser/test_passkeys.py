"""Passkeys in a real browser, with an authenticator made for tests."""

import json
from base64 import b64encode
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser as Chromium

from board.accounts.factor_models import Passkey, RecoveryCode
from tests.browser.hands import Mouse
from tests.browser.screen import Screen
from tests.builders import PASSWORD, Maker, People, Rows
from tests.conftest import Server, free_port

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Device:
    """What keeps the keys, in the place of a phone."""

    def __init__(self, window: Screen) -> None:
        self.session = window.context.new_cdp_session(window.page)
        self.session.send("WebAuthn.enable")
        added = self.session.send(
            "WebAuthn.addVirtualAuthenticator", {"options": DEVICE}
        )
        self.id = added["authenticatorId"]

    def keys(self) -> list[dict[str, Any]]:
        """Those it has."""
        found = self.session.send("WebAuthn.getCredentials", self._me())
        return list(found["credentials"])

    def has_user(self, yes: bool) -> None:
        """Whether it finds that it is its user."""
        self.session.send(
            "WebAuthn.setUserVerified", self._me() | {"isUserVerified": yes}
        )

    def change(self, *left_out: str, **said: Any) -> None:
        """What else its key says of itself: how often it has signed (a copy says less),
        or whose it is."""
        (key,) = self.keys()
        key = {name: key[name] for name in key if name not in left_out}
        self.session.send(
            "WebAuthn.removeCredential",
            self._me() | {"credentialId": key["credentialId"]},
        )
        changed = self._me() | {"credential": key | said}
        self.session.send("WebAuthn.addCredential", changed)

    def _me(self) -> dict[str, Any]:
        return {"authenticatorId": self.id}


@pytest.fixture
def window(
    serve: Callable[..., Server], chromium: Chromium, people: People, make: Maker
) -> Iterator[Screen]:
    """The member's window on a board that has a name."""
    port = free_port()
    at = f"http://localhost:{port}"
    serve(workers=1, port=port, base_url=at)
    opened = Screen(chromium, at, make.cookie(people.member))
    yield opened
    opened.context.close()
    assert not opened.faults


def ask_for_less(window: Screen) -> None:
    """What the page asks of the device no longer says that it must know its user."""
    window.page.locator("[data-passkey]").evaluate(
        "form => form.dataset.passkey = form.dataset.passkey.replace("
        "/(userVerification\": \")required/, '$1discouraged')"
    )


def make_key(window: Screen) -> None:
    window.open("/me/security/passkeys")
    window.page.fill("#name", "My phone")
    window.page.fill("#present", PASSWORD)
    Mouse(window).press("Go on")
    Mouse(window).press("Make it")


def sign_in(window: Screen) -> None:
    window.open("/login?next=/areas")
    window.page.fill("#email", "member@example.org")
    window.page.fill("#password", PASSWORD)
    Mouse(window).press("Sign in")
    window.sees("The second step")


def test_a_passkey_is_made_and_signs_in_and_a_copy_of_it_does_not(
    window: Screen, people: People, rows: Rows
) -> None:
    device = Device(window)
    make_key(window)
    window.sees("Your recovery codes")
    (key,) = rows.all(Passkey)
    assert (key.person_id, key.name) == (people.member.id, "My phone")
    assert rows.count(RecoveryCode, person_id=people.member.id) == 8
    Mouse(window).press("Sign out")
    sign_in(window)
    Mouse(window).press("Use my passkey")
    window.page.wait_for_url("**/areas")
    assert rows.get(Passkey, key.id).sign_count > key.sign_count
    Mouse(window).press("Sign out")
    sign_in(window)
    device.change(signCount=0)
    Mouse(window).press("Use my passkey")
    window.sees("That passkey was not taken.")
    device.change(signCount=50)
    device.has_user(False)
    Mouse(window).press("Use my passkey")
    window.sees("Your device did not answer")
    ask_for_less(window)
    Mouse(window).press("Use my passkey")
    window.sees("That passkey was not taken.")
    device.has_user(True)
    Mouse(window).press("Use my passkey")
    window.page.wait_for_url("**/areas")


def handle_sent(window: Screen) -> object:
    """Press, and whose key the browser then says it is."""
    with window.page.expect_request(lambda sent: sent.method == "POST") as sent:
        Mouse(window).press("Use my passkey")
    answer = parse_qs(sent.value.post_data or "")["credential"][0]
    return json.loads(answer)["response"].get("userHandle")


def test_a_key_that_is_said_to_be_somebody_elses_is_refused_and_one_of_nobody_taken(
    window: Screen, rows: Rows
) -> None:
    device = Device(window)
    make_key(window)
    window.sees("Your recovery codes")
    (key,) = rows.all(Passkey)
    Mouse(window).press("Sign out")
    sign_in(window)
    other = b64encode(b"another person of this board").decode()
    device.change(userHandle=other, isResidentCredential=True, signCount=10)
    assert handle_sent(window) == other.rstrip("=")
    window.sees("That passkey was not taken.")
    assert rows.get(Passkey, key.id).sign_count == key.sign_count
    device.change("userHandle", isResidentCredential=False, signCount=20)
    assert not handle_sent(window)
    window.page.wait_for_url("**/areas")
    assert rows.get(Passkey, key.id).sign_count > 20
