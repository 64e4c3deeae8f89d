"""Addresses of pages: their query strings, the numbers in them, and those that lead
nowhere."""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeAlias
from urllib.parse import urlencode

from flask import Flask, abort, redirect, request, url_for
from flask import Request as PlainRequest
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.routing import IntegerConverter, Rule
from werkzeug.utils import cached_property
from werkzeug.wrappers import Response

from board.drawing import full
from board.errors import NotFound
from board.text import legible, tidy

Builder: TypeAlias = Callable[..., tuple[str, str]]
KEYS = {"token", "key"}  # what gives whoever has the address a right


class Request(PlainRequest):
    """A request whose query string says what a person would see of it, and names areas
    as we do."""

    @cached_property
    def args(self) -> MultiDict[str, str]:
        """The query string, each value readable and without what nobody
        sees around it."""
        pairs = super().args.items(multi=True)
        return ImmutableMultiDict(
            (name, _readable(name, value)) for name, value in pairs
        )


def _readable(name: str, value: str) -> str:
    value = legible(tidy(value))
    # an area is known by its address in any case
    return value.lower() if name == "area" else value


def with_args(**changed: Any) -> str:
    """This page's address with some of its query changed."""
    parts = request.view_args or {}
    values = parts | request.args.to_dict() | changed
    return url_for(request.endpoint or "", **values)


def query(**filters: Any) -> str:
    """`?area=ward-end` of what is asked for; empty where nothing is."""
    values = urlencode({name: value for name, value in filters.items() if value})
    return f"?{values}" if values else ""


def printable() -> str:
    """This page's address as it stands on paper.

    Empty under a mailed link and where no page is: whoever finds the sheet must not
    find a key on it.
    """
    named = {*(request.view_args or {}), *request.args}
    if request.url_rule is None or named & KEYS:
        return ""
    values = urlencode(list(request.args.items(multi=True)))
    return full(f"{request.path}?{values}".rstrip("?"))


class Address(Rule):
    """An address of the board. Werkzeug compiles two functions that fill its gaps; here
    each is made when it is first called: a start would take 60 ms longer.

    Where Werkzeug names that otherwise one day, a start is as slow again.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Builder:
        make = super()._compile_builder
        made = cache(lambda: make(append_unknown))
        return lambda rule, /, **values: made()(rule, **values)


class Id(IntegerConverter):
    """A row's number in an address; one no database could hold is simply not found."""

    def __init__(self, url_map: Any) -> None:
        super().__init__(url_map, max=2**31 - 1)


def _check_address() -> Response | None:
    """Refuse what no database takes, and lead an area's address in capitals to the one
    in small letters."""
    if "\0" in request.path:
        raise NotFound
    # no text here holds it, and PostgreSQL takes none that does
    if b"%00" in request.query_string:
        abort(400)
    slug = (request.view_args or {}).get("slug", "")
    return _in_small_letters(slug) if slug != slug.lower() else None


def _in_small_letters(slug: str) -> Response | None:
    """A page is found there; what is sent goes there."""
    assert request.view_args
    request.view_args["slug"] = slug.lower()
    return redirect(with_args(), 301) if request.method in ("GET", "HEAD") else None


def init_app(app: Flask) -> None:
    """Requests are read so; templates can change the query."""
    app.jinja_env.globals.update(with_args=with_args, query=query, printable=printable)
    app.url_rule_class = Address
    app.url_map.converters["int"] = Id
    app.request_class = Request
    app.before_request(_check_address)
