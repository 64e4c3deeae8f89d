"""The rules of following other boards and of what comes from there: operators decide,
and each decision is on the record."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, update

from board import clock
from board.activity.actions import record
from board.activity.verbs import Verb
from board.boards import verbs
from board.boards.arriving import is_other, kinds, take_in
from board.boards.documents import About
from board.boards.fetching import origin
from board.boards.models import Arrival, FollowedBoard, State
from board.boards.reading import as_about, read
from board.boards.sending_actions import forget as forget_sendings
from board.db import db, insert_new
from board.drawing import full
from board.errors import Conflict, Invalid
from board.jobs import actions as jobs
from board.policy import Actor, require

ASKING = "boards"  # the job that asks them


def follow(by: Actor, *, address: str, is_near: bool) -> FollowedBoard:
    """Ask another board for what it publishes from now on; where it is followed
    already, say again whether it is near.

    Raises Invalid for what is no address of another board.
    """
    require(by, "board.exchange")
    at = origin(address, is_near=is_near)
    here = origin(full("/"), is_near=True)
    if (at.host, at.port) == (here.host, here.port):
        raise Invalid(_("That is this board itself."), "address")
    home = f"{at.scheme}://{at.host_header}"
    jobs.ask_for(ASKING)
    board = insert_new(
        FollowedBoard,
        ["address"],
        address=home,
        name="",
        fault="",
        added_by_id=by.id,
        added_at=clock.now(),
        is_near=is_near,
    )
    if board is not None:
        _record(verbs.FOLLOWED, by, board=board.id)
        return board
    known = FollowedBoard.address == home
    changed = update(FollowedBoard).where(known).values(asked_at=None, is_near=is_near)
    board = db.session.scalars(changed.returning(FollowedBoard)).one()
    _record(verbs.CHANGED, by, board=board.id)
    return board


def ask_again(board: FollowedBoard, by: Actor) -> None:
    """Have it asked in the next round, however lately it was."""
    require(by, "board.exchange")
    board.asked_at = None
    jobs.ask_for(ASKING)
    _record(verbs.CHANGED, by, board=board.id)


def unfollow(board: FollowedBoard, by: Actor) -> None:
    """Ask it no longer. Its drafts go; what was accepted stays, and so does that
    something was declined."""
    require(by, "board.exchange")
    forget_sendings(board)
    its = Arrival.board_id == board.id
    db.session.execute(delete(Arrival).where(its, Arrival.state == State.OPEN))
    db.session.execute(update(Arrival).where(its).values(board_id=None))
    db.session.delete(board)
    _record(verbs.UNFOLLOWED, by, board=board.id)


def import_file(by: Actor, content: bytes) -> int:
    """Take in a file of another board; how many drafts it made. Raises Invalid, in
    words, for what no board writes."""
    require(by, "board.exchange")
    drafts = take_in(read(content), None)
    _record(verbs.IMPORTED, by, drafts=drafts)
    return drafts


def accept(arrival: Arrival, by: Actor) -> Any:
    """Have this board say what came, from now on; gives the thing it is now, nothing
    for what is only read. Raises Conflict where somebody has decided."""
    require(by, "board.exchange")
    _decide(arrival, by, State.ACCEPTED)
    about = said(arrival)
    kind = kinds()[arrival.kind]
    here = kind.here(about.lineage)
    if here is not None and not is_other(about, here):
        return here  # only where it was used is new
    return kind.receive(by, about) if kind.receive else None


def decline(arrival: Arrival, by: Actor) -> None:
    """Leave it: it does not come again until it says something else."""
    require(by, "board.exchange")
    _decide(arrival, by, State.DECLINED)


def take_away(arrival: Arrival, by: Actor) -> None:
    """Show no longer what was accepted and is only read, such as a win. Raises Conflict
    for what is ours since, or is shown no longer."""
    require(by, "board.exchange")
    if kinds()[arrival.kind].receive:
        raise Conflict(_("It is a thing of this board now. Hide it there."))
    _decide(arrival, by, State.DECLINED, was=State.ACCEPTED)


def said(arrival: Arrival) -> About:
    """What came. Raises Conflict where it is no longer kept."""
    if arrival.said is None:
        raise Conflict(_("Somebody declined this, and what it said is gone."))
    return as_about(arrival.said)


def _decide(arrival: Arrival, by: Actor, state: State, was: State = State.OPEN) -> None:
    still_open = (Arrival.id == arrival.id, Arrival.state == was)
    decided = {"state": state, "decided_at": clock.now(), "decided_by_id": by.id}
    changed = db.session.execute(update(Arrival).where(*still_open).values(**decided))
    if not changed.rowcount:  # type: ignore[attr-defined]
        raise Conflict(_("Somebody has decided on this already."))
    is_accepted = state == State.ACCEPTED
    _record(verbs.DECIDED, by, arrival=arrival.id, accepted=is_accepted)


def _record(verb: Verb, by: Actor, **facts: Any) -> None:
    """Of the person who did it: another board is no thing of this one."""
    record(verb, by, kind="person", by=by, topics=[], **facts)
