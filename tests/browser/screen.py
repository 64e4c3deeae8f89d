"""Somebody's window in a real browser.

It notes what must never happen on any page, wherever the test looks.
"""

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Response,
    expect,
)

PATIENCE = 10_000  # milliseconds until something that should come counts as missing
# A policy that is broken says so in the console; this one says it also where the
# console would be silent.
CONFESS = (
    "addEventListener('securitypolicyviolation', e => console.error('CSP', "
    "e.violatedDirective, e.blockedURI))"
)
expect.set_options(timeout=PATIENCE)


class Screen:
    """One person's browser with one page.

    `faults` is what went wrong behind the page's back.
    """

    def __init__(
        self, chromium: Browser, url: str, cookie: str = "", **options: Any
    ) -> None:
        self.url = url
        self.faults: list[str] = []
        # what the console may say in a test that breaks things on purpose
        self.may_say = ""
        self.has_script = options.get("java_script_enabled", True)
        options = {
            "base_url": url,
            "locale": "en-GB",
            "timezone_id": "Europe/London",
            # what is kept for when there is no line is tried in tests of its own
            "service_workers": "block",
        } | options
        self.context = chromium.new_context(**options)
        self.context.set_default_timeout(PATIENCE)
        self.context.add_init_script(CONFESS)
        self.context.on("console", self._console)
        self.context.on(
            "weberror", lambda error: self.faults.append(f"script: {error.error}")
        )
        self.context.on("request", self._request)
        self.context.on("response", self._response)
        if cookie:
            name, _, value = cookie.partition("=")
            self.context.add_cookies([{"name": name, "value": value, "url": url}])
        self.page: Page = self.context.new_page()

    def _console(self, message: ConsoleMessage) -> None:
        # Answers with an error status are looked at below, where their kind is known.
        expected = message.text.startswith("Failed to load resource") or (
            self.may_say and self.may_say in message.text
        )
        if message.type == "error" and not expected:
            self.faults.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.url + "/", "data:")):
            self.faults.append(f"asked elsewhere: {request.url}")

    def _response(self, response: Response) -> None:
        part_of_page = response.request.resource_type not in ("document", "fetch")
        if response.status >= 500 or (response.status >= 400 and part_of_page):
            self.faults.append(f"{response.status}: {response.url}")

    def open(self, path: str) -> Response:
        """Type an address."""
        answer = self.page.goto(path)
        assert answer, path
        return answer

    def live(self) -> None:
        """Wait until the page hears of changes."""
        expect(self.page.locator("html[data-live=on]")).to_be_attached()

    @property
    def path(self) -> str:
        """Where the page is."""
        return urlsplit(self.page.url).path

    def sees(self, *texts: str) -> None:
        """All of this stands on the page, or comes soon."""
        for text in texts:
            expect(
                self.page.locator("main").get_by_text(text).filter(visible=True).first
            ).to_be_visible()

    def sees_no(self, *texts: str) -> None:
        """None of this stands on the page, or it goes soon."""
        for text in texts:
            expect(
                self.page.locator("main").get_by_text(text).filter(visible=True)
            ).to_have_count(0)

    def heading(self, text: str) -> None:
        """The page with this heading has come."""
        expect(self.page.get_by_role("heading", level=1, name=text)).to_be_visible()

    def focused(self) -> Locator:
        """What has the focus."""
        return self.page.locator(":focus")

    def close(self) -> None:
        """Close the window and complain about what went wrong in it."""
        self.context.close()
        assert not self.faults, "\n".join(self.faults)
