"""Reading which boards are followed, and what came from there."""

from sqlalchemy import func, select

from board.boards.models import Arrival, FollowedBoard, State
from board.db import Rows, db, fresh, read

PAGE = 20
LISTED = (
    Arrival.id,
    Arrival.kind,
    Arrival.lineage,
    Arrival.version,
    Arrival.title,
    Arrival.at,
    Arrival.state,
    func.coalesce(func.nullif(FollowedBoard.name, ""), FollowedBoard.address, "").label(
        "board_name"
    ),
)


def followed() -> Rows:
    """All boards that are followed, the first one first."""
    columns = FollowedBoard.__table__.columns
    return read(select(*columns).order_by(FollowedBoard.id))


def waiting(after: int = 0, limit: int = PAGE) -> Rows:
    """Drafts that wait for an operator, the oldest first: one more than `limit` when
    there are further ones."""
    statement = (
        select(*LISTED)
        .outerjoin(FollowedBoard, FollowedBoard.id == Arrival.board_id)
        .where(Arrival.state == State.OPEN, Arrival.id > after)
    )
    return read(statement.order_by(Arrival.id).limit(limit + 1))


def count_waiting() -> int:
    """How many drafts wait."""
    count = select(func.count()).where(Arrival.state == State.OPEN)
    return int(read(count)[0][0])


def get_board(board_id: int) -> FollowedBoard:
    """The board to act on, or NotFound."""
    return fresh(FollowedBoard, board_id)


def get(arrival_id: int) -> Arrival:
    """The arrival to look at and to act on, or NotFound."""
    return fresh(Arrival, arrival_id)


def board_of(board_id: int | None) -> FollowedBoard | None:
    """The followed board of this number, if it still is."""
    return db.session.get(FollowedBoard, board_id) if board_id else None
