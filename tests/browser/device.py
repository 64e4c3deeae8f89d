"""Somebody's phone: a browser that keeps pages, on a line that may drop."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.line import Drop, Line
from tests.browser.screen import PATIENCE, Screen
from tests.photos.drawing import drawn

NEW = "/issues/new"
SENT = "It was sent and is published."
KEPT = """async () => {
  const names = (await caches.keys()).filter(name => name.startsWith("kept "));
  const kept = await Promise.all(names.map(name => caches.open(name)));
  const found = await Promise.all(kept.map(cache => cache.keys()));
  return found.flat().map(({ url }) => url.slice(location.origin.length));
}"""
ALWAYS = {"/me", NEW, "/offline"}


class Phone:
    """A window on a line."""

    def __init__(self, window: Screen, line: Line) -> None:
        self.window, self.line, self.page = window, line, window.page
        # what is asked for while the line is down stands in the console
        window.may_say = "htmx"

    def kept(self) -> list[str]:
        """The addresses of what is kept."""
        found: list[str] = self.page.evaluate(KEPT)
        return found

    def wait_until_kept(self, *paths: str) -> None:
        """What is always kept has come, and these pages."""
        until = time.monotonic() + PATIENCE / 1000
        while not {*ALWAYS, *paths} <= set(self.kept()):
            assert time.monotonic() < until, self.kept()
            self.page.wait_for_timeout(50)

    def arrive(self) -> None:
        """Open the board, and wait until it keeps what it keeps for anybody."""
        self.window.open("/me")
        self.page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
        self.wait_until_kept()

    def lose_line(self) -> None:
        """In a tunnel."""
        self.line.is_up = False

    def lose_answers(self) -> None:
        """The line is there, and nothing comes through it: nobody is told."""
        self.line.is_dead = True

    def find_line(self) -> None:
        """Out of it: the browser notices."""
        self.line.is_up, self.line.is_dead = True, False
        self.page.evaluate("dispatchEvent(new Event('online'))")

    def write(self, folder: Path, title: str = "The lamp is out") -> None:
        """A post with two pictures, in the form that is open."""
        for name, colour in (("a.jpg", "seagreen"), ("b.jpg", "firebrick")):
            (folder / name).write_bytes(drawn(800, 600, colour))
        self.page.get_by_label("In a few words").fill(title)
        self.page.get_by_label("What is wrong").fill("Every night.\n\nFor a week.")
        self.page.get_by_label("Which of these").select_option("lighting")
        self.page.get_by_label("Which area").select_option("hodge-hill")
        self.page.get_by_label("Pictures").set_input_files(
            [folder / "a.jpg", folder / "b.jpg"]
        )

    def post(self) -> None:
        """Press the button."""
        self.page.get_by_role("button", name="Post it").click()

    def drop_at(self, steps: Iterable[str]) -> None:
        """The line drops at each of these steps, such as `POST answer`."""
        for step in steps:
            method, when = step.split()
            self.line.drops.append(Drop(method, NEW, when))

    def try_again(self) -> None:
        """The line comes back, and drops at the next step that was said."""
        left = len(self.line.drops)
        self._until(lambda: len(self.line.drops) < left)

    def sees_sent(self, count: int = 1) -> None:
        """The line comes back, and so much is sent."""
        said = self.page.locator("#waiting").get_by_text(SENT).filter(visible=True)
        self._until(lambda: said.count() == count)

    def _until(self, done: Callable[[], bool]) -> None:
        """The browser may notice the line more than once: a try may be under way."""
        until = time.monotonic() + PATIENCE / 1000
        while not done():
            assert time.monotonic() < until, (self.line.drops, self.line.passed)
            self.find_line()
            self.page.wait_for_timeout(200)

    def sees_waiting(self, words: str) -> None:
        """The list of what waits says so."""
        found = self.page.locator("#waiting").get_by_text(words)
        expect(found.filter(visible=True).first).to_be_visible()

    def has_chosen(self, count: int) -> None:
        """So many pictures stand in the form."""
        chosen = self.page.get_by_label("Pictures")
        until = time.monotonic() + PATIENCE / 1000
        while chosen.evaluate("field => field.files.length") != count:
            assert time.monotonic() < until
            self.page.wait_for_timeout(50)
