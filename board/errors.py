"""What can go wrong in words people understand, and the pages these errors become."""

import contextlib
import errno
import logging
from typing import Any

from flask import Flask, current_app, g, jsonify, make_response, render_template, request, url_for
from flask.globals import request_ctx
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnection
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response

from board import htmx
from board.text import legible

log = logging.getLogger("board")


class BoardError(Exception):
    """Something the person who asked can understand and act on."""

    code = 400
    title: Any = _l("That did not work")
    text: Any = ""

    def __init__(self, text: str = "") -> None:
        self.text = text or self.text
        super().__init__(self.text)


class SignInNeeded(BoardError):
    """A visitor asked for something that needs an account."""

    code = 401
    title = _l("Sign in first")
    text = _l("You need to be signed in to do this.")


class NotAllowed(BoardError):
    """The thing may be seen by this person, but not changed."""

    code = 403
    title = _l("This is not yours to change")
    text = _l("Only some people may do this. If you think you should be one of them, ask an organiser.")


class NotFound(BoardError):
    """Unknown, or not visible to this person."""

    code = 404
    title = _l("We can't find that")
    text = _l("It may have moved, or the address may be mistyped. Try searching for it.")


class Conflict(BoardError):
    """Somebody was first; the text says what happened and what to do now."""

    code = 409
    title = _l("Somebody was first")


class ChangedMeanwhile(Conflict):
    """An edit of a version that is no longer the present one."""

    text = _l("Somebody changed this while you were writing. Below is what you wrote; compare and send again.")


class Invalid(BoardError):
    """Input that an action refuses; `field` is the form field it concerns, empty for the whole form."""

    code = 422
    title = _l("Something needs another look")

    def __init__(self, text: str, field: str = "") -> None:
        self.field = field
        super().__init__(text)


class Unanswered(BoardError):
    """The store that pictures are kept in does not do what we ask of it."""

    code = 503
    title = _l("We can't get at the pictures")
    text = _l("The place where pictures are kept does not answer just now. Try again in a few minutes.")


class Busy(BoardError):
    """Others have been writing for so long that this write gave up waiting."""

    code = 503
    title = _l("Very busy just now")
    text = _l("Nothing was changed. Wait a few seconds and try again.")
    wait = 5


class TooMany(BoardError):
    """Too many tries; `wait` says for how many seconds to stop."""

    code = 429
    title = _l("Too many tries")

    def __init__(self, wait: int) -> None:
        self.wait = wait
        super().__init__(_("Please wait %(minutes)s minutes and try again.", minutes=max(1, round(wait / 60))))


KEPT = _l("What you typed is kept for an hour. Go back, check it and send it again.")
WORDS: dict[int, tuple[Any, Any]] = {
    400: (_l("We could not read that"), _l("Go back, reload the page and try again.")),
    404: (NotFound.title, NotFound.text),
    405: (_l("That can't be done here"), _l("This address does something else. Go back and try again.")),
    413: (_l("That is too big"), _l("What you sent is larger than we can take. Send less at a time.")),
    503: (Busy.title, Busy.text),
    507: (_l("The disk is full"), _l("Nothing was lost or changed. Please tell whoever runs this board.")),
    500: (_l("Something broke on our side"), _l("It was not you. Nothing was changed. Try again in a while.")),
}


def answer(code: int, title: Any, text: Any, next_href: str = "/") -> Response:
    """An error as a page, as a fragment for htmx, or as JSON where that is what the caller takes."""
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
        made: Response = jsonify(code=code, title=str(title), text=str(text))
        made.status_code = code
        return made
    g.plain_page = code >= 500  # the page of a broken server asks the database nothing
    words = {"code": code, "title": title, "text": text, "next_href": next_href, "next_label": _("Back")}
    if not htmx.wants_fragment():
        again = {"again": typed(), "files": chosen()} if code in (503, 507) else {}
        return make_response(_drawn("errors/error.html", words | again), code)
    made = make_response(_drawn("errors/_trouble.html" if code >= 500 else "errors/_fragment.html", words), code)
    return htmx.beside(made) if code >= 500 else made


