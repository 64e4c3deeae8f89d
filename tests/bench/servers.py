"""Starting servers, and what they weigh."""

import contextlib
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from board import config

# What the board keeps: whole pages and what queries gave (that is how it is run); only
# the latter; nothing.
KEEPS = {
    "all": None,
    "no pages": """
from board.serving import cache
from board.cli import serve
cache.PageCache = lambda inner, *_: inner
serve.command()
""",
    "nothing": """
from board.serving import asgi
from board.cli import serve
serve.application = lambda app: asgi.application(app, cached=False)
serve.command()
""",
}


@dataclass
class Server:
    """A running server and how long it took until all its workers were ready."""

    port: int
    process: subprocess.Popen[str]
    ready_after: float = 0.0

    @property
    def pids(self) -> list[int]:
        """The server's processes."""
        parent = psutil.Process(self.process.pid)
        return [parent.pid, *(child.pid for child in parent.children(recursive=True))]

    @property
    def memory(self) -> float:
        """MiB of everything, what processes share counted once (PSS)."""
        return sum(pss(pid) for pid in self.pids) / 1024


def pss(pid: int) -> int:
    """KiB that a process is answerable for; none where it has ended meanwhile."""
    try:
        said = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    found = re.search(r"^Pss:\s+(\d+)", said, re.MULTILINE)
    return int(found[1]) if found else 0


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running(
    words: list[str], port: int, environment: dict[str, str] | None = None
) -> Iterator[Server]:
    """A server while the block lasts."""
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, *words],
        stdout=subprocess.PIPE,
        text=True,
        cwd=config.HOME,
        env=environment,
    )
    try:
        yield Server(port, process, wait(process, port) - began)
    finally:
        process.terminate()
        process.wait(20)


def wait(process: subprocess.Popen[str], port: int) -> float:
    """When the server said that it is ready, or the bare one, which says nothing,
    answers."""
    if "board" in str(process.args):
        assert process.stdout
        line = process.stdout.readline()
        assert "Local Action Board" in line, "the server did not start"
        return time.monotonic()
    for _ in range(400):
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", port)) as made,
        ):
            made.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            if made.recv(100):
                return time.monotonic()
        time.sleep(0.01)
    raise RuntimeError("the bare server did not start")


def board(
    instance: str, workers: int = 1, *, keeps: str = "all", url: str = ""
) -> contextlib.AbstractContextManager[Server]:
    """The board on an instance folder."""
    port = free_port()
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("BOARD_")
    }
    words = ["-c", program] if (program := KEEPS[keeps]) else ["-m", "board", "serve"]
    given = {
        "BOARD_INSTANCE": instance,
        "BOARD_LIMITS": "off",
        "BOARD_BASE_URL": f"http://127.0.0.1:{port}",
    }
    given |= {"BOARD_DATABASE_URL": url} if url else {}
    return running(
        [*words, "--bind", f"127.0.0.1:{port}", "--workers", str(workers)],
        port,
        kept | given,
    )


def plain(folder: str, workers: int = 2) -> contextlib.AbstractContextManager[Server]:
    """The least that such pages cost, with its data in the folder."""
    port = free_port()
    return running(["-m", "tests.bench.plain", str(port), str(workers), folder], port)


def bare(workers: int = 1, *words: str) -> contextlib.AbstractContextManager[Server]:
    """One Flask view; after the word `libraries` with all that the board is
    built of."""
    port = free_port()
    return running(
        [str(Path(__file__).parent / "bare.py"), str(port), str(workers), *words], port
    )
