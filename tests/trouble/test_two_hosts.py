"""Two hosts share a PostgreSQL and a store for pictures, and nothing else; one of them
is killed while people write and read."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from board.activity.models import Activity
from tests import s3
from tests.builders import Maker, People, Rows, Things
from tests.cli.conftest import Command, board  # noqa: F401  the fixture
from tests.conftest import Server
from tests.live.listening import Stream
from tests.photos.test_add import pictures
from tests.trials import Figure
from tests.trouble.crowd import Crowd
from tests.trouble.proxy import Proxy
from tests.trouble.test_killed import A_WHILE, all_of, kill
from tests.waiting import is_ready, soon

pytestmark = [
    pytest.mark.trial,
    pytest.mark.parametrize("template", ["postgresql"], indirect=True),
]
BACK = 5.0  # seconds after which readers hear again
READERS = 6
TRIES = 5  # wrong passwords before one waits


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[s3.Store]:
    """A store that both hosts know."""
    with s3.running(tmp_path_factory.mktemp("store")) as running:
        yield running


@pytest.fixture
def begin(
    serve: Callable[..., Server], tmp_path: Path, store: s3.Store
) -> Callable[[str], list[Server]]:
    """Starts two of them, each with a folder of its own: begin("off") without
    limits."""

    def two(limits: str) -> list[Server]:
        shared = {"limits": limits, "uploads": store.bucket().url}
        folders = [tmp_path / "one", tmp_path / "two"]
        return [serve(2, instance=str(folder), **shared) for folder in folders]

    return two


@pytest.fixture
def hosts(begin: Callable[[str], list[Server]]) -> list[Server]:
    """Both, for a crowd."""
    return begin("off")


@pytest.fixture
def proxy(hosts: list[Server]) -> Iterator[Proxy]:
    """What people know of."""
    with Proxy([host.port for host in hosts]) as running:
        yield running


@pytest.fixture
def front(hosts: list[Server], proxy: Proxy) -> Server:
    """The two as one server."""
    return replace(hosts[0], port=proxy.port)


def test_what_one_host_takes_the_other_shows(
    hosts: list[Server], make: Maker, people: People, things: Things
) -> None:
    one, other = hosts[0].browser(people.member), hosts[1].browser()
    other.cookies |= one.cookies
    reader = Stream(hosts[1].port, f"issue-{things.issue.id}-thread")
    at = f"/issues/{things.issue.id}/comments"
    fields = [("csrf_token", other.token()), ("body", "See here")]
    assert one.send_files(at, fields, pictures(1)).status == 303
    assert "See here" in reader.until(f"issue-{things.issue.id}-thread").data
    shown = other.get(f"/issues/{things.issue.id}")
    assert shown.says("See here")
    (picture,) = {src for src in shown.text.split('"') if src.endswith("-small.webp")}
    assert other.get(picture.split()[0]).status == 200
    assert one.post("/logout").status == 303
    assert other.get("/me").location.startswith("/login")


def test_whoever_tries_passwords_on_both_hosts_waits_on_both(
    begin: Callable[[str], list[Server]], people: People
) -> None:
    hosts = begin("on")
    wrong = {"email": people.member.email, "password": "guessed"}
    said = [
        hosts[number % 2].browser().fill("/login", wrong).status
        for number in range(TRIES + 2)
    ]
    assert said == [422] * TRIES + [429] * 2


def test_a_visitor_of_one_host_reads_what_was_written_on_the_other(
    hosts: list[Server], people: People
) -> None:
    one, visitor = hosts[0].browser(people.member), hosts[1].browser()
    assert not visitor.get("/issues").says("The bench is broken")
    said = {"title": "The bench is broken", "body": "Since May.", "kind": "problem"}
    where = {"category": "lighting", "area": "hodge-hill", "different": "1"}
    assert one.fill("/issues/new", said | where).status == 303
    soon(
        lambda: visitor.get("/issues").says("The bench is broken"),
        "the other host goes on with its old page",
        within=1.0,
    )


def test_a_host_is_killed_nothing_is_lost_and_its_readers_are_back(
    hosts: list[Server],
    proxy: Proxy,
    front: Server,
    make: Maker,
    rows: Rows,
    people: People,
    things: Things,
    board: Command,  # noqa: F811
    figure: Figure,
) -> None:
    crowd = Crowd(front, make, rows, people, things)
    topic = f"issue-{things.other.id}"
    streams = [Stream(proxy.port, topic) for _ in range(READERS)]
    with crowd:
        time.sleep(A_WHILE)
        kill(all_of(psutil.Process(hosts[0].process.pid)))
        gone = time.monotonic()
        figure("somebody writes again", crowd.goes_on())
        back = [
            Stream(proxy.port, topic, last_id=stream.last_id)
            for stream in streams
            if stream.ended
        ]
        for stream in back:
            stream.until(topic)
        figure("readers hear again", time.monotonic() - gone)
        assert time.monotonic() - gone < BACK
        crowd.goes_on()
    crowd.check()
    assert is_ready(front)
    assert board("check").exit_code == 0
    assert back
    told = rows.all(Activity, subject_kind="issue", subject_id=things.other.id)
    for stream in [*back, *(stream for stream in streams if not stream.ended)]:
        soon(
            lambda at=stream: int(at.last_id) >= told[-1].id,
            "a reader missed what came last",
        )
    figure("kills of a host", 1)
    figure("acknowledged writes", crowd.acknowledged)
