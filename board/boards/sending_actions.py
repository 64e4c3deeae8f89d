"""The rules of what travels back: whoever keeps a playbook from another board sends it
what was changed here, and why; operators say whether others may do so to us."""

from flask_babel import gettext as _
from sqlalchemy import delete, update

from board import clock
from board.activity.actions import record
from board.boards import queries, verbs
from board.boards.arriving import take_in
from board.boards.documents import Feed
from board.boards.models import ExchangeSetting, FollowedBoard, Sending
from board.boards.reading import read
from board.db import db, insert_new
from board.errors import Conflict, Invalid, NotAllowed, TooMany
from board.playbooks.models import Playbook, Suggestion
from board.policy import Actor, require

MOST_BYTES = 64 * 1024  # of one suggestion
MOST_WAITING = 50  # that others sent; after them operators decide first
CLOSED_FOR = 24 * 3600  # seconds after which others may try again


def send_back(playbook: Playbook, suggestion: Suggestion, by: Actor) -> None:
    """Have a job send it to the board that the playbook came from.

    Raises Conflict where that takes none, or has it already.
    """
    require(by, "playbook.edit", playbook)
    to = queries.came_from(playbook.id)
    if to is None or not to.suggestions_at:
        raise Conflict(_("The board it came from takes no suggestions. Send a file."))
    now = clock.now()
    fresh = {"board_id": to.id, "by_id": by.id, "tries": 0, "next_at": now, "fault": ""}
    of = {"suggestion_id": suggestion.id}
    if insert_new(Sending, ["suggestion_id"], **of, **fresh) is None:
        given_up = (Sending.next_at.is_(None), Sending.sent_at.is_(None))
        mine = update(Sending).where(Sending.suggestion_id == suggestion.id, *given_up)
        if not db.session.execute(mine.values(fresh)).rowcount:  # type: ignore[attr-defined]
            raise Conflict(_("It is on its way already."))
    facts = {"suggestion": suggestion.id, "board": to.id}
    record(verbs.SENT_BACK, playbook, by=by, part=suggestion, **facts)


def take_suggestions(by: Actor, *, takes: bool) -> None:
    """Let other boards send us what they changed, or not."""
    require(by, "board.exchange")
    new = insert_new(ExchangeSetting, ["id"], id=1, takes_suggestions=takes)
    if new is None:
        other = ExchangeSetting.takes_suggestions != takes
        changed = update(ExchangeSetting).where(other).values(takes_suggestions=takes)
        if not db.session.execute(changed).rowcount:  # type: ignore[attr-defined]
            return
    record(verbs.OPENED, by, kind="person", by=by, topics=[], takes=takes)


def check_open() -> None:
    """Raises NotAllowed where nobody wants what others send."""
    if not queries.takes_suggestions():
        raise NotAllowed(_("This board takes no suggestions from other boards."))


def take_sent(content: bytes) -> int:
    """What another board sends by itself waits as a draft; 0 where it is known.

    Raises NotAllowed where nobody wants that, TooMany where too much waits, Invalid for
    what is no suggestion about a playbook of ours.
    """
    check_open()
    feed = read(content)
    _check_alone(feed)
    if queries.count_sent() >= MOST_WAITING:
        raise TooMany(CLOSED_FOR, _("Many suggestions wait here already."))
    return take_in(feed, None)


def _check_alone(feed: Feed) -> None:
    kinds = [item.about.kind for item in feed.items]
    if kinds != ["suggestion"]:
        raise Invalid(_("Send one suggestion, and nothing else."))


def forget(board: FollowedBoard) -> None:
    """Nobody follows it any more: nothing is sent there, and what it has stays."""
    its = Sending.board_id == board.id
    db.session.execute(delete(Sending).where(its, Sending.sent_at.is_(None)))
    db.session.execute(update(Sending).where(its).values(board_id=None))
