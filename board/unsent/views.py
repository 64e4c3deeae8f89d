"""What was typed is brought back: a session that was lost, a form that was open too
long, somebody who was first.

What such a form held is saved for an hour, and the page it stands on shows it again to
the same browser. Passwords are never saved, nor any form that has one.
"""

import contextlib
from urllib.parse import urlsplit

from flask import Response, current_app, g, request, session
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from board import browser, htmx
from board.accounts import session_queries
from board.accounts.session import TOKEN, current_person
from board.accounts.throttle import network
from board.db import write_tx
from board.pages import WITHOUT_DATABASE
from board.photos import actions as photos
from board.photos.views import store_files
from board.sent import page_behind, typed
from board.unsent import actions, queries
from board.unsent.models import LONGEST_PATH

MOST = 100_000  # characters of a form; the longest of ours takes a third of that


def _is_ours() -> bool:
    """Whether the form stood on this board: another site must not put words into
    somebody's mouth."""
    origin = request.headers.get("Origin")
    here = {request.host, urlsplit(current_app.config["BOARD"].base_url).netloc}
    return origin is None or urlsplit(origin).netloc in here


def _typed() -> dict[str, list[str]]:
    """What the form held, without its token; nothing where no two words were typed and
    no picture was chosen."""
    if any("password" in name for name in request.form):
        return {}
    sent = dict(MultiDict(typed()).lists())
    values = [value for each in sent.values() for value in each]
    if sum(len(value) for value in values) > MOST:
        return {}
    has_words = any(len(value.split()) > 1 for value in values)
    has_pictures = bool(request.files) or "photos" in sent
    return sent if has_words or has_pictures else {}


def save_typed(path: str) -> bool:
    """Save what was typed for the page it was typed on.

    False where nothing was, or it can't be.
    """
    try:
        fields = _typed() if _is_ours() and len(request.path) <= LONGEST_PATH else {}
        if not fields or _is_full():
            return False
        _save(path, fields)
    # not to be read, or no room for it
    except (HTTPException, SQLAlchemyError, OSError):
        return False
    g.unsent_saved = True
    return True


def _is_full() -> bool:
    limited = current_app.config["BOARD"].limits == "on"
    return limited and queries.too_many(browser.mark(), network())


def _save(path: str, fields: dict[str, list[str]]) -> None:
    waiting = fields.pop("photos", [])
    pictures = store_files(request.files.getlist("photos"), waiting)
    if pictures:
        fields["photos"] = pictures
    with write_tx():
        actions.save(
            browser.mark(),
            path,
            action=request.path,
            network=network(),
            person_id=_whose(),
            fields=fields,
        )


def _whose() -> int | None:
    """Who typed it: who is signed in, or was until a moment ago."""
    person = current_person()
    return person.id if person else session_queries.whose(session.get(TOKEN, ""))


def bring_back() -> None:
    """Give the form of this page what was typed into it and not taken."""
    if (
        request.method != "GET"
        or request.endpoint in WITHOUT_DATABASE
        or request.endpoint == "photos.waiting"
    ):
        return
    if browser.known():
        person = current_person()
        found = queries.of(browser.known(), request.path, person.id if person else None)
        if found is not None:
            g.unsent = MultiDict(found.fields)
            g.unsent_to = found.action


def forget_taken(answer: Response) -> Response:
    """Delete what was taken now; who signs out leaves nothing to whoever comes
    next."""
    if request.method != "POST" or g.get("unsent_saved"):
        return answer
    mine = browser.known()
    if not mine:
        return answer
    with contextlib.suppress(SQLAlchemyError):  # the job comes for it
        if request.endpoint == "leaving.sign_out":
            _leave_nothing(mine)
        elif _was_taken(answer):
            _forget(mine, page_behind())
    return answer


def _was_taken(answer: Response) -> bool:
    """Whether the answer is one to a form that was taken."""
    if answer.status_code == 200:
        return htmx.wants_fragment()
    return answer.status_code == 303


def _forget(mine: str, path: str) -> None:
    if queries.of(mine, path, _whose()) is not None:
        with write_tx():
            actions.forget(mine, path)


def _leave_nothing(mine: str) -> None:
    with write_tx():
        actions.forget(mine)
        photos.end_all_waits(mine)
    browser.forget()
