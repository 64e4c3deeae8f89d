"""The pages that errors become, or the fragment, JSON or XML where that was
asked for."""

import logging
from collections.abc import Callable
from typing import Any

from flask import (
    Flask,
    g,
    make_response,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response

from board import htmx
from board.error_data import AS_DATA, data_wanted
from board.errors import (
    WORDS,
    BoardError,
    Busy,
    Full,
    NotAllowed,
    NotFound,
    TooManyLinks,
)
from board.failures import is_full, meant_by
from board.places import Place
from board.sent import chosen, page_behind, typed

log = logging.getLogger("board")
STORED = _l("What you typed is kept for an hour. Go back, check it and send it again.")
MOST_COPIED = 100_000  # characters
# What stands where something was removed, asked where nothing is found; None where
# nothing was there.
IN_ITS_PLACE: Place[Callable[[], Response | None]] = Place("errors.in_its_place")
# An error in a form of their own for programs that ask by a standard; None elsewhere.
OWN_FORM: Place[Callable[[int, str], Response | None]] = Place(
    "errors.own_form", several=True
)
# Stores what was typed for the page of this address; whether it could.
STORE_TYPED: Place[Callable[[str], bool]] = Place("errors.store_typed")


def answer(
    code: int, title: Any, text: Any, next_href: str = "/", next_label: Any = ""
) -> Response:
    """An error as a page, as a fragment for htmx, or as JSON or XML where that is what
    the caller takes."""
    is_broken = code >= 500
    g.plain_page = is_broken  # the page of a broken server asks the database nothing
    for own_form in OWN_FORM:
        if made := own_form(code, str(text)):
            return made
    as_data = data_wanted()
    if as_data:
        fields = {"code": code, "title": str(title), "text": str(text)}
        headers = {"Content-Type": f"{as_data}; charset=utf-8"}
        return make_response(AS_DATA[as_data](fields), code, headers)
    words = {
        "code": code,
        "title": title,
        "text": text,
        "next_href": next_href,
        "next_label": next_label or _("Go back"),
    }
    if not htmx.wants_fragment():
        page = _drawn("errors/error.html", words | _given_back(code))
        return make_response(page, code)
    if not is_broken:
        return make_response(_drawn("errors/_fragment.html", words), code)
    trouble = make_response(_drawn("errors/_trouble.html", words), code)
    return htmx.beside(trouble)


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
        texts = [value for _name, value in typed() if len(value.split()) > 1]
        return {"to_copy": "\n\n".join(texts)[:MOST_COPIED]}
    return {}


def is_stored() -> bool:
    """Whether what was typed is stored for the page it was typed on (unsent/views.py),
    to be sent from there again."""
    if request.method != "POST":
        return False
    page = page_behind()
    return any(store(page) for store in STORE_TYPED)


def _of_nothing(error: NotFound) -> Response:
    try:
        stands_there = IN_ITS_PLACE.filling()
    except NotFound as held:
        return _of_board(held)
    return stands_there or _of_board(error)


def _of_board(error: BoardError) -> Response:
    may_be_stored = (
        error.code in (401, 409, 429)
        or error.asks_at
        or isinstance(error, TooManyLinks)
    )
    stored = may_be_stored and is_stored()
    if error.asks_at:
        return htmx.to_page_first(url_for(error.asks_at, next=page_behind()))
    href, label = error.way
    if not href:
        above = isinstance(error, NotAllowed)
        href = "/" if error.code == 404 else page_behind(above=above)
    text = f"{error.text} {STORED}" if stored else error.text
    made = answer(error.code, error.title, text, href, label)
    if error.wait:
        made.headers["Retry-After"] = str(error.wait)
    return made


def _of_form_token(error: CSRFError) -> Response:
    text: Any = _("This form was open for too long, or came from another page.")
    again = STORED if is_stored() else _("Go back, reload it and send it again.")
    title = _("We could not take that form")
    return answer(400, title, f"{text} {again}", page_behind())


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
    meant = meant_by(error)
    if meant is None:
        return _of_anything(error)
    cause = error.orig if isinstance(error, DBAPIError) else error
    kind = type(meant).__name__.lower()
    log.error("database: %s", f"{type(cause).__name__} ({kind})")
    return _of_board(meant)


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
    app.register_error_handler(NotFound, _of_nothing)
    app.register_error_handler(CSRFError, _of_form_token)
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(SQLAlchemyError, _of_database)
    app.register_error_handler(OSError, _of_system)
    app.register_error_handler(Exception, _of_anything)
