"""The pages that errors become, or the fragment, JSON or XML where that was
asked for."""

import contextlib
import json
import logging
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

from flask import (
    Flask,
    g,
    make_response,
    render_template,
    request,
    url_for,
)
from flask.globals import request_ctx
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from werkzeug.datastructures import MIMEAccept
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response

from board import htmx
from board.errors import (
    WORDS,
    BoardError,
    Busy,
    Full,
    NotAllowed,
    NotFound,
    SignInNeeded,
    is_full,
    meant_by,
)
from board.places import Place
from board.text import legible

log = logging.getLogger("board")
KEPT = _l("What you typed is kept for an hour. Go back, check it and send it again.")
MOST_COPIED = 100_000  # characters
# Keeps what was typed for the page of this address; whether it could.
KEEP_TYPED: Place[Callable[[str], bool]] = Place("errors.keep_typed")


def _as_xml(said: dict[str, Any]) -> bytes:
    root = ElementTree.Element("error")
    for name, value in said.items():
        ElementTree.SubElement(root, name).text = legible(str(value))
    whole: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return whole


AS_DATA: dict[str, Callable[[dict[str, Any]], str | bytes]] = {
    "application/json": json.dumps,
    "application/xml": _as_xml,
    "text/xml": _as_xml,
}


def data_wanted() -> str:
    """The kind of data, JSON or XML, that the caller would rather have than a page;
    empty where none is."""
    return data_among(request.accept_mimetypes)


def data_among(accepted: MIMEAccept) -> str:
    """The same of what a request takes."""
    best = accepted.best_match(["text/html", *AS_DATA])
    return best if best in AS_DATA else ""


def answer(
    code: int, title: Any, text: Any, next_href: str = "/", next_label: Any = ""
) -> Response:
    """An error as a page, as a fragment for htmx, or as JSON or XML where that is what
    the caller takes."""
    if taken := data_wanted():
        body = AS_DATA[taken]({"code": code, "title": str(title), "text": str(text)})
        return make_response(body, code, {"Content-Type": f"{taken}; charset=utf-8"})
    g.plain_page = code >= 500  # the page of a broken server asks the database nothing
    words = {"code": code, "title": title, "text": text, "next_href": next_href}
    words["next_label"] = next_label or _("Go back")
    if not htmx.wants_fragment():
        return make_response(
            _drawn("errors/error.html", words | _given_back(code)), code
        )
    made = make_response(
        _drawn(
            "errors/_trouble.html" if code >= 500 else "errors/_fragment.html", words
        ),
        code,
    )
    return htmx.beside(made) if code >= 500 else made


def _drawn(template: str, words: dict[str, Any]) -> str:
    try:
        return render_template(template, **words)
    except SQLAlchemyError:  # the database went away since
        g.plain_page = True
        return render_template(template, **words)


def _given_back(code: int) -> dict[str, Any]:
    """What was typed: to be sent again by one press, or to be copied where no page
    shows that form any more."""
    if code in (Busy.code, Full.code):
        return {"again": typed(), "files": chosen()}
    if code in (NotAllowed.code, NotFound.code):
        return {
            "to_copy": "\n\n".join(
                value for _name, value in typed() if len(value.split()) > 1
            )[:MOST_COPIED]
        }
    return {}


def typed() -> list[tuple[str, str]]:
    """The fields that were sent, without passwords; none where they could
    not be read."""
    if request.method != "POST":
        return []
    try:
        sent = list(request.form.items(multi=True))
    except (OSError, HTTPException):
        return []
    return [
        (name, legible(value))
        for name, value in sent
        if name != "csrf_token" and "password" not in name
    ]


def chosen() -> set[str]:
    """The fields by which files came: browsers send those once, so they have to be
    chosen again."""
    try:
        return {name for name, file in request.files.items(multi=True) if file.filename}
    except (OSError, HTTPException):
        return set()


def is_kept() -> bool:
    """Whether what was typed is kept for the page it was typed on (unsent/views.py), to
    be sent from there again."""
    return request.method == "POST" and any(keep(page_behind()) for keep in KEEP_TYPED)


def page_behind(*, above: bool = False) -> str:
    """The page an address belongs to: itself where it can be read, else, or when asked
    for, the thing above it."""
    if request.method == "GET" and not above:
        return request.full_path.rstrip("?")
    for path in (request.path, request.path.rsplit("/", 1)[0])[above:]:
        with contextlib.suppress(HTTPException):
            if request_ctx.url_adapter and request_ctx.url_adapter.match(
                path, method="GET"
            ):
                return path
    return "/"


def _of_board(error: BoardError) -> Response:
    kept = error.code in (401, 409, 429) and is_kept()
    if isinstance(error, SignInNeeded):
        return htmx.to_sign_in(url_for("accounts.sign_in", next=page_behind()))
    href, label = error.way
    if not href:
        href = (
            page_behind(above=isinstance(error, NotAllowed))
            if error.code != 404
            else "/"
        )
    text = f"{error.text} {KEPT}" if kept else error.text
    made = answer(error.code, error.title, text, href, label)
    if error.wait:
        made.headers["Retry-After"] = str(error.wait)
    return made


def _of_form_token(error: CSRFError) -> Response:
    text: Any = _("This form was open for too long, or came from another page.")
    text = (
        f"{text} {KEPT}"
        if is_kept()
        else f"{text} {_('Go back, reload it and send it again.')}"
    )
    return answer(400, _("We could not take that form"), text, page_behind())


def _of_http(error: HTTPException) -> Response:
    if isinstance(error, RequestRedirect) or error.code is None:
        return error.get_response()
    title, text = WORDS.get(error.code, (error.name, error.description))
    # What is too big was not read, so nothing of it can be shown again: the way leads
    # to the form.
    way = (page_behind(), _("Begin again")) if error.code == 413 else ("/", "")
    made = answer(error.code, title, text, *way)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            made.headers[name] = value
    return made


def _of_database(error: SQLAlchemyError) -> Response:
    told = meant_by(error)
    if told is None:
        return _of_anything(error)
    cause = error.orig if isinstance(error, DBAPIError) else error
    log.error("database: %s", f"{type(cause).__name__} ({type(told).__name__.lower()})")
    return _of_board(told)


def _of_system(error: OSError) -> Response:
    if not is_full(error):
        return _of_anything(error)
    log.error("disk: full")
    return _of_board(Full())


def _of_anything(error: Exception) -> Response:
    log.exception("unexpected error in %s", request.endpoint)
    return answer(500, *WORDS[500])


def init_app(app: Flask) -> None:
    """Give every error its page."""
    app.register_error_handler(BoardError, _of_board)
    app.register_error_handler(CSRFError, _of_form_token)
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(SQLAlchemyError, _of_database)
    app.register_error_handler(OSError, _of_system)
    app.register_error_handler(Exception, _of_anything)
