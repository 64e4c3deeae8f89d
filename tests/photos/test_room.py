"""Words don't wait for pictures, and pictures wait for each other where memory is
short."""

import io
import threading
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from board.config import Settings
from board.photos.room import EACH, room
from board.serving.wsgi import pool_for
from tests.builders import People, Things
from tests.conftest import Server, on_sqlite
from tests.photos.drawing import drawn
from tests.photos.test_add import SAID

SOON = 20  # seconds; who waits so long has failed


@on_sqlite
def test_words_do_not_wait_for_pictures(
    serve: Callable[..., Server], people: People, things: Things
) -> None:
    server = serve(workers=1, limits="off")
    large = [
        (f"{n}.png", drawn(6000, 4000, kind="PNG", compress_level=1)) for n in range(2)
    ]
    posted: list[int] = []

    def post() -> None:
        posted.append(
            server.browser(people.resident).upload("/issues/new", SAID, *large).status
        )

    senders = [threading.Thread(target=post) for _ in range(4)]
    for sender in senders:
        sender.start()
    time.sleep(1)
    member = server.browser(people.member)
    page = f"/issues/{things.other.id}"
    assert member.fill(page, {"body": "Words"}, action=f"{page}/comments").status == 303
    assert server.browser().get("/issues").status == 200
    assert len(posted) < len(senders)  # the last were still being read
    for sender in senders:
        sender.join(60)
    assert posted == [303] * 4


@pytest.mark.parametrize(("memory", "fit"), [("100", 1), (str(2 * EACH), 2)])
def test_only_so_many_pictures_are_read_at_once(
    settings: Settings, memory: str, fit: int
) -> None:
    """Each place is a lock of the machine, so it does not matter which process or
    thread has it."""
    mine = replace(settings, picture_memory=memory)
    inside, leave = threading.Semaphore(0), threading.Event()

    def read() -> None:
        with room(mine):
            inside.release()
            leave.wait(SOON)

    readers = [threading.Thread(target=read) for _ in range(fit + 1)]
    for reader in readers:
        reader.start()
    for _ in range(fit):
        assert inside.acquire(timeout=SOON)
    assert not inside.acquire(timeout=0.3)
    leave.set()
    assert inside.acquire(timeout=SOON)
    for reader in readers:
        reader.join()


def test_a_quarter_of_the_memory_is_for_pictures_unless_said(
    settings: Settings,
) -> None:
    assert settings.picture_megabytes > 0
    assert replace(settings, picture_memory="700").picture_megabytes == 700


@pytest.mark.parametrize(
    ("request_line", "body", "expected"),
    [
        ("GET /issues", b"", "pages"),
        ("GET /issues.atom", b"", "files"),
        ("GET /photos/0-small.webp", b"", "files"),
        ("GET /static/board.css", b"", "words"),
        ("POST /tasks/1/claim", b"note=", "words"),
        ("POST /issues/new", b'name="photos"; filename=""\r\n', "words"),
        ("POST /issues/new", b'name="photos"; filename="a.jpg"\r\n', "pictures"),
        (
            "POST /issues/new",
            b"name=\"photos\"; filename*=UTF-8''a.jpg\r\n",
            "pictures",
        ),
        ("POST /issues/new", b"x" * 100_000, "pictures"),
    ],
)
def test_pictures_have_threads_of_their_own(
    request_line: str, body: bytes, expected: str
) -> None:
    method, path = request_line.split()
    scope = {
        "method": method,
        "path": path,
        "headers": [(b"content-type", b"multipart/form-data; boundary=b")],
    }
    assert pool_for(scope, file := io.BytesIO(body)) == expected
    assert file.tell() == 0
