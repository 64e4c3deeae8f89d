"""Once a session was ended, nothing of it is left on the device: no page that was kept,
no picture, nothing that was written."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.device import NEW, Phone
from tests.browser.line import line_to
from tests.browser.screen import PATIENCE, Screen
from tests.builders import PASSWORD, People
from tests.conftest import Server

Opens = Callable[..., Screen]
# how many rows there are in all tables, and how many drafts
HELD = """async () => {
  let held = Object.keys(localStorage).length;
  for (const { name } of await indexedDB.databases()) {
    const opened = indexedDB.open(name);
    await new Promise(done => { opened.onsuccess = done; });
    for (const table of opened.result.objectStoreNames) {
      const asked = opened.result.transaction(table).objectStore(table).count();
      await new Promise(done => { asked.onsuccess = done; });
      held += asked.result;
    }
    opened.result.close();
  }
  return held;
}"""


@pytest.fixture
def phone(
    screen: Opens, server: Server, people: People, tmp_path: Path
) -> Iterator[Phone]:
    """A resident's, with pages that are kept, a post that waits and another that was
    begun."""
    with line_to(server.port, server.make) as line:
        options = {
            "service_workers": "allow",
            "viewport": {"width": 320, "height": 640},
        }
        phone = Phone(screen(people.resident, at=line, **options), line)
        phone.arrive()
        phone.lose_line()
        phone.window.open(NEW)
        phone.write(tmp_path)
        phone.post()
        phone.sees_waiting("It is sent by itself when there is a connection.")
        phone.window.open(NEW)
        phone.write(tmp_path, "Another")
        phone.page.wait_for_timeout(800)  # until the draft is kept
        assert phone.kept()
        assert phone.page.evaluate(HELD) >= 3
        line.is_up = True
        yield phone
        phone.page.close()


def sign_out(phone: Phone) -> None:
    """Here."""
    phone.page.locator(".menu > summary").click()
    phone.page.get_by_role("button", name="Sign out").last.click()


def end_everywhere(phone: Phone) -> None:
    """At another device; then this one meets the board."""
    other = phone.window.context.browser.new_context(base_url=phone.line.url)  # type: ignore[union-attr]
    other.add_cookies(phone.window.context.cookies())  # type: ignore[arg-type]
    page = other.new_page()
    page.goto("/me/security")
    page.get_by_role("button", name="Sign out everywhere").click()
    page.wait_for_url("**/login")
    other.close()
    phone.page.goto("/issues")


def delete_account(phone: Phone) -> None:
    """For good."""
    phone.page.goto("/me/delete")
    phone.page.get_by_label("Your password").fill(PASSWORD)
    phone.page.get_by_role("button", name="Delete my account for good").click()


@pytest.mark.parametrize("ends", [sign_out, end_everywhere, delete_account])
def test_nothing_is_left(phone: Phone, ends: Callable[[Phone], None]) -> None:
    ends(phone)
    becomes_empty(phone, lambda: phone.page.evaluate(HELD) + len(phone.kept()))


def test_nothing_is_left_to_whoever_signs_in_next(
    phone: Phone, people: People, server: Server
) -> None:
    name, _, value = server.make.cookie(people.member).partition("=")
    context = phone.window.context
    context.clear_cookies()
    cookie = {"name": name, "value": value, "url": phone.line.url}
    context.add_cookies([cookie])  # type: ignore[list-item]
    phone.page.goto("/issues")
    becomes_empty(phone, lambda: phone.page.evaluate(HELD))
    phone.wait_until_kept()  # the pages of the other


def becomes_empty(phone: Phone, left: Callable[[], int]) -> None:
    """Before long nothing of it is there."""
    until = time.monotonic() + PATIENCE / 1000
    while left():
        assert time.monotonic() < until, left()
        phone.page.wait_for_timeout(200)
