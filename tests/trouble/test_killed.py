"""Processes are killed while people write: what was acknowledged stays, and the board
comes back by itself."""

import time
from collections.abc import Callable
from typing import Any

import psutil
import pytest

from tests.cli.conftest import Command, board  # noqa: F401  the fixture
from tests.conftest import Server
from tests.trials import Figure
from tests.trouble.crowd import Crowd
from tests.waiting import is_ready, soon

pytestmark = pytest.mark.trial
A_WHILE = 0.7  # seconds in which people write


def all_of(process: psutil.Process) -> list[psutil.Process]:
    """The process, then its children: the first can't replace one that is gone."""
    return [process, *process.children(recursive=True)]


def kill(processes: list[psutil.Process]) -> None:
    """As when the machine takes them away: none can say goodbye."""
    for process in processes:
        process.kill()
    for process in processes:
        soon(
            lambda gone=process: not gone.is_running() or gone.status() == "zombie",
            f"{process} goes on",
        )


def test_workers_then_all_processes_are_killed_and_nothing_acknowledged_is_lost(
    crowd: Crowd,
    serve: Callable[..., Server],
    board: Command,  # noqa: F811
    figure: Figure,
) -> None:
    server = crowd.server
    with crowd:
        time.sleep(A_WHILE)
        for number, who in ((1, "a worker"), (2, "all workers")):
            kill(psutil.Process(server.process.pid).children()[:number])
            figure(
                f"ready again after the kill of {who}",
                soon(lambda: is_ready(server), "nobody answers"),
            )
            crowd.goes_on()
        assert board("check").exit_code == 0
        kill(all_of(psutil.Process(server.process.pid)))
        began = time.monotonic()
        serve(port=server.port, limits="off")
        soon(lambda: is_ready(server), "nobody answers")
        figure("ready again after the kill of all processes", time.monotonic() - began)
        crowd.goes_on()
    crowd.check()
    assert board("check").exit_code == 0
    figure("kills", 3)
    figure("acknowledged writes", crowd.acknowledged)


@pytest.mark.parametrize("template", ["postgresql"], indirect=True)
def test_postgresql_itself_is_killed_and_nothing_acknowledged_is_lost(
    crowd: Crowd,
    put_up_again: Callable[[], None],
    postgres_server: Any,
    board: Command,  # noqa: F811
    figure: Figure,
) -> None:
    with crowd:
        time.sleep(A_WHILE)
        kill(all_of(psutil.Process(postgres_server.get_pid())))
        for lock in (
            "postmaster.pid",
            ".s.PGSQL.5432.lock",
        ):  # they name a process which, in a container, nobody buries
            (postgres_server.pgdata / lock).unlink()
        time.sleep(A_WHILE)
        put_up_again()
        figure(
            "ready again after PostgreSQL is",
            soon(lambda: is_ready(crowd.server), "nobody answers"),
        )
        crowd.goes_on()
    crowd.check()
    assert board("check").exit_code == 0
    figure("kills of PostgreSQL", 1)
    figure("acknowledged writes", crowd.acknowledged)
