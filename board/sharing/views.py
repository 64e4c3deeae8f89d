"""The cards of links, each below the page it is of; who may not read that finds no
card."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from flask import Blueprint, Response, current_app, request
from flask_babel import gettext as _

from board.areas import queries as areas
from board.campaigns import people_queries
from board.campaigns import queries as campaigns
from board.db import db
from board.errors import NotNow
from board.events import queries as events
from board.issues import queries as issues
from board.photos import store
from board.playbooks import queries as playbooks
from board.sharing import cards
from board.sharing.cards import Card
from board.tasks import card_queries as tasks

bp = Blueprint("sharing", __name__)
# one at a time is drawn in a process; so many may wait for it
WAITING = threading.BoundedSemaphore(4)
DRAWING = threading.Lock()


@bp.get("/card.jpg")
def of_board() -> Response:
    return _answer(cards.of_board())


@bp.get("/wins/card.jpg")
def of_wins() -> Response:
    return _answer(cards.of_wins())


@bp.get("/areas/<slug>/card.jpg")
def of_area(slug: str) -> Response:
    return _answer(cards.of_area(areas.card(areas.by_slug(slug).id)))


@bp.get("/issues/<int:issue_id>/card.jpg")
def of_issue(issue_id: int) -> Response:
    return _answer(cards.of_issue(issues.card(issue_id)))


@bp.get("/campaigns/<int:campaign_id>/card.jpg")
def of_campaign(campaign_id: int) -> Response:
    row = campaigns.card(campaign_id)
    return _answer(cards.of_campaign(row, people_queries.people_of(campaign_id)))


@bp.get("/events/<int:event_id>/card.jpg")
def of_event(event_id: int) -> Response:
    return _answer(cards.of_event(events.card(event_id, None)))


@bp.get("/tasks/<int:task_id>/card.jpg")
def of_task(task_id: int) -> Response:
    return _answer(cards.of_task(tasks.card(task_id, None)))


@bp.get("/playbooks/<int:playbook_id>/card.jpg")
def of_playbook(playbook_id: int) -> Response:
    return _answer(cards.of_playbook(playbooks.card(playbook_id)))


def _answer(card: Card) -> Response:
    """The card's picture; whoever has it as it is now is told so, and none is drawn."""
    answer = Response(mimetype="image/jpeg")
    answer.set_etag(card.mark)
    answer.vary.add("Accept-Language")
    if card.mark in request.if_none_match:
        answer.status_code = 304
    else:
        answer.set_data(_picture(card))
    return answer


def _picture(card: Card) -> bytes:
    settings = current_app.config["BOARD"]
    db.session.rollback()  # nothing waits on the database meanwhile
    with _a_turn():
        return _drawn(card._replace(text=""), settings.site_name, settings.accent)


@contextmanager
def _a_turn() -> Iterator[None]:
    """Drawing takes a tenth of a second of a processor: pages come first, so whoever
    asks for many at once is sent away. Raises NotNow."""
    if not WAITING.acquire(blocking=False):
        raise NotNow(_("Too many cards are being drawn. Try again in a few seconds."))
    try:
        with DRAWING:
            yield
    finally:
        WAITING.release()


@lru_cache(100)
def _drawn(card: Card, name: str, accent: str) -> bytes:
    """Drawn once as long as nothing on it changes."""
    from board.sharing import picture  # it loads Pillow

    photo = store.read(card.picture, "large") if card.picture else None
    return picture.drawn(card, name, accent, photo)
