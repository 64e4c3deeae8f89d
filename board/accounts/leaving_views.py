"""Signing out, also while nothing can be written: the disk is full, or the database is
away."""

import logging
import threading
import time

from flask import Blueprint, Flask, current_app, session
from flask_babel import gettext as _
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from board import htmx
from board.accounts import session_actions
from board.accounts.leaving import leave_nothing
from board.accounts.session import TOKEN, open_to_visitors
from board.accounts.write_limits import limited
from board.db import db, write_tx
from board.errors import BoardError

AGAIN = 5.0  # seconds until the next try to note it
CANT = (BoardError, SQLAlchemyError, OSError)
log = logging.getLogger("board")
bp = Blueprint("leaving", __name__)
_open: set[str] = set()  # tokens of sessions that are to end
_lock = threading.Lock()


@bp.post("/logout")
@open_to_visitors
@limited(None)
def sign_out() -> Response:
    """This browser forgets who it was, whatever happens; the session ends as soon as
    that can be written."""
    token = session.pop(TOKEN, "")
    session.clear()
    try:
        _end(token)
    except CANT:
        db.session.rollback()
        _end_later(token)
        message = _(
            "You are signed out on this device. We could not note it yet, and go on "
            "trying."
        )
    else:
        message = _("You are signed out.")
    return leave_nothing(htmx.gone_to("/", message))


def _end(token: str) -> None:
    if token:
        with write_tx():
            session_actions.end_session(token)


def _end_later(token: str) -> None:
    """Remember it in this process; one thread of it tries until all are noted."""
    with _lock:
        if not _open:
            app = current_app._get_current_object()  # type: ignore[attr-defined]
            threading.Thread(
                target=_go_on, args=(app,), name="leaving", daemon=True
            ).start()
        _open.add(token)


def _go_on(app: Flask) -> None:
    left = True
    while left:
        time.sleep(AGAIN)
        ended = _end_some(app)
        with _lock:
            _open.difference_update(ended)
            left = bool(_open)


def _end_some(app: Flask) -> list[str]:
    """Try each once, up to the first that can't be written either."""
    ended: list[str] = []
    with app.app_context():
        try:
            for token in list(_open):
                _end(token)
                ended.append(token)
        except CANT:
            log.warning("sessions that people signed out of could not be ended yet")
    return ended
