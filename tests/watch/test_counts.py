"""What Prometheus reads: counts of all workers together, and how things stand."""

import urllib.request
from collections.abc import Callable
from importlib.metadata import version

import pytest

from board.settings_check import check
from board.settings_read import load
from tests.builders import People, Things
from tests.conftest import Server, free_port, on_sqlite
from tests.live.listening import Stream
from tests.privacy.test_logs import ADDRESS
from tests.waiting import soon


def counts(port: int) -> dict[str, float]:
    """Each series with its number."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
        lines = answer.read().decode().splitlines()
    pairs = [line.rpartition(" ") for line in lines if not line.startswith("#")]
    return {name: float(number) for name, _, number in pairs}


@on_sqlite
def test_all_workers_are_counted_whichever_is_asked(
    serve: Callable[..., Server], things: Things, people: People
) -> None:
    port = free_port()
    server = serve(workers=2, metrics=f"127.0.0.1:{port}")
    for _ in range(10):
        server.browser().get(f"/issues/{things.issue.id}?q=typed")
        server.browser().get("/no/such/ann@example.org")
    of_posts = 'route="/issues/<int:issue_id>",status="200"'
    for _ in range(5):
        found = counts(port)
        assert found[f"board_request_seconds_count{{{of_posts}}}"] == 10
        nothing = 'board_request_seconds_count{route="(none)",status="404"}'
        assert found[nothing] == 10
    assert found[f'board_program{{version="{version("local-action-board")}"}}'] == 1
    assert found["board_database_up"] == 1
    assert found["board_mails_waiting"] >= 0
    assert found['board_room_bytes{folder="instance folder"}'] > 0
    assert not ADDRESS.search(" ".join(found))


@on_sqlite
def test_open_pages_are_counted_and_how_soon_they_hear(
    serve: Callable[..., Server], things: Things, people: People
) -> None:
    port = free_port()
    server = serve(workers=1, metrics=f"127.0.0.1:{port}")
    stream = Stream(server.port, f"issue-{things.issue.id}")
    soon(lambda: counts(port)["board_streams"] == 1, "nobody is counted")
    server.browser(people.resident).post(
        f"/issues/{things.issue.id}/comments", {"body": "Me too"}
    )
    soon(lambda: counts(port)["board_live_seconds_count"] > 0, "nothing was sent")
    stream.close()
    soon(lambda: counts(port)["board_streams"] == 0, "it is still counted")


@pytest.mark.parametrize(
    "where",
    ["0.0.0.0:9100", "203.0.114.1:9100", "[::]:9100", "board:9100", "127.1"],
)
def test_an_address_that_others_could_reach_is_refused(where: str) -> None:
    with pytest.raises(ValueError, match="BOARD_METRICS"):
        load({"BOARD_METRICS": where})


@pytest.mark.parametrize("where", ["127.0.0.1:9100", "[::1]:9100", "10.1.2.3:9100"])
def test_a_private_one_is_taken(where: str, settings: object) -> None:
    check({**vars(settings), "metrics": where})
