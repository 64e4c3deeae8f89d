"""What a browser forgets once a session of it was ended, here or elsewhere."""

from typing import TypeVar

from flask import Flask, Response, g, session
from werkzeug.wrappers import Response as Answer

from board.accounts.session import TOKEN

A = TypeVar("A", bound=Answer)


def leave_nothing(answer: A) -> A:
    """Have the browser forget pages, drafts and what waits on it to be sent: the next
    one there may be somebody else. Browsers heed it over https only."""
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def _after_the_end(answer: Response) -> Response:
    """So does a browser whose session somebody ended elsewhere, once. Where its time is
    over, what its owner wrote waits for them."""
    ended = g.get("ended_session")
    if ended is None:
        return answer
    if session.get(TOKEN) == ended:  # nobody signed in anew meanwhile
        session.pop(TOKEN)
    return leave_nothing(answer)


def init_app(app: Flask) -> None:
    """Say so with the answer."""
    app.after_request(_after_the_end)
