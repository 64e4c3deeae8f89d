"""Requests as a browser writes them, and letting the load generator loose
on a server."""

import json
import socket
import subprocess
import sys
from typing import Any

from board import config
from tests.bench.seed import Visit
from tests.bench.servers import Server

CONNECTIONS = 16
GZIP = "Accept-Encoding: gzip\r\n"
Result = dict[str, Any]


def get(path: str, visit: Visit | None = None, more: str = "") -> str:
    """A GET as a browser sends it."""
    cookie = f"Cookie: {visit.cookie}\r\n" if visit else ""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{GZIP}{cookie}{more}\r\n"


def post(path: str, visit: Visit, said: str = "note=", *, htmx: bool = True) -> str:
    """A form, sent by htmx or not."""
    body = f"csrf_token={visit.token}&{said}"
    head = "HX-Request: true\r\nHX-Request-Type: partial\r\n" if htmx else ""
    head += "Content-Type: application/x-www-form-urlencoded\r\n"
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
        done = subprocess.run(
            words, cwd=config.HOME, stdout=subprocess.PIPE, check=True
        )
        result: Result = json.loads(done.stdout)
        return result

    def row(
        self,
        name: str,
        server: Server,
        *requests: str,
        scripts: list[list[str]] | None = None,
    ) -> Result:
        """Measure and print one line."""
        result = self.load(server, scripts or [list(requests)] * CONNECTIONS)
        wrong = {
            status: n
            for status, n in result["statuses"].items()
            if status not in ("200", "304")
        }
        note = f"  {wrong}" if wrong else ""
        numbers = (
            f"{result['per_second']:>9.0f}/s {result['p50']:>8.2f} "
            f"{result['p99']:>8.2f} ms"
        )
        print(f"  {name:<52}{numbers}{note}", flush=True)
        return result


def one(server: Server, request: str) -> bytes:
    """The answer's head to a single request."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as made:
        made.sendall(request.encode())
        return made.recv(65536)


def known(server: Server, path: str) -> str:
    """The header of a browser that has the page already."""
    head = one(server, get(path)).decode("latin-1").partition("\r\n\r\n")[0]
    etag = next(line for line in head.split("\r\n") if line.startswith("etag: "))
    return f"If-None-Match: {etag.removeprefix('etag: ')}\r\n"
