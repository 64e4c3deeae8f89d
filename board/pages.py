"""What every page is given: the site's name, the reader, the look; and the headers it
goes out with."""

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import (
    Flask,
    Response,
    abort,
    current_app,
    g,
    redirect,
    request,
    session,
    url_for,
)
from flask import Request as PlainRequest
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.routing import IntegerConverter
from werkzeug.utils import cached_property
from werkzeug.wrappers import Response as WerkzeugResponse

from board.accounts.session import TOKEN, current_person
from board.activity import queries as activity
from board.drawing import locale, today
from board.errors import NotFound
from board.policy import allowed
from board.text import legible, tidy

T = TypeVar("T")
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data:; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
)
SECTIONS = (
    *("/issues", "/campaigns", "/tasks", "/events", "/areas"),
    *("/search", "/me", "/notifications", "/login", "/register"),
)
# These answer also while the database does not. (No endpoint: an address that leads
# nowhere.)
WITHOUT_DATABASE = frozenset(
    (
        None,
        "static",
        "health.healthz",
        "health.readyz",
        "site.accent",
        "site.manifest",
        "site.robots",
    )
)
EVERYWHERE = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ON_PAGES = {
    "Content-Security-Policy": CSP,
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(self)",
}


class Request(PlainRequest):
    """A request whose query string says what a person would see of it, and names areas
    as we do."""

    @cached_property
    def args(self) -> MultiDict[str, str]:
        """The query string, each value readable and without what nobody
        sees around it."""
        return ImmutableMultiDict(
            (name, _said(name, value)) for name, value in super().args.items(multi=True)
        )


def _said(name: str, value: str) -> str:
    value = legible(tidy(value))
    # an area is known by its address in any case
    return value.lower() if name == "area" else value


def with_args(**changed: Any) -> str:
    """This page's address with some of its query changed."""
    return url_for(
        request.endpoint or "",
        **(request.view_args or {}) | request.args.to_dict() | changed,
    )


def query(**asked: Any) -> str:
    """`?area=ward-end` of what is asked for; empty where nothing is."""
    said = urlencode({name: value for name, value in asked.items() if value})
    return f"?{said}" if said else ""


class Id(IntegerConverter):
    """A row's number in an address; one no database could hold is simply not found."""

    def __init__(self, url_map: Any) -> None:
        super().__init__(url_map, max=2**31 - 1)


def _small(slug: str) -> WerkzeugResponse | None:
    """An area's address in small letters: a page is found there, what is sent goes
    there."""
    assert request.view_args
    request.view_args["slug"] = slug.lower()
    return redirect(with_args(), 301) if request.method in ("GET", "HEAD") else None


def _before() -> WerkzeugResponse | None:
    if "\0" in request.path:
        raise NotFound
    # no text here holds it, and PostgreSQL takes none that does
    if b"%00" in request.query_string:
        abort(400)
    if (slug := (request.view_args or {}).get("slug", "")) != slug.lower():
        return _small(slug)
    # The version is read before the page is: what is written meanwhile then comes over
    # the stream.
    if (
        request.method == "GET"
        and request.endpoint not in WITHOUT_DATABASE
        and current_person() is None
    ):
        _version()
    return None


def _version() -> int:
    if "version" not in g:
        g.version = activity.version()
    return int(g.version)


def cached(read: Callable[..., T], *asked: Hashable) -> T:
    """What a query of public rows gives, cached until something happens: the log's
    newest line is part of the key.

    Only for pages one reads: an answer to a change reads what it has just written.
    """
    if request.method != "GET":
        return read(*asked)
    found: T = current_app.extensions["cached"](_version(), read, asked)
    return found


def _is_demo() -> bool:
    if "DEMO" not in current_app.config:
        current_app.config["DEMO"] = activity.is_demo()
    return bool(current_app.config["DEMO"])


def _here() -> str:
    """Where in the navigation this page is: `/issues` on the list, `/issues/` on any
    page below it."""
    path = request.path
    section = next(
        (known for known in SECTIONS if path == known or path.startswith(known + "/")),
        "",
    )
    return section if path == section else section and section + "/"


def _context() -> dict[str, Any]:
    settings = current_app.config["BOARD"]
    given = {
        "site_name": settings.site_name,
        "accent_url": f"/accent.css?v={settings.accent.lstrip('#')}"
        if settings.accent
        else "",
        "theme": request.cookies.get("theme", "")
        if request.cookies.get("theme") in ("light", "dark")
        else "",
        "locale": locale(),
        "here": _here(),
        "limits_off": settings.limits == "off",
        "today": today(),
    }
    if g.get("plain_page"):  # a page about a broken server asks the database nothing
        return given | {
            "person": None,
            "signed_in": None,
            "demo": False,
            "version": 0,
            "can": lambda *_: False,
        }
    person = current_person()
    return given | {
        "person": person,
        "signed_in": person is not None,
        "demo": _is_demo(),
        "mail_files": not settings.mail_url or _is_demo(),
        "version": _version(),
        "can": lambda action, thing=None: allowed(person, action, thing),
    }


def _tiles() -> str:
    """The address of the map's tiles, for a page with a map: only its policy lets them
    in."""
    g.with_map = True
    return str(current_app.config["BOARD"].tile_url)


def _headers(answer: Response) -> Response:
    answer.headers.extend(
        EVERYWHERE | (ON_PAGES if answer.mimetype == "text/html" else {})
    )
    origin = current_app.config["BOARD"].tile_origin
    if origin and g.get("with_map"):
        answer.headers["Content-Security-Policy"] = CSP.replace(
            "img-src 'self'", f"img-src 'self' {origin}"
        )
    if current_app.config["BOARD"].secure:
        answer.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.path.startswith("/static/"):
        # the server says the date by itself
        for name in ("Content-Disposition", "Accept-Ranges", "Date"):
            answer.headers.pop(name, None)
    # Files of others carry their version in their name, ours carry a mark of their
    # content.
    if request.path.startswith("/static/vendor/") or (
        request.path.startswith("/static/") and "v" in request.args
    ):
        answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        # What only this person may see is not there for whoever presses Back after
        # them.
        personal = request.endpoint != "static" and TOKEN in session
        answer.headers.setdefault(
            "Cache-Control", "no-store" if personal else "private, no-cache"
        )
    return answer


def init_app(app: Flask) -> None:
    """What templates are given, headers, and numbers in addresses."""
    app.jinja_env.globals.update(with_args=with_args, query=query, tile_url=_tiles)
    app.extensions["cached"] = lru_cache(500)(
        lambda _version, read, asked: read(*asked)
    )
    app.url_map.converters["int"] = Id
    app.request_class = Request
    app.before_request(_before)
    app.context_processor(_context)
    app.after_request(_headers)
