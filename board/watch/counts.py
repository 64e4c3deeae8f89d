"""Counts for Prometheus, at an address of their own that only this machine or its
private network reaches.

Each worker counts in files that all of them share, and whichever is asked answers for
all.
"""

import os
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from shutil import rmtree
from socketserver import ThreadingTCPServer
from typing import Any

from flask import Flask

from board import noting
from board.config import Settings
from board.private import make_folder

FILES = "PROMETHEUS_MULTIPROC_DIR"  # where the library looks for their folder
SECONDS = (0.01, 0.05, 0.1, 0.5, 1, 5)
PLAIN = "text/plain; version=0.0.4; charset=utf-8"


def begin(settings: Settings) -> None:
    """From now on this process counts, and those forked from it; a worker that takes
    another's place goes on with the files that are there."""
    if FILES not in os.environ:
        folder = settings.instance_path / "counts"
        rmtree(folder, ignore_errors=True)
        make_folder(folder)
        os.environ[FILES] = str(folder)
    noting.tell(_taker())


def _taker() -> noting.Taker:
    from prometheus_client import Gauge, Histogram

    answered = Histogram(
        "board_request_seconds",
        "Requests, and how long they took.",
        ["route", "status"],
        buckets=SECONDS,
    )
    told = Histogram(
        "board_live_seconds",
        "From a change to the open pages that show it.",
        buckets=SECONDS,
    )
    streams = Gauge(
        "board_streams",
        "Open pages that listen for changes.",
        multiprocess_mode="livesum",
    )

    def take(what: str, facts: dict[str, Any]) -> None:
        if what == "request" and facts["rule"] != "/live":
            of_kind = answered.labels(facts["rule"], facts["status"])
            of_kind.observe(facts["ms"] / 1000)
        elif what == "sent":
            told.observe(facts["ms"] / 1000)
        elif what == "stream":
            streams.set(facts["streams"])

    return take


def serve(app: Flask) -> None:
    """In a worker: answer whoever asks, in a thread of its own. All workers listen at
    the one address, and the system chooses."""
    host, _, port = app.config["BOARD"].metrics.rpartition(":")
    server = Listening((host.strip("[]"), int(port)), app)
    threading.Thread(target=server.serve_forever, name="counts", daemon=True).start()


class Listening(ThreadingTCPServer):
    """Where Prometheus asks."""

    allow_reuse_address = True
    allow_reuse_port = True
    daemon_threads = True

    def __init__(self, address: tuple[str, int], app: Flask) -> None:
        super().__init__(address, Answer)
        self.app = app


class Answer(BaseHTTPRequestHandler):
    """One answer: all counts, and how things stand now."""

    timeout = 10
    server: Listening

    def do_GET(self) -> None:
        """Whatever is asked for."""
        body = everything(self.server.app)
        self.send_response(200)
        self.send_header("Content-Type", PLAIN)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: it holds the address of whoever asks."""


def everything(app: Flask) -> bytes:
    """All that is counted, as Prometheus reads it."""
    from prometheus_client import CollectorRegistry, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector

    from board.watch.standing import Standing

    _forget_ended(Path(os.environ[FILES]))
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    registry.register(Standing(app))
    return generate_latest(registry)


def _forget_ended(folder: Path) -> None:
    """The streams of a worker that was killed are gone with it."""
    for file in folder.glob("gauge_live*.db"):
        if not _is_there(int(file.stem.rpartition("_")[2])):
            file.unlink(missing_ok=True)


def _is_there(process: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(process, 0)
        return True
    return False
