"""What was typed is brought back: a session that was lost, a form that was open too
long, somebody who was first.

What such a form held is kept for an hour, and the page it stands on shows it again to
the same browser. Passwords are never kept, nor any form that has one.
"""

import contextlib
from typing import Any
from urllib.parse import urlsplit

from flask import Response, current_app, g, request, session
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from board import browser, htmx
from board.accounts import queries as accounts
from board.accounts.session import TOKEN, current_person
from board.accounts.throttle import network
from board.db import write_tx
from board.pages import WITHOUT_DATABASE
from board.photos import actions as photos
from board.photos.views import keep_files
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
    sent = dict(MultiDict(typed()).lists())
    values = [value for each in sent.values() for value in each]
    has_words = (
        any(len(value.split()) > 1 for value in values)
        or bool(request.files)
        or "photos" in sent
    )
    is_secret = any("password" in name for name in request.form)
    return sent if has_words and not is_secret and sum(map(len, values)) <= MOST else {}


def keep(path: str) -> bool:
    """Keep what was typed for the page it was typed on.

    False where nothing was, or it can't be.
    """
    try:
        fields = _typed() if _is_ours() and len(request.path) <= LONGEST_PATH else {}
        limited = current_app.config["BOARD"].limits == "on"
        if not fields or (limited and queries.too_many(browser.mark(), network())):
            return False
        chosen = keep_files(
            request.files.getlist("photos"), [*fields.pop("photos", [])]
        )
        fields |= {"photos": chosen} if chosen else {}
        with write_tx():
            sent: dict[str, Any] = {
                "action": request.path,
                "network": network(),
                "person_id": _whose(),
            }
            actions.keep(browser.mark(), path, fields=fields, **sent)
    # not to be read, or nowhere to keep it
    except (HTTPException, SQLAlchemyError, OSError):
        return False
    g.kept_unsent = True
    return True


def _whose() -> int | None:
    """Who typed it: who is signed in, or was until a moment ago."""
    person = current_person()
    return person.id if person else accounts.whose(session.get(TOKEN, ""))


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
            g.unsent, g.unsent_to = MultiDict(found.fields), found.action


def settle(answer: Response) -> Response:
    """What was taken now is kept no longer; who signs out leaves nothing to whoever
    comes next."""
    if (
        request.method == "POST"
        and (mine := browser.known())
        and not g.get("kept_unsent")
    ):
        with contextlib.suppress(SQLAlchemyError):  # the job comes for it
            if request.endpoint == "leaving.sign_out":
                _leave_nothing(mine)
            elif answer.status_code == 303 or (
                answer.status_code == 200 and htmx.wants_fragment()
            ):
                _forget(mine, page_behind())
    return answer


def _forget(mine: str, path: str) -> None:
    if queries.of(mine, path, _whose()) is not None:
        with write_tx():
            actions.forget(mine, path)


def _leave_nothing(mine: str) -> None:
    with write_tx():
        actions.forget(mine)
        photos.leave(mine)
    browser.forget()
