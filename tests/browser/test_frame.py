"""An area's list in a frame of another site, in a real browser: shown where that site
was named, refused elsewhere."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

from playwright.sync_api import Browser

from tests.builders import Maker, People
from tests.conftest import Server

AT = "/areas/hodge-hill/embed"


@contextmanager
def another_site() -> Iterator[str]:
    """The address of a site that shows in a frame what follows the question mark."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            shown = self.path.partition("?")[2]
            self.wfile.write(f'<iframe src="{shown}"></iframe>'.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    site = HTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{site.server_port}"
    finally:
        site.shutdown()
        site.server_close()


def in_the_frame(chromium: Browser, site: str, shows: str) -> tuple[str, list[str]]:
    """What stands in the frame on that site, and what the browser says of it."""
    said: list[str] = []
    page = chromium.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{site}/?{shows}")
    page.wait_for_load_state("networkidle")
    shown = page.frames[1].locator("body").inner_text()
    assert not page.context.cookies()
    page.close()
    return shown, said


def test_a_site_that_was_named_shows_it_and_another_does_not(
    serve: Callable[..., Server], chromium: Browser, make: Maker, people: People
) -> None:
    make.issue(people.resident, title="The lamp is out")
    with another_site() as site:
        closed = serve(workers=1)
        shown, said = in_the_frame(chromium, site, closed.url + AT)
        assert "The lamp is out" not in shown
        assert any("frame-ancestors" in line for line in said)
        opened = serve(workers=1, framed_by=site)
        shown, said = in_the_frame(chromium, site, opened.url + AT)
        assert "The lamp is out" in shown
        assert not said
