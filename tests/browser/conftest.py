"""A real browser on the real server.

Without a browser these tests are left out by name, and loudly.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import find
from tests.browser.hands import Keys, Mouse
from tests.browser.neighbourhood import Neighbourhood, neighbourhood
from tests.browser.screen import Screen
from tests.conftest import Server, Template

BROWSER = find.installed()
PHONE = {"width": 320, "height": 640}
WAYS: dict[str, tuple[type[Mouse], dict[str, Any]]] = {
    "script": (Mouse, {}),
    "no script": (Mouse, {"java_script_enabled": False, "viewport": PHONE}),
    "keyboard": (Keys, {}),
}
collect_ignore = [] if BROWSER else find.test_files()
if not BROWSER and find.needed():
    pytest.exit(find.missing(), returncode=1)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end, where it is read, what was left out."""
    if not BROWSER:
        terminalreporter.write_line(find.missing(), red=True)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The browser.

    It ends with this package: while it runs, no other event loop can in this thread.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find.quickest(), args=find.words()
        )
        yield browser
        browser.close()


@pytest.fixture
def template(
    request: pytest.FixtureRequest, sqlite_template: Callable[[str], Template]
) -> Template:
    """A board on SQLite: what differs on PostgreSQL needs no browser to be seen."""
    return sqlite_template("people" if "people" in request.fixturenames else "empty")


@pytest.fixture
def screen(chromium: Browser, server: Server) -> Iterator[Callable[..., Screen]]:
    """Opens a window for a person, or a visitor: screen(people.member, viewport=…).

    All end without a fault.
    """
    opened: list[Screen] = []

    def open_for(
        person: Any = None,
        *,
        at: Server = server,
        by: Browser = chromium,
        **options: Any,
    ) -> Screen:
        cookie = at.make.cookie(person) if person else ""
        opened.append(Screen(by, at.url, cookie, **options))
        return opened[-1]

    yield open_for
    for one in opened:
        one.close()


@pytest.fixture(params=WAYS)
def comes(
    request: pytest.FixtureRequest, screen: Callable[..., Screen]
) -> Callable[..., Mouse]:
    """Somebody comes to the board, each with a browser of their own; signed in when
    named: comes(people.member).

    Each of these stories is told with script, without on a phone, and by keyboard
    alone; a test may name fewer.
    """
    kind, options = WAYS[request.param]

    def come(person: Any = None) -> Mouse:
        window = screen(person, **options)
        window.open("/")
        return kind(window)

    return come


@pytest.fixture(scope="package")
def demo(
    tmp_path_factory: pytest.TempPathFactory, compiled: Path
) -> Iterator[Neighbourhood]:
    """The demo neighbourhood, which nobody changes."""
    with neighbourhood(tmp_path_factory.mktemp("demo"), compiled) as here:
        yield here


@pytest.fixture
def looking(chromium: Browser, demo: Neighbourhood) -> Iterator[Callable[..., Screen]]:
    """Opens a window in the neighbourhood, for somebody by name: looking("organiser").

    All end without a fault.
    """
    opened: list[Screen] = []

    def open_for(name: str = "visitor", **options: Any) -> Screen:
        opened.append(Screen(chromium, demo.url, demo.cookies.get(name, ""), **options))
        return opened[-1]

    yield open_for
    for one in opened:
        one.close()
