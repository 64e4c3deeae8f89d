"""`python -m tests.bench [--quick]`: what the board does beside a bare Flask view, in one run on one machine.

Compare within a run. The load comes from a process of its own on the same machine and takes its share of it.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

from flask import Flask

from board import config, create_app
from board.db import db
from board.migrations import run
from tests.bench import seed, servers
from tests.bench.seed import Visit
from tests.bench.servers import Server

CONNECTIONS = 16
GZIP = "Accept-Encoding: gzip\r\n"
Result = dict[str, Any]


def get(path: str, visit: Visit | None = None, more: str = "") -> str:
    """A GET as a browser sends it."""
    cookie = f"Cookie: {visit.cookie}\r\n" if visit else ""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{GZIP}{cookie}{more}\r\n"


def post(path: str, visit: Visit) -> str:
    """A form sent by htmx."""
    body = f"csrf_token={visit.token}&note="
    head = "HX-Request: true\r\nHX-Request-Type: partial\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    return (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{GZIP}{head}Cookie: {visit.cookie}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    )


class Bench:
    """One run."""

    def __init__(self, *, quick: bool) -> None:
        self.quick = quick
        self.seconds = 1.5 if quick else 5

    def load(self, server: Server, scripts: list[list[str]], **more: Any) -> Result:
        """Let the load generator loose on a server."""
        spec = {"port": server.port, "seconds": self.seconds, "scripts": scripts} | more
        words = [sys.executable, "-m", "tests.bench.load", json.dumps(spec)]
        done = subprocess.run(words, cwd=config.HOME, stdout=subprocess.PIPE, check=True)
        result: Result = json.loads(done.stdout)
        return result

    def row(self, name: str, server: Server, *requests: str, scripts: list[list[str]] | None = None) -> Result:
        """Measure and print one line."""
        result = self.load(server, scripts or [list(requests)] * CONNECTIONS)
        wrong = {status: n for status, n in result["statuses"].items() if status not in ("200", "304")}
        note = f"  {wrong}" if wrong else ""
        numbers = f"{result['per_second']:>9.0f}/s {result['p50']:>8.2f} {result['p99']:>8.2f} ms"
        print(f"  {name:<52}{numbers}{note}", flush=True)
        return result

    def pages(self, instance: str, app: Flask) -> None:
        """Requests a second, and the time half and 99 of 100 of them take."""
        print(f"\nPages, one process, {CONNECTIONS} connections{'requests':>38}      p50      p99")
        with servers.bare() as server:
            self.row("bare Flask view", server, get("/"))
        visits = [seed.sign_in(app, number) for number in range(1, CONNECTIONS + 1)]
        with servers.board(instance) as server:
            for path in ("/", "/issues", "/issues/1"):
                self.row(f"{path}, visitor", server, get(path))
                self.row(f"{path}, visitor has it already (304)", server, get(path, more=known(server, path)))
            self.row("/static/board.css?v=…", server, get("/static/board.css?v=1"))
            for path in ("/", "/issues", "/issues/1", "/tasks/1", "/me"):
                self.row(f"{path}, signed in", server, scripts=[[get(path, visit)] for visit in visits])
            self.row("claim a place, give it back (POST)", server, scripts=self.claims(visits))
        with servers.board(instance, cached=False) as server:
            for path in ("/", "/issues", "/issues/1", "/issues?q=lamp+school", "/issues?category=noise"):
                self.row(f"{path}, visitor, nothing kept", server, get(path))

    def claims(self, visits: list[Visit]) -> list[list[str]]:
        """Everyone claims a task of their own and gives it back."""
        return [
            [post(f"/tasks/{number}/claim", visit), post(f"/tasks/{number}/release", visit)]
            for number, visit in enumerate(visits, 1)
        ]

    def growth(self, instance: str) -> None:
        """What a list costs when the board is ten times as large."""
        print("\nTen times as many issues, nothing kept")
        with servers.board(instance, cached=False) as server:
            for path in ("/issues", "/issues?q=lamp+school", "/issues?category=noise", "/issues/1", "/"):
                self.row(f"{path}, 100,000 issues", server, get(path))

    def live(self, instance: str, app: Flask, streams: int) -> None:
        """How long until everybody has seen a claim, what other pages take meanwhile, what a stream weighs."""
        visit = seed.sign_in(app, 100)
        with servers.board(instance) as server:
            self.load(server, [[get("/issues")]] * 4, seconds=1)
            before = server.memory
            words = [sys.executable, "-m", "tests.bench.streams", str(server.port), str(streams), "/live?topics=task-1"]
            holder = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=config.HOME)
            try:
                opened = ask(holder, "")
                time.sleep(1)
                weight = (server.memory - before) * 1024 / streams
                quiet = self.load(server, [[get("/issues")]] * 4, pause=0.01)
                waits, pages = self.events(server, holder, visit, streams)
            finally:
                holder.stdin.close()  # type: ignore[union-attr]
                holder.wait(20)
        print(f"\nLive, one process, {opened['opened']} streams ({opened['refused']} refused)")
        print(f"  memory of one stream                     {weight:9.1f} KiB")
        print(f"  claim sent → last stream has it, median  {sorted(waits)[len(waits) // 2]:9.0f} ms")
        print(f"  claim sent → last stream has it, worst   {max(waits):9.0f} ms, of {len(waits)}")
        print(f"  /issues meanwhile, quiet: p50, p99       {quiet['p50']:9.1f} {quiet['p99']:8.1f} ms")
        print(f"  /issues meanwhile, events: p50, p99      {pages['p50']:9.1f} {pages['p99']:8.1f} ms", end=", ")
        print(f"worst {pages['worst']:.0f}", flush=True)

    def events(self, server: Server, holder: Any, visit: Visit, streams: int) -> tuple[list[float], Result]:
        """Claims, one a second, while somebody reads pages; milliseconds until the last stream has each."""
        spec = {"port": server.port, "seconds": 5 if self.quick else 12, "pause": 0.01}
        words = [sys.executable, "-m", "tests.bench.load", json.dumps(spec | {"scripts": [[get("/issues")]] * 4})]
        reader = subprocess.Popen(words, stdout=subprocess.PIPE, cwd=config.HOME)
        waits = []
        for number in range(4 if self.quick else 10):
            time.sleep(1)
            began = time.monotonic()
            one(server, post(f"/tasks/1/{'release' if number % 2 else 'claim'}", visit))
            waits.append(self.until_all(holder, streams, began))
        return waits, json.loads(reader.communicate(timeout=30)[0])

    def until_all(self, holder: Any, streams: int, began: float) -> float:
        """Milliseconds until every stream had a frame."""
        seen, last = 0, 0.0
        for _ in range(100):
            time.sleep(0.1)
            heard = ask(holder, "?\n")
            seen, last = seen + heard["frames"], max(last, heard["last"])
            if seen >= streams:
                return (last - began) * 1000
        raise RuntimeError(f"only {seen} of {streams} streams heard of the claim")

    def start(self, instance: str) -> None:
        """How soon two workers answer, and what everything weighs, fresh and after some pages."""
        print("\nTwo workers")
        paths = ("/", "/issues", "/issues/1", "/tasks")
        with servers.bare(2) as server:
            self.load(server, [[get("/")]] * 16, seconds=1)
            plain = server.memory
            print(f"  bare Flask: ready after {server.ready_after:.2f} s, {plain:.0f} MiB")
        for _ in range(3):
            with servers.board(instance, 2) as server:
                fresh = server.memory
                self.load(server, [[get(path) for path in paths]] * 16, seconds=1)
                used = server.memory
                print(
                    f"  board: ready after {server.ready_after:.2f} s, {fresh:.0f} MiB, {fresh / plain:.2f} × bare",
                    end="",
                )
                print(f"; after use {used:.0f} MiB, {used / plain:.2f} × bare", flush=True)


def ask(holder: Any, question: str) -> Result:
    """A line from the process that holds the streams."""
    holder.stdin.write(question)
    holder.stdin.flush()
    result: Result = json.loads(holder.stdout.readline())
    return result


def one(server: Server, request: str) -> bytes:
    """The answer's head to a single request."""
    import socket

    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as made:
        made.sendall(request.encode())
        return made.recv(65536)


