"""Whoever follows every link and presses every button breaks nothing, meets no dead
end, and all numbers stay true."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from tests.builders import Things, at_six, in_days
from tests.pages import Browser, Form, Page

PAGES, PRESSES = 350, 350  # at most
# How many kinds of press work, at least, for each of them.
WORK = {"visitor": 3, "resident": 20, "member": 20, "organiser": 40, "operator": 76}
OF_ONE_KIND = 3  # pages or presses that differ only in their numbers
ENDS_IT = ("/logout", "/me/security/end-all", "/areas/hodge-hill/leave")
# and what pages that were read before led to is then hidden, or others'
ENDS_IT += ("/hide", "/moderation/several", "/roles/N/step_back", "/people/N")
ENDS_IT += ("/me/templates/N/delete",)
TYPED = {
    "email": "somebody@example.org",
    "password": "three plain words",
    "latitude": "52.49",
    "longitude": "-1.82",
    "starts_at": f"{at_six(3):%Y-%m-%dT%H:%M}",
    "ends_at": f"{at_six(3).replace(hour=20):%Y-%m-%dT%H:%M}",
    "lines": "Ann Hill; ann@example.org",
    "evidence": "https://example.org/news",
}
DAYS = ("due_on", "decide_by", "by", "day", "until", "signed_on", "said_on", "due")


def kind_of(url: str) -> str:
    """An address without its numbers and what is asked of it."""
    return re.sub(r"\d+", "N", urlsplit(url).path)


def typed(form: Form, number: int) -> list[tuple[str, str]]:
    """What somebody in a hurry types: something in each field that is empty."""

    def said(name: str, value: str) -> str:
        if value or name in ("once", "csrf_token", "next", "seen", "role", "places"):
            return value
        day = in_days(-1 if name in ("signed_on", "said_on") else 4).isoformat()
        return day if name in DAYS else TYPED.get(name, f"Words, number {number}")

    ticked = [("duplicate_of", "2")] if "duplicate_of" in form.names else []
    return ticked + [(name, said(name, value)) for name, value in form.fields]


class Crawl:
    """Goes through the board, page by page; `answers` counts what each kind of press
    was answered with."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.waiting = deque(["/"])
        self.seen: set[str] = set()
        self.kinds: Counter[str] = Counter()
        self.answers: Counter[tuple[str, int]] = Counter()
        self.broken: list[str] = []
        self.linked: dict[str, str] = {}  # address → the page that leads there
        self.dead_ends: list[str] = []

    def run(self) -> None:
        """Read what waits and press what is found there, until there is nothing new or
        it is enough."""
        while self.waiting and len(self.seen) < PAGES:
            url = self.waiting.popleft()
            page = self.browser.get(url)
            self._note(f"GET {url}", page)
            if page.status >= 400 and url in self.linked:
                self.dead_ends.append(f"{self.linked[url]} → {url}: {page.status}")
            if "text/html" not in page.headers.get("content-type", ""):
                continue
            for form in page.forms:
                self._press(url, form)
            for link in page.links:
                self._queue(urldefrag(urljoin(url, link)).url, linked_on=url)

    def _queue(self, url: str, linked_on: str = "") -> None:
        parts = urlsplit(url)
        inside = (
            not parts.netloc
            and parts.path.startswith("/")
            and not parts.path.startswith("/static/")
        )
        if (
            inside
            and url not in self.seen
            and self.kinds[f"GET {kind_of(url)}"] < OF_ONE_KIND
        ):
            self.kinds[f"GET {kind_of(url)}"] += 1
            self.seen.add(url)
            self.waiting.append(url)
            if linked_on:
                self.linked[url] = linked_on

    def _press(self, at: str, form: Form) -> None:
        action = urljoin(at, form.action)
        kind = f"POST {kind_of(action)}"
        if (
            form.method != "post"
            or kind_of(action) in ENDS_IT
            or self.kinds[kind] >= OF_ONE_KIND
        ):
            return
        if sum(self.answers.values()) >= PRESSES:
            return
        self.kinds[kind] += 1
        page = self.browser.send_form(action, typed(form, sum(self.answers.values())))
        self.answers[kind, page.status] += 1
        self._note(kind, page)
        if page.location:
            self._queue(urlsplit(page.location)._replace(scheme="", netloc="").geturl())

    def _note(self, what: str, page: Page) -> None:
        if page.status >= 500:
            self.broken.append(f"{what}: {page.status}")


def done(crawl: Crawl) -> Iterator[str]:
    """What was really done: the kinds of press that were answered with the
    next page."""
    return (
        kind for (kind, status), _count in crawl.answers.items() if status in (200, 303)
    )


@pytest.mark.parametrize("who", WORK)
def test_pressing_everything_breaks_nothing_and_counts_right(
    browsers: dict[str, Browser], things: Things, who: str
) -> None:
    crawl = Crawl(browsers[who])
    crawl.run()
    assert crawl.broken == []
    assert crawl.dead_ends == []
    pressed = set(done(crawl))
    assert len(pressed) >= WORK[who], sorted(pressed)
    if who == "operator":
        assert {
            "POST /issues/N/merge",
            "POST /issues/N/comments/N/remove",
            "POST /tasks/N/claim",
        } <= pressed
    # That the numbers are true afterwards is asked at the end of every test
    # (tests/conftest.py).
