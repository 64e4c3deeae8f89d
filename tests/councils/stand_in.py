"""A council that answers over HTTP on this machine: well behaved, like FixMyStreet, or
with any fault there is."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote, urlsplit

import pytest

PAGE = b"<!DOCTYPE html><html><title>Reports</title><p>Choose a jurisdiction.</html>"
SERVICES = [
    {
        "service_code": "LAMP",
        "service_name": "Street lamps",
        "description": "",
        "metadata": False,
        "type": "realtime",
    },
    {
        "service_code": "HOLE",
        "service_name": "Holes",
        "description": "",
        "metadata": True,
        "type": "realtime",
    },
    {
        "service_code": "NOISE",
        "service_name": "Noise",
        "description": "",
        "metadata": True,
        "type": "realtime",
    },
]
QUESTION = {"variable": True, "required": True, "order": 1, "datatype_description": ""}
KIND = {"code": "KIND", "datatype": "singlevaluelist", "description": "Which kind?"}
KIND |= {"values": [{"key": "road", "name": "In the road"}]}  # type: ignore[dict-item]
WHEN = {"code": "WHEN", "datatype": "datetime", "description": "When was it?"}
DEFINITIONS = {"HOLE": QUESTION | KIND, "NOISE": QUESTION | WHEN}


class StandIn:
    """What it has, what it was told, and how it behaves: `faults` are used up one by
    one by what is sent to it, `always` by all that is asked."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.told: list[dict[str, str]] = []
        self.asked: list[str] = []
        self.faults: list[str] = []
        self.always = ""
        self.is_like_fms = False
        self.needs = ""  # the jurisdiction
        self.key = "s3cret-key"
        self.tokens: dict[str, str] = {}
        self.gives_tokens = False
        self.pages = True
        self.only = ""  # the one format in which it answers
        self.port = 0
        self.lock = threading.Lock()
        self.kill: Callable[[int], None] = lambda _port: None

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}/v2"

    def begin(self) -> None:
        """Answer from now on, always at the same address."""
        handler = type("One", (Handler,), {"council": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        self.server.daemon_threads = True
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def end(self) -> None:
        """Nobody listens there any more."""
        with closing(self.server.socket):
            self.server.shutdown()

    @contextmanager
    def away(self) -> Iterator[None]:
        """While the block lasts, it is down."""
        self.end()
        yield
        self.begin()

    def has(self, **more: Any) -> dict[str, Any]:
        """A report it has, of somebody else."""
        at = datetime.now(UTC).isoformat(timespec="seconds")
        known = {
            "service_request_id": str(100 + len(self.requests)),
            "status": "open",
            "service_code": "LAMP",
            "service_name": "Street lamps",
            "description": "A lamp is out",
            "requested_datetime": at,
            "updated_datetime": at,
            "address": "Cotterills Lane",
            "lat": 52.49,
            "long": -1.83,
            "requestor_name": "Ada Secret",
            "email": "ada@secret.example",
            "agency_responsible": {"recipient": ["Highways"]},
        }
        self.requests.append(known | more)
        return self.requests[-1]


class Handler(BaseHTTPRequestHandler):
    """One question to it."""

    council: StandIn

    def log_message(self, *_said: Any) -> None:
        """Nothing."""

    def do_GET(self) -> None:
        """Read."""
        us = self.council
        parts = urlsplit(self.path)
        asked = dict(parse_qsl(parts.query))
        us.asked.append(self.path)
        if us.always and not _is_cured(us.always, parts.path):
            self.misbehave(us.always, b"")
            return
        method, _dot, format = parts.path.removeprefix("/v2/").rpartition(".")
        if us.only and format != us.only:
            self.say(404, PAGE, "text/html")
            return
        if (
            us.needs
            and method == "requests"
            and asked.get("jurisdiction_id") != us.needs
        ):
            self.say(200, PAGE, "text/html")
            return
        with us.lock:
            found = self.found(unquote(method), asked)
        if found is None:
            self.errors(404, "There is no such thing.", format)
            return
        self.rows(found, method, format)

    def found(self, method: str, asked: dict[str, str]) -> Any:
        """What it has of that kind."""
        us = self.council
        if method == "services":
            plain = [{**one, "metadata": False} for one in SERVICES]
            return plain if us.is_like_fms else SERVICES
        if method.startswith("services/"):
            return _definition(method.removeprefix("services/"))
        if method.startswith("tokens/"):
            token = method.removeprefix("tokens/")
            number = us.tokens.get(token)
            return [{"service_request_id": number or "", "token": token}]
        if method != "requests":
            return None
        return _some(us, asked)

    def do_POST(self) -> None:
        """Take a report, or not."""
        us = self.council
        length = int(self.headers.get("Content-Length", 0))
        sent = self.rfile.read(length).decode()
        format = self.path.rpartition(".")[2]
        with us.lock:
            fault = us.faults.pop(0) if us.faults else us.always
        if fault and _is_before(fault):
            self.misbehave(fault, b"", format)
            return
        told = {name: values[0] for name, values in parse_qs(sent).items()}
        with us.lock:
            us.told.append(told)
            number = str(1000 + len(us.told))
            self.keep(told, number)
        if fault:
            self.misbehave(fault, number.encode(), format)
            return
        if us.gives_tokens:
            us.tokens[f"T/{number}"] = ""
            self.rows([{"token": f"T/{number}"}], "requests", format)
            return
        self.rows([{"service_request_id": number}], "requests", format)

    def keep(self, told: dict[str, str], number: str) -> None:
        """What was sent is listed from now on."""
        self.council.has(
            service_request_id=number,
            service_code=told["service_code"],
            description=told["description"],
            lat=float(told.get("lat", 0)),
            long=float(told.get("long", 0)),
        )

    def misbehave(self, fault: str, number: bytes, format: str = "json") -> None:
        """Answer as nobody should."""
        twice = b'[{"service_request_id":"%b"},{"service_request_id":"%b"}]'
        answers: dict[str, Callable[[], Any]] = {
            "refuses": lambda: self.errors(400, "There is no such service.", format),
            "is ill": lambda: self.errors(500, "Try again later.", format),
            "is ill without a word": lambda: self.say(
                502, b"<html>Bad gateway", "text/html"
            ),
            "takes it and is ill": lambda: self.say(500, b"", "text/html"),
            "takes it and hangs up": self.connection.close,
            "hangs up": self.connection.close,
            "takes it and says nothing of it": lambda: self.say(200, b"[]"),
            "takes it and shows a page": lambda: self.say(200, PAGE, "text/html"),
            "takes it and sends us elsewhere": lambda: self.elsewhere(),
            "sends us elsewhere": lambda: self.elsewhere(),
            "answers twice": lambda: self.say(200, twice % (number, number)),
            "gives two numbers": lambda: self.say(200, twice % (number, number + b"9")),
            "gives another's number": lambda: self.say(
                200, b'[{"service_request_id":"777"}]'
            ),
            "cuts its answer": lambda: self.cut(number),
            "shows a page": lambda: self.say(200, PAGE, "text/html"),
            "is huge": lambda: self.say(200, b" " * 3_000_000),
            "drips": self.drip,
            "takes it and drips": self.drip,
            "takes it and kills who asks": self.kill,
            "kills who asks": self.kill,
        }
        self.close_connection = True
        answers[fault]()

    def elsewhere(self) -> None:
        """Send us to a machine of its choice."""
        self.send_response(302)
        self.send_header("Location", "http://169.254.169.254/latest/")
        self.end_headers()

    def cut(self, number: bytes) -> None:
        """Stop in the middle."""
        self.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n[{"service_req')

    def drip(self) -> None:
        """Say a byte now and then."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        for _ in range(20):
            time.sleep(0.1)
            self.wfile.write(b"x")

    def kill(self) -> None:
        """Whoever asks dies before they hear an answer."""
        self.council.kill(self.client_address[1])

    def errors(self, status: int, words: str, format: str) -> None:
        """Say no, as Open311 has it."""
        rows = [{"code": str(status), "description": words}]
        self.say(status, _written(rows, "errors", "error", format))

    def rows(self, rows: Any, method: str, format: str) -> None:
        """Say yes."""
        names = {
            "services": ("services", "service"),
            "requests": ("service_requests", "request"),
        }
        outer, inner = names.get(
            method.partition("/")[0], ("service_requests", "request")
        )
        if self.council.is_like_fms and format == "json":
            self.say(200, json.dumps({outer: rows}).encode())
            return
        self.say(200, _written(rows, outer, inner, format))

    def say(self, status: int, body: bytes, kind: str = "application/json") -> None:
        """A whole answer."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _is_cured(fault: str, path: str) -> bool:
    return fault.startswith("takes it")


def _is_before(fault: str) -> bool:
    """Whether it does not have what was sent when it behaves like this."""
    return fault in (
        *("refuses", "is ill", "is ill without a word", "hangs up"),
        *("sends us elsewhere", "shows a page", "is huge", "drips", "kills who asks"),
    )


def _definition(code: str) -> Any:
    attribute = DEFINITIONS.get(code)
    return attribute and {"service_code": code, "attributes": [attribute]}


def _some(us: StandIn, asked: dict[str, str]) -> list[dict[str, Any]]:
    """What is asked for: by numbers, else by a span of time, in pages."""
    numbers = asked.get("service_request_id", "")
    if numbers:
        wanted = numbers.split(",")
        return [one for one in us.requests if one["service_request_id"] in wanted]
    since, until = asked.get("start_date", ""), asked.get("end_date", "~")
    found = [
        one
        for one in us.requests
        if since <= _z(one["requested_datetime"]) <= until
        and asked.get("service_code", one["service_code"]) == one["service_code"]
    ]
    if not us.pages or us.is_like_fms:
        return found
    size = int(asked.get("page_size", 100))
    start = (int(asked.get("page", 1)) - 1) * size
    return found[start : start + size]


def _z(moment: str) -> str:
    return f"{datetime.fromisoformat(moment).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _written(rows: Any, outer: str, inner: str, format: str) -> bytes:
    if format == "json":
        return json.dumps(rows).encode()
    if isinstance(rows, dict):  # a definition
        code, attribute = rows["service_code"], rows["attributes"][0]
        fields = "".join(f"<{n}>{_cell(n, v)}</{n}>" for n, v in attribute.items())
        body = f"<service_code>{code}</service_code><attributes><attribute>{fields}"
        body = (
            f"<service_definition>{body}</attribute></attributes></service_definition>"
        )
        return f'<?xml version="1.0" encoding="utf-8"?>\n{body}'.encode()
    body = "".join(
        f"<{inner}>"
        + "".join(f"<{n}>{_cell(n, v)}</{n}>" for n, v in row.items())
        + f"</{inner}>"
        for row in rows
    )
    return f'<?xml version="1.0" encoding="utf-8"?>\n<{outer}>{body}</{outer}>'.encode()


def _cell(name: str, value: Any) -> str:
    from xml.sax.saxutils import escape

    if isinstance(value, dict):
        return "".join(f"<{n}>{_cell(n, v)}</{n}>" for n, v in value.items())
    if isinstance(value, list):
        tag = name.rstrip("s")
        inner = [one if isinstance(one, dict) else {"text": one} for one in value]
        return "".join(f"<{tag}>{_cell(tag, one)}</{tag}>" for one in inner)
    if isinstance(value, bool):
        return str(value).lower()
    return escape(str(value))


@contextmanager
def standing() -> Iterator[StandIn]:
    """One that is there for a while, at `address`."""
    us = StandIn()
    us.begin()
    try:
        yield us
    finally:
        us.end()


@pytest.fixture
def council() -> Iterator[StandIn]:
    """One that is there for the test."""
    with standing() as us:
        yield us
