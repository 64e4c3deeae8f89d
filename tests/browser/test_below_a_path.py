"""A board below a path of a name that it shares, in a browser: whatever a page asks for
or keeps on the device, it does there as well."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser as Chromium

from tests.browser.hands import Mouse
from tests.browser.screen import Screen
from tests.builders import Maker, People
from tests.conftest import Server, free_port


@pytest.fixture
def window(
    serve: Callable[..., Server], chromium: Chromium, people: People, make: Maker
) -> Iterator[Screen]:
    """The member's window; it complains of all that is asked for beside the path."""
    port = free_port()
    at = f"http://127.0.0.1:{port}/board"
    serve(workers=1, port=port, base_url=at)
    opened = Screen(chromium, at, make.cookie(people.member))
    yield opened
    opened.close()


def test_a_page_hears_what_is_said_meanwhile(
    window: Screen, people: People, make: Maker
) -> None:
    issue = make.issue(people.resident)
    window.open(f"{window.url}/issues/{issue.id}")
    window.live()
    make.comment(issue, people.organiser, "We heard you.")
    window.sees("We heard you.")


def test_what_is_half_written_goes_with_who_signs_out(window: Screen) -> None:
    window.open(f"{window.url}/issues/new")
    window.page.get_by_label("What is it about?").fill("The lamp at")
    kept = "Object.values(localStorage).some(text => text.includes('The lamp at'))"
    window.page.wait_for_function(kept)
    Mouse(window).press("Sign out")
    window.sees("You are signed out.")
    assert not window.page.evaluate(kept)
