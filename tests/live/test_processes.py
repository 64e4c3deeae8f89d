"""Workers come and go; what was acknowledged stays, and listeners hear of it."""

import contextlib
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psutil

from board import config
from board.config import Settings
from tests.builders import Maker, People, Things
from tests.conftest import Server, environment, on_sqlite
from tests.live.listening import Stream
from tests.waiting import SOON, soon


def workers(server: Server) -> list[psutil.Process]:
    """The server's worker processes."""
    return psutil.Process(server.process.pid).children()


def board(settings: Settings, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a word of the command line."""
    return subprocess.run(
        [sys.executable, "-m", "board", *words],
        env=environment(settings),
        cwd=config.HOME,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_told_to_stop_it_ends_all_streams_and_goes(server: Server) -> None:
    streams = [Stream(server.port, "issues") for _ in range(40)]
    server.process.send_signal(signal.SIGTERM)
    for stream in streams:
        stream.ends()
    assert server.process.wait(SOON) == 0
    assert len({stream.retry for stream in streams}) > 5
    assert min(stream.retry for stream in streams) >= 300


def test_after_a_restart_streams_have_missed_nothing(
    serve: Callable[..., Server], make: Maker, people: People, things: Things
) -> None:
    region = f"issue-{things.other.id}"
    first = serve()
    stream = Stream(first.port, region)
    first.process.send_signal(signal.SIGTERM)
    stream.ends()
    make.second(things.other, people.organiser)
    second = serve()
    Stream(second.port, region, last_id=stream.last_id).until(region)


def test_those_who_come_at_once_are_spread_over_the_workers(server: Server) -> None:
    crowd = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(40)]

    def heard(worker: psutil.Process) -> int:
        return sum(
            one.status == psutil.CONN_ESTABLISHED for one in worker.net_connections()
        )

    soon(
        lambda: sum(heard(worker) for worker in workers(server)) == len(crowd),
        "some were not let in",
    )
    # by chance alone: all but once in 10,000
    assert min(heard(worker) for worker in workers(server)) >= 8
    for one in crowd:
        one.close()


def test_a_worker_that_died_is_replaced(server: Server) -> None:
    victim = workers(server)[0]
    victim.kill()
    soon(
        lambda: (
            victim.pid not in [w.pid for w in workers(server)]
            and len(workers(server)) == 2
        ),
        "nobody came",
    )
    assert server.browser().get("/healthz").status == 200


def test_whoever_asks_when_all_workers_have_died_waits_for_those_that_come(
    server: Server,
) -> None:
    for worker in workers(server):
        worker.kill()
    assert server.browser().get("/healthz").status == 200
    soon(lambda: len(workers(server)) == 2, "nobody came")
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(SOON) == 0


def test_the_process_above_the_workers_keeps_nothing_of_what_they_share(
    server: Server,
) -> None:
    most = 30 * 2**20  # bytes; a worker has three times as many
    # It becomes so small a moment after its workers answer.
    soon(
        lambda: psutil.Process(server.process.pid).memory_info().rss < most,
        "it kept it all",
    )
    assert all(worker.memory_info().rss > 2 * most for worker in workers(server))


def test_workers_that_die_again_and_again_end_the_server(server: Server) -> None:
    for _ in range(8):
        for worker in workers(server) if server.process.poll() is None else []:
            with contextlib.suppress(psutil.NoSuchProcess):
                worker.kill()
        time.sleep(0.2)
    assert server.process.wait(SOON) == 1


def test_workers_do_not_outlive_their_parent(server: Server) -> None:
    left = workers(server)
    server.process.kill()
    soon(
        lambda: (
            not any(
                worker.is_running() and worker.status() != "zombie" for worker in left
            )
        ),
        "orphans go on",
    )


@on_sqlite
def test_without_a_database_it_says_what_to_do(
    tmp_path: Path, settings: Settings
) -> None:
    done = board(
        replace(settings, database_url=f"sqlite:///{tmp_path / 'none.db'}"), "serve"
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Error: There is no board at")
    assert "board init" in done.stderr


@on_sqlite
def test_with_the_database_of_another_version_it_says_what_to_do(
    settings: Settings,
) -> None:
    with sqlite3.connect(
        settings.instance_path / settings.database_url.rpartition("/")[2]
    ) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
    done = board(settings, "serve")
    assert done.returncode == 1
    assert "“Upgrades” in docs/keeping.md says what can be brought along" in done.stderr


def test_a_taken_port_is_said_in_words(server: Server, settings: Settings) -> None:
    done = board(settings, "serve", "--bind", f"127.0.0.1:{server.port}")
    assert done.returncode == 1
    assert "can't listen" in done.stderr
    assert "Traceback" not in done.stderr


def test_lifted_limits_are_said_loudly(
    serve: Callable[..., Server], tmp_path: Path
) -> None:
    server = serve(limits="off")
    assert "LIMITS ARE OFF" in (tmp_path / f"server-{server.port}.log").read_text()