def _drawn(template: str, words: dict[str, Any]) -> str:
    try:
        return render_template(template, **words)
    except SQLAlchemyError:  # the database went away since
        g.plain_page = True
        return render_template(template, **words)


def typed() -> list[tuple[str, str]]:
    """What was sent, so that one press sends it again; without passwords, and nothing where it could not be read."""
    if request.method != "POST":
        return []
    try:
        sent = list(request.form.items(multi=True))
    except (OSError, HTTPException):
        return []
    return [(name, legible(value)) for name, value in sent if name != "csrf_token" and "password" not in name]


def chosen() -> set[str]:
    """The fields by which files came: browsers send those once, so they have to be chosen again."""
    try:
        return {name for name, file in request.files.items(multi=True) if file.filename}
    except (OSError, HTTPException):
        return set()


def is_kept() -> bool:
    """Whether what was typed is kept for the page it was typed on (unsent/views.py), to be sent from there again."""
    keep = current_app.extensions.get("keep_typed")
    return request.method == "POST" and keep is not None and bool(keep(page_behind()))


def _typed() -> str:
    """The texts that were sent, to be copied from the page that takes them no more; none beside a password."""
    sent = [] if request.method != "POST" or any("password" in name for name in request.form) else request.form.values()
    return "\n\n".join(legible(value) for value in sent if len(value.split()) > 1)[:100_000]


def page_behind(*, above: bool = False) -> str:
    """The page an address belongs to: itself where it can be read, else, or when asked for, the thing above it."""
    if request.method == "GET" and not above:
        return request.full_path.rstrip("?")
    for path in (request.path, request.path.rsplit("/", 1)[0])[above:]:
        with contextlib.suppress(HTTPException):
            if request_ctx.url_adapter and request_ctx.url_adapter.match(path, method="GET"):
                return path
    return "/"


def _of_board(error: BoardError) -> Response:
    kept = error.code in (401, 409, 429) and is_kept()
    g.to_copy = _typed() if error.code in (403, 404) else ""  # no page shows that form again
    if isinstance(error, SignInNeeded):
        return htmx.to_sign_in(url_for("accounts.sign_in", next=page_behind()))
    back = page_behind(above=isinstance(error, NotAllowed)) if error.code != 404 else "/"
    made = answer(error.code, error.title, f"{error.text} {KEPT}" if kept else error.text, back)
    if isinstance(error, TooMany | Unanswered | Busy):
        made.headers["Retry-After"] = str(getattr(error, "wait", 60))
    return made


def _of_form_token(error: CSRFError) -> Response:
    text: Any = _("This form was open for too long, or came from another page.")
    text = f"{text} {KEPT}" if is_kept() else f"{text} {_('Go back, reload it and send it again.')}"
    return answer(400, _("We could not take that form"), text, page_behind())


def _of_http(error: HTTPException) -> Response:
    if isinstance(error, RequestRedirect) or error.code is None:
        return error.get_response()
    title, text = WORDS.get(error.code, (error.name, error.description))
    made = answer(error.code, title, text)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            made.headers[name] = value
    return made


FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def is_full(error: BaseException | None) -> bool:
    """Whether a disk is full, as this machine, SQLite or PostgreSQL says it."""
    said = getattr(error, "sqlstate", None) == "53100" or "disk is full" in str(error)
    return said or (isinstance(error, OSError) and error.errno in FULL)


def _of_database(error: SQLAlchemyError) -> Response:
    cause = error.orig if isinstance(error, DBAPIError) else error
    full = is_full(cause)
    gone = isinstance(error, OperationalError | InterfaceError | NoConnection)
    if not (full or gone or (isinstance(error, DBAPIError) and error.connection_invalidated)):
        return _of_anything(error)
    log.error("database: %s", type(cause).__name__ + (" (full)" if full else ""))
    return _later(507 if full else 503)


def _of_system(error: OSError) -> Response:
    if not is_full(error):
        return _of_anything(error)
    log.error("disk: full")
    return _later(507)


def _later(code: int) -> Response:
    made = answer(code, *WORDS[code])
    made.headers["Retry-After"] = str(Busy.wait)
    return made


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
