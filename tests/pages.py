"""A small browser: it keeps cookies, carries the hidden fields of forms, and can say
what a page says.

It speaks to the application in this process, or over HTTP to the real server.
"""

import html
import http.client
import io
import json
import re
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from typing import Any, NamedTuple
from urllib.parse import quote, unquote_to_bytes, urlencode, urlsplit

from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import EnvironBuilder

INLINE = ("b", "code", "em", "i", "strong")  # tags that part no words
NEW_SESSION = (
    "/login",
    "/logout",
    "/register",
    "/setup",
    "/issues/confirm/",
    "/tasks/confirm/",
    "/issues/second/",
    "/campaigns/join/",
)
MAY_REPEAT = ("set-cookie", "vary", "link")
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
Fields = Mapping[str, Any]


class Raw(NamedTuple):
    """An answer as it came: status, headers (names in lower case), body."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


Send = Callable[[str, str, bytes, dict[str, str]], Raw]


def over_wsgi(app: Flask) -> Send:
    """Speaks to the application in this process, as a server does: Flask's own client
    takes a fifteenth of a page's time."""

    def send(method: str, url: str, body: bytes, headers: dict[str, str]) -> Raw:
        begun: list[Any] = []
        answer = app(_environ(method, url, body, headers), lambda *of: begun.extend(of))
        try:
            content = b"".join(answer)
        finally:
            answer.close()  # type: ignore[attr-defined]
        status, given = begun[0], begun[1]
        named = [(name.lower(), value) for name, value in given]
        return Raw(int(status[:3]), named, content)

    return send


