"""The job that asks followed boards for what they publish, beside the pages: nothing on
a request waits for another machine."""

import time
from datetime import timedelta
from urllib.parse import urljoin

from flask_babel import gettext as _
from sqlalchemy import update

from board import clock
from board.boards.arriving import take_in
from board.boards.documents import Feed
from board.boards.fetching import Origin, fetch, is_of, origin
from board.boards.models import Arrival, FollowedBoard, State
from board.boards.reading import read
from board.db import db, write_tx
from board.errors import Invalid
from board.jobs.asking import Round

EVERY = timedelta(hours=4)
KEEPS = timedelta(days=30)  # the words of what was declined
FEEDS = ("/playbooks.json", "/courses.json", "/wins.json")
MOST_PAGES = 20  # of one feed in one go
PATIENCE = 120  # seconds for one board


FOLLOWED = Round(FollowedBoard, FollowedBoard.asked_at, FollowedBoard.fault, EVERY)


def ask_due() -> int:
    """Ask one board whose time it is; 0 where there is none."""
    with write_tx():
        _forget_declined()
    return FOLLOWED.ask_next(_ask)


def _forget_declined() -> None:
    over = (Arrival.state == State.DECLINED, Arrival.decided_at < clock.now() - KEEPS)
    emptied = {"said": None, "title": ""}
    kept = Arrival.said.is_not(None)
    db.session.execute(update(Arrival).where(*over, kept).values(emptied))


def _ask(board: FollowedBoard) -> None:
    """Each feed by itself: what is wrong with one keeps no other from being read.

    Raises Invalid with the first fault.
    """
    of = origin(board.address, is_near=board.is_near)
    until = time.monotonic() + PATIENCE
    faults: list[Invalid] = []
    for path in FEEDS:
        try:
            _read_feed(board, of, board.address + path, until)
        except Invalid as wrong:
            faults.append(wrong)
    if faults:
        raise faults[0]


def _read_feed(board: FollowedBoard, of: Origin, url: str, until: float) -> None:
    """Each page by itself, so that no more than one is held at a time."""
    seen: set[str] = set()
    while url and url not in seen:
        if len(seen) == MOST_PAGES or time.monotonic() > until:
            raise Invalid(_("It has more than we read in one go."))
        seen.add(url)
        feed = read(fetch(url, of))
        with write_tx():
            if not _note(board, of, feed):
                return
            take_in(feed, board)
        url = urljoin(url, feed.next_url) if feed.next_url else ""


def _note(board: FollowedBoard, of: Origin, feed: Feed) -> bool:
    """How the board calls itself, and where it takes suggestions, which is one of its
    own addresses; False where nobody follows it any more."""
    there = feed.board.suggestions
    values = {"name": feed.title[:300], "suggestions_at": there * is_of(there, of)}
    this = update(FollowedBoard).where(FollowedBoard.id == board.id)
    noted = db.session.execute(this.values(values))
    return bool(noted.rowcount)  # type: ignore[attr-defined]