def known(server: Server, path: str) -> str:
    """The header of a browser that has the page already."""
    head = one(server, get(path)).decode("latin-1").partition("\r\n\r\n")[0]
    etag = next(line for line in head.split("\r\n") if line.startswith("etag: "))
    return f"If-None-Match: {etag.removeprefix('etag: ')}\r\n"


def filled(instance: str, issues: int) -> Flask:
    """A new board with so many issues."""
    settings = config.load({"BOARD_INSTANCE": instance, "BOARD_LIMITS": "off"})
    run.migrate(settings)
    app = create_app(settings)
    began = time.monotonic()
    seed.fill(app, issues)
    with app.app_context():
        db.engine.dispose()
    print(f"{issues:,} issues inserted in {time.monotonic() - began:.1f} s", flush=True)
    return app


def main() -> None:
    """Everything, or only what is named."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--quick", action="store_true", help="shorter, and rougher")
    parser.add_argument("--only", choices=["pages", "growth", "live", "start"])
    given = parser.parse_args()
    bench = Bench(quick=given.quick)
    with tempfile.TemporaryDirectory() as small, tempfile.TemporaryDirectory() as large:
        app = filled(small, 10_000)
        parts: dict[str, Callable[[], None]] = {
            "start": lambda: bench.start(small),
            "pages": lambda: bench.pages(small, app),
            "growth": lambda: (filled(large, 100_000), bench.growth(large))[1],
            "live": lambda: [bench.live(small, app, streams) for streams in (1_000, 10_000)] and None,
        }
        for name, part in parts.items():
            if given.only in (None, name):
                part()


if __name__ == "__main__":
    main()
