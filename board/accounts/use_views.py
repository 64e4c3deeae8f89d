"""When a session was last used: written after the answer is made, once an hour."""

import logging

from flask import Flask, Response, g, session
from sqlalchemy.exc import SQLAlchemyError

from board.accounts import session_actions, session_queries
from board.accounts.session import TOKEN
from board.db import db, write_tx
from board.errors import BoardError

log = logging.getLogger("board")


def _note(answer: Response) -> Response:
    """Nobody waits for it twice in an hour, and no answer fails by it."""
    if g.get("not_noted") and TOKEN in session:
        try:
            with write_tx():
                mine = session_queries.session_of(session[TOKEN])
                if mine:
                    session_actions.note_use(mine)
        except (BoardError, SQLAlchemyError, OSError):
            db.session.rollback()
            log.info("the use of a session could not be noted yet")
    return answer


def init_app(app: Flask) -> None:
    """After each answer to somebody whose session was not used for an hour."""
    app.after_request(_note)
