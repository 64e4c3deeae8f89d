"""What every page is given: the site's name, who reads, the version of the log; and
what is cached until something happens."""

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any, TypeVar

from flask import Flask, current_app, g, request

from board.accounts.session import current_person
from board.activity import queries as activity
from board.drawing import locale, today
from board.languages import direction
from board.policy import allowed

T = TypeVar("T")
SECTIONS = (
    "/issues",
    "/campaigns",
    "/tasks",
    "/events",
    "/playbooks",
    "/areas",
    "/search",
    "/me/settings",
    "/me",
    "/notifications",
    "/login",
    "/register",
)
# These answer also while the database does not. (No endpoint: an address that leads
# nowhere.)
WITHOUT_DATABASE = frozenset(
    (
        None,
        "static",
        "health.healthz",
        "health.readyz",
        "phone.manifest",
        "phone.offline",
        "phone.picture",
        "site.accent",
        "site.robots",
        "worker.worker",
    )
)


def _before() -> None:
    # The version is read before the page is: what is written meanwhile then comes over
    # the stream.
    reads = request.method == "GET" and request.endpoint not in WITHOUT_DATABASE
    if reads and current_person() is None:
        _version()


def _version() -> int:
    if "version" not in g:
        g.version = activity.version()
    return int(g.version)


def cached(read: Callable[..., T], *values: Hashable) -> T:
    """What a query of public rows gives, cached until something happens: the log's
    newest line is part of the key.

    Only for pages one reads: an answer to a change reads what it has just written.
    """
    if request.method != "GET":
        return read(*values)
    found: T = current_app.extensions["cached"](_version(), read, values)
    return found


def _is_demo() -> bool:
    if "DEMO" not in current_app.config:
        current_app.config["DEMO"] = activity.is_demo()
    return bool(current_app.config["DEMO"])


def _here() -> str:
    """Where in the navigation this page is: `/issues` on the list, `/issues/` on any
    page below it."""
    for section in SECTIONS:
        if request.path == section:
            return section
        if request.path.startswith(section + "/"):
            return section + "/"
    return ""


def _context() -> dict[str, Any]:
    """What every template is given."""
    settings = current_app.config["BOARD"]
    theme = request.cookies.get(settings.cookie("theme"), "")
    accent = settings.accent.lstrip("#")
    language = locale()
    given = {
        "site_name": settings.site_name,
        "accent_url": f"/accent.css?v={accent}" if accent else "",
        "theme": theme if theme in ("light", "dark") else "",
        "language": language.replace("_", "-"),
        "direction": direction(language),
        "here": _here(),
        "limits_off": settings.limits == "off",
        "today": today(),
    }
    # a page about a broken server asks the database nothing
    return given | (_without_reader() if g.get("plain_page") else _of_reader())


def _without_reader() -> dict[str, Any]:
    return {
        "person": None,
        "signed_in": None,
        "demo": False,
        "version": 0,
        "can": lambda *_: False,
    }


def _of_reader() -> dict[str, Any]:
    """Who reads, what they may do, and which version of the board they see."""
    settings = current_app.config["BOARD"]
    person = current_person()
    return {
        "person": person,
        "signed_in": person is not None,
        "demo": _is_demo(),
        "mail_files": not settings.mail_url or _is_demo(),
        "version": _version(),
        "can": lambda action, thing=None: allowed(person, action, thing),
    }


def init_app(app: Flask) -> None:
    """What templates are given, and what is read once for many pages."""
    app.extensions["cached"] = lru_cache(500)(
        lambda _version, read, values: read(*values)
    )
    app.before_request(_before)
    app.context_processor(_context)