def _environ(
    method: str, url: str, body: bytes, headers: dict[str, str]
) -> dict[str, Any]:
    """A request as servers hand it to an application."""
    asked = urlsplit(url)
    host = asked.netloc or "localhost"
    sent = {f"HTTP_{k.upper().replace('-', '_')}": v for k, v in headers.items()}
    return {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(asked.path).decode("latin-1"),
        "QUERY_STRING": asked.query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": headers.get("Content-Type", ""),
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_HOST": host,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": asked.scheme or "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    } | sent


def over_http(host: str, port: int) -> Send:
    """Speaks to a server, over one connection for each thread that is kept open."""
    kept = threading.local()

    def send(method: str, url: str, body: bytes, headers: dict[str, str]) -> Raw:
        if not hasattr(kept, "connection"):
            kept.connection = http.client.HTTPConnection(host, port, timeout=60)
        connection: http.client.HTTPConnection = kept.connection
        connection.request(method, url, body or None, headers)
        answer = connection.getresponse()
        return Raw(
            answer.status,
            [(k.lower(), v) for k, v in answer.getheaders()],
            answer.read(),
        )

    return send


class Form:
    """A form of a page: where it goes, and what a browser would send if nobody touched
    it."""

    def __init__(self, attributes: dict[str, str]) -> None:
        self.attributes = attributes
        self.fields: list[tuple[str, str]] = []
        self.names: set[str] = set()
        self.typed: set[str] = set()  # of those, what one types into

    @property
    def action(self) -> str:
        """The address it is sent to."""
        return self.attributes.get("action", "")

    @property
    def method(self) -> str:
        """`get` or `post`."""
        return self.attributes.get("method", "get").lower()

    def filled(self, values: Fields) -> list[tuple[str, Any]]:
        """Its fields with some of them filled in; a list is several of a name, None
        takes a field away."""
        kept = [(name, value) for name, value in self.fields if name not in values]
        return kept + pairs(values)


def pairs(values: Fields) -> list[tuple[str, Any]]:
    """Values as name and value, where a list is several of a name and None is none."""
    listed = (
        (name, value if isinstance(value, list | tuple) else [value])
        for name, value in values.items()
    )
    return [
        (name, value)
        for name, several in listed
        for value in several
        if value is not None
    ]


UNTYPED = ("hidden", "checkbox", "radio", "file", "submit")


class _Reader(HTMLParser):
    """Collects the forms of a page and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.form: Form | None = None
        self.select: str | None = None
        self.chosen: str | None = None
        self.first: str | None = None
        self.area: tuple[str, str] | None = None
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {name: value or "" for name, value in attrs}
        self.words.append("" if tag in INLINE else " ")
        if tag in ("script", "style", "title"):
            self.silent += 1
        elif tag == "a" and "href" in a:
            self.links.append(a["href"])
        elif tag == "form":
            self.form = Form(a)
            self.forms.append(self.form)
        if self.form is None or tag not in (
            "input",
            "textarea",
            "select",
            "option",
            "button",
        ):
            return
        self.form.names.add(a.get("name", ""))
        if tag == "textarea" or (tag == "input" and a.get("type") not in UNTYPED):
            self.form.typed.add(a["name"])
        if tag == "input" and "name" in a:
            ticked = a.get("type") not in ("checkbox", "radio") or "checked" in a
            if ticked:
                self.form.fields.append(
                    (
                        a["name"],
                        a.get("value", "on" if a.get("type") == "checkbox" else ""),
                    )
                )
        elif tag == "textarea":
            self.area = (a["name"], "")
        elif tag == "select":
            self.select, self.chosen, self.first = a["name"], None, None
        elif tag == "option" and self.select:
            self.first = a.get("value", "") if self.first is None else self.first
            if "selected" in a:
                self.chosen = a.get("value", "")

    def handle_data(self, data: str) -> None:
        if self.area:
            self.area = (self.area[0], self.area[1] + data)
        if not self.silent:
            self.words.append(data)

    def handle_endtag(self, tag: str) -> None:
        self.words.append("" if tag in INLINE else " ")
        if tag in ("script", "style", "title"):
            self.silent -= 1
        elif tag == "form":
            self.form = None
        elif tag == "textarea" and self.area and self.form:
            name, text = self.area
            self.form.fields.append(
                (name, text.replace("\r\n", "\n").removeprefix("\n"))
            )
            self.area = None
        elif tag == "select" and self.select and self.form:
            value = self.chosen if self.chosen is not None else self.first
            self.form.fields.append((self.select, value or ""))
            self.select = None


class Page:
    """What came back."""

    def __init__(self, raw: Raw, url: str) -> None:
        self.status = raw.status
        self.headers = dict(raw.headers)
        # of two policies a browser keeps both, and shows nothing
        once = [name for name, _value in raw.headers if name not in MAY_REPEAT]
        assert len(once) == len(set(once)), f"{url} has a header twice: {once}"
        self.cookies = [value for name, value in raw.headers if name == "set-cookie"]
        self.body = raw.body
        self.text = raw.body.decode("utf-8", "strict") if self.is_text else ""
        self.url = url

    def __repr__(self) -> str:
        return f"<{self.status} {self.url} {self.words[:300] if self.is_text else ''}>"

    @property
    def is_text(self) -> bool:
        """Whether there are words in it."""
        kind = self.headers.get("content-type", "")
        return kind.startswith("text/") or "json" in kind or "xml" in kind

    @cached_property
    def read(self) -> _Reader:
        """The page, read once."""
        reader = _Reader()
        reader.feed(self.text)
        return reader

    @cached_property
    def words(self) -> str:
        """All its words in one line."""
        return " ".join("".join(self.read.words).split())

    def says(self, *texts: str) -> bool:
        """Whether each of these stands on the page, as a reader would read it."""
        return all(" ".join(text.split()) in self.words for text in texts)

    @property
    def title(self) -> str:
        """Its title."""
        found = re.search(r"<title>(.*?)</title>", self.text, re.DOTALL)
        return html.unescape(found[1]) if found else ""

    @property
    def h1(self) -> str:
        """Its heading."""
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.text, re.DOTALL)
        return html.unescape(re.sub(r"<[^>]+>", "", found[1])).strip() if found else ""

    @property
    def location(self) -> str:
        """Where it sends the browser: a redirect, or htmx's."""
        return self.headers.get("location") or self.headers.get("hx-redirect", "")

    @property
    def links(self) -> list[str]:
        """Where its links lead."""
        return self.read.links

    @property
    def next(self) -> str:
        """Where the rest of its list is; empty on the last page."""
        linked = re.search(r'<a [^>]*rel="next"[^>]*>', self.text)
        found = re.search(r'href="([^"]+)"', linked[0]) if linked else None
        return html.unescape(found[1]) if found else ""

    @property
    def forms(self) -> list[Form]:
        """Its forms."""
        return self.read.forms

    def form(self, action: str) -> Form:
        """The POST form that goes to this address."""
        found = [
            form
            for form in self.forms
            if form.action == action and form.method == "post"
        ]
        assert found, f"no form goes to {action} on {self!r}"
        return found[0]

    def offers(self, action: str) -> bool:
        """Whether there is a form or a link to this address."""
        return any(form.action == action for form in self.forms) or action in self.links

    def has(self, id: str) -> bool:
        """Whether there is an element of this id."""
        return f'id="{id}"' in self.text

    def value(self, name: str) -> str:
        """What a field holds."""
        return next(
            value
            for form in self.forms
            for key, value in form.fields
            if key == name and form.method == "post"
        )

    @property
    def errors(self) -> dict[str, str]:
        """The sentence beside each field that was refused; each is tied to its field,
        or it does not count."""
        found = {}
        for name, inner in re.findall(
            r'<p class="error" id="([^"]+)-error">(.*?)</p>', self.text, re.DOTALL
        ):
            if re.search(
                rf'aria-describedby="(?:[^"]* )?{re.escape(name)}-error"', self.text
            ):
                words = html.unescape(re.sub(r"<[^>]+>", " ", inner))
                found[name] = " ".join(words.split()).removeprefix("Error: ")
        return found

    @property
    def summary(self) -> dict[str, str]:
        """The summary above a form: each sentence by the field its link leads to, ''
        where it leads nowhere."""
        found = re.search(r'<div class="error-summary".*?</div>', self.text, re.DOTALL)
        items = (
            re.findall(r"<li>(?:<a href=\"#([^\"]*)\">)?([^<]*)", found[0])
            if found
            else []
        )
        return {name: html.unescape(words).strip() for name, words in items}

    @property
    def message(self) -> str:
        """What the page says has happened, or went wrong."""
        found = re.findall(
            r'<p class="flash[^"]*">(.*?)</p>',
            re.sub(r'<p class="flash error" id=.*?</p>', "", self.text),
        )
        return " ".join(
            " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())
            for text in found
        )

    @property
    def json(self) -> Any:
        """The page as JSON."""
        return json.loads(self.text)


class Browser:
    """Somebody's browser."""

    def __init__(self, send: Send, cookie: str = "", token: str = "") -> None:
        self.send = send
        self.cookies: dict[str, str] = {}
        self._token = token
        if cookie:
            name, _, value = cookie.partition("=")
            self.cookies[name] = value

    def open(self, method: str, url: str, body: bytes = b"", **headers: str) -> Page:
        """One request with this browser's cookies; redirects are not followed."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            sent["Cookie"] = "; ".join(
                f"{name}={value}" for name, value in self.cookies.items()
            )
        page = Page(
            self.send(method, quote(url, safe="/:?&=%+,;@~.-_!*'()"), body, sent), url
        )
        if method == "POST" and url.startswith(NEW_SESSION):
            self._token = ""  # a new session has tokens of its own
        for line in page.cookies:
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0" or not morsel.value:
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value
        return page

    def get(self, url: str, **headers: str) -> Page:
        """A page."""
        return self.open("GET", url, **headers)

    def walk(
        self, url: str, between: Callable[[], object] = lambda: None
    ) -> Iterator[Page]:
        """All pages of a list, from the first to the last; something may happen between
        them."""
        for _ in range(20):
            page = self.get(url)
            assert page.status == 200, page
            yield page
            if not (url := page.next):
                return
            between()
        raise AssertionError(f"{url} follows, and there is no end")

    def token(self) -> str:
        """The token of this browser's forms."""
        if not self._token:
            page = self.get("/appearance")
            found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
            assert found, page
            self._token = found[1]
        return self._token

    def post(
        self,
        url: str,
        values: Fields | None = None,
        *,
        htmx: bool = False,
        **headers: str,
    ) -> Page:
        """Send values with this browser's token, as a form written by hand would."""
        return self.send_form(
            url,
            pairs({"csrf_token": self.token()} | dict(values or {})),
            htmx=htmx,
            **headers,
        )

    def send_form(
        self,
        url: str,
        fields: list[tuple[str, Any]],
        *,
        htmx: bool = False,
        **headers: str,
    ) -> Page:
        """Send exactly these fields; text goes as UTF-8, bytes as they are."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.open(
            "POST",
            url,
            urlencode(fields).encode(),
            **kind,
            **(HTMX if htmx else {}),
            **headers,
        )

    def send_files(
        self,
        url: str,
        fields: list[tuple[str, Any]],
        files: list[tuple[str, bytes]],
        *,
        htmx: bool = False,
        field: str = "photos",
    ) -> Page:
        """Send these fields and, as `field`, these files by name, as a browser sends a
        form with files."""
        made = EnvironBuilder(method="POST", data=MultiDict(fields))
        for name, content in files:
            made.files.add_file(
                field, io.BytesIO(content), name, "application/octet-stream"
            )
        environ = made.get_environ()
        body, kind = (
            environ["wsgi.input"].read(),
            {"Content-Type": environ["CONTENT_TYPE"]},
        )
        return self.open("POST", url, body, **kind, **(HTMX if htmx else {}))

    def upload(
        self,
        url: str,
        values: Fields,
        *files: tuple[str, bytes],
        action: str = "",
        htmx: bool = False,
        field: str = "photos",
    ) -> Page:
        """Open a page, fill in its form, choose files and send it."""
        form = self.get(url).form(action or url)
        fields = [
            (name, value)
            for name, value in form.filled(values)
            if name != "photos" or value
        ]
        return self.send_files(form.action, fields, list(files), htmx=htmx, field=field)

    def fill(
        self,
        url: str,
        values: Fields | None = None,
        *,
        action: str = "",
        htmx: bool = False,
    ) -> Page:
        """Open a page, fill in its form and send it, with all its hidden fields."""
        page = self.get(url)
        assert page.status == 200, page
        form = page.form(action or url.split("?")[0])
        return self.send_form(form.action, form.filled(values or {}), htmx=htmx)

    def press(self, url: str, action: str, *, htmx: bool = False) -> Page:
        """Open a page and press the button that goes to the address."""
        return self.fill(url, action=action, htmx=htmx)

    def follow(self, page: Page) -> Page:
        """Go where the answer sends the browser."""
        assert page.location, page
        return self.get(page.location)


def at_once(browsers: list[Browser], press: Callable[[Browser], Any]) -> list[Any]:
    """Everyone presses when everyone is ready."""
    barrier = threading.Barrier(len(browsers))

    def run(browser: Browser) -> Any:
        barrier.wait(30)
        return press(browser)

    with ThreadPoolExecutor(len(browsers)) as pool:
        return list(pool.map(run, browsers))
