"""The real server on the demo neighbourhood: what is looked at and measured, and never
changed."""

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from board import settings_read
from board.cli.demo import PASSWORD
from board.config import Settings
from tests.conftest import environment, free_port, stop, told, wait_until_it_answers
from tests.pages import Browser, over_http
from tests.program import Program

PEOPLE = ("resident", "member", "organiser", "operator")


@dataclass
class Neighbourhood:
    """Where it listens, and the cookie of each of its people; a visitor has none."""

    settings: Settings
    port: int
    cookies: dict[str, str]

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def browser(self, name: str) -> Browser:
        """The small browser of one of them, or of a visitor."""
        return Browser(over_http("127.0.0.1", self.port), self.cookies.get(name, ""))


@contextlib.contextmanager
def neighbourhood(
    folder: Path, compiled: Path, name: str = ""
) -> Iterator[Neighbourhood]:
    """Bring it into the folder and serve it, as if this name led to it; its story and
    compiled templates are kept in the other."""
    port = free_port()
    given = {
        "INSTANCE": str(folder),
        "BASE_URL": f"http://{name or f'127.0.0.1:{port}'}",
        "BIND": f"127.0.0.1:{port}",
    }
    settings = settings_read.load(
        {f"BOARD_{name}": value for name, value in given.items()}
    )
    log = folder / "server.log"
    shutil.copytree(told(compiled), folder, dirs_exist_ok=True)
    process = Program(["serve"], environment(settings), log, compiled)
    try:
        wait_until_it_answers(process, port, log)
        cookies = {name: sign_in(port, name) for name in PEOPLE}
        yield Neighbourhood(settings, port, cookies)
    finally:
        stop(process)


def sign_in(port: int, name: str) -> str:
    """The cookie of somebody who has signed in."""
    browser = Browser(over_http("127.0.0.1", port))
    page = browser.fill(
        "/login", {"email": f"{name}@example.org", "password": PASSWORD}
    )
    assert page.status == 303, page
    return next(f"{name}={value}" for name, value in browser.cookies.items())
