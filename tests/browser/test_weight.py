"""What a page costs somebody with little data left: bytes over the wire, counted by the
browser itself."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.neighbourhood import Neighbourhood
from tests.browser.screen import Screen

KIB = 1024
FONT, PICTURES = ".woff2", "/photos/"
SCRIPTS = ["/static/board.js", "/static/vendor/htmx-4.0.1-with-sse.min.js"]


class Wire:
    """Counts what comes in from now on: bytes with their headers, by the path of the
    request."""

    def __init__(self, screen: Screen) -> None:
        self.bytes: dict[str, int] = {}
        self._paths: dict[str, str] = {}
        self._session = screen.context.new_cdp_session(screen.page)
        self._session.send("Network.enable")
        self._session.on("Network.responseReceived", self._began)
        self._session.on(
            "Network.dataReceived",
            lambda e: self._add(e["requestId"], e["encodedDataLength"]),
        )
        self._session.on("Network.loadingFinished", self._ended)

    def _began(self, event: dict[str, Any]) -> None:
        answer = event["response"]
        if answer.get("fromDiskCache") or answer["url"].startswith("data:"):
            return
        path = answer["url"].removeprefix("http://").partition("/")[2].partition("?")[0]
        self._paths[event["requestId"]] = f"/{path}"
        self._add(event["requestId"], answer["encodedDataLength"])

    def _ended(self, event: dict[str, Any]) -> None:
        if path := self._paths.get(event["requestId"]):
            self.bytes[path] = int(event["encodedDataLength"])

    def _add(self, request: str, count: float) -> None:
        if path := self._paths.get(request):
            self.bytes[path] = self.bytes.get(path, 0) + int(count)

    @property
    def ours(self) -> dict[str, int]:
        """All but the pictures that people chose."""
        return {
            path: count
            for path, count in self.bytes.items()
            if not path.startswith(PICTURES)
        }

    @property
    def total(self) -> int:
        """Of what is ours."""
        return sum(self.ours.values())

    @property
    def without_font(self) -> int:
        """Of what is ours and needed to read."""
        return sum(
            count for path, count in self.ours.items() if not path.endswith(FONT)
        )

    @property
    def on_cards(self) -> list[int]:
        """Of each small picture."""
        return [
            count for path, count in self.bytes.items() if path.endswith("-small.webp")
        ]


def settled(screen: Screen) -> None:
    """Everything has come and the stream is open."""
    screen.page.wait_for_load_state("load")
    screen.page.evaluate("document.fonts.ready.then(() => true)")
    screen.live()


@pytest.mark.parametrize("path", ["/", "/issues"])
def test_a_first_visit_is_light_and_a_later_page_lighter(
    looking: Callable[..., Screen], path: str
) -> None:
    screen = looking()
    wire = Wire(screen)
    screen.open(path)
    settled(screen)
    assert wire.total <= 70 * KIB, wire.bytes
    assert wire.without_font <= 36 * KIB, wire.bytes
    assert len(wire.ours) <= 8, wire.bytes
    assert sorted(name for name in wire.bytes if name.endswith(".js")) == SCRIPTS

    for later in ("/campaigns", "/tasks", "/areas/hodge-hill"):
        wire.bytes.clear()
        screen.open(later)
        settled(screen)
        assert wire.total <= 8 * KIB, wire.bytes
        assert max(wire.on_cards, default=0) <= 40 * KIB, wire.bytes


def test_know_how_is_read_at_little_cost(looking: Callable[..., Screen]) -> None:
    """A playbook or course is one page with all it holds, its sheets included."""
    screen = looking()
    screen.open("/")
    settled(screen)
    wire = Wire(screen)
    most = {"/playbooks": 8, "/courses": 8, "/rounds/1": 8, "/playbooks/11/tree": 8}
    whole = {"/playbooks/3": 16, "/courses/1": 16, "/areas/hodge-hill/story": 16}
    for path, kib in (most | whole).items():
        wire.bytes.clear()
        assert screen.open(path).ok, path
        screen.page.wait_for_load_state("load")
        assert wire.total <= kib * KIB, wire.bytes


def test_nothing_is_loaded_that_no_page_needs(
    looking: Callable[..., Screen], demo: Neighbourhood
) -> None:
    """Scripts and styles of ours: nobody has slipped in another one, on the heaviest
    page of an organiser."""
    screen = looking("organiser")
    wire = Wire(screen)
    screen.open("/issues/new")
    screen.page.wait_for_load_state("load")
    loaded = [name for name in wire.bytes if name.endswith((".js", ".css"))]
    # what is for when there is no line comes once the page is there
    assert sorted(set(loaded) - {"/static/phone.js"}) == ["/static/board.css", *SCRIPTS]
