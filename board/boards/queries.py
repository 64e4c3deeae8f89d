"""Reading which boards are followed, and what came from there."""

from sqlalchemy import bindparam, func, select

from board.boards.models import (
    Arrival,
    ExchangeSetting,
    FollowedBoard,
    Sending,
    State,
)
from board.db import AnyRow, Rows, db, fresh, read
from board.playbooks.models import Playbook

PAGE = 20
TITLE = func.coalesce(func.nullif(FollowedBoard.name, ""), FollowedBoard.address)
LISTED = (
    Arrival.id,
    Arrival.kind,
    Arrival.lineage,
    Arrival.version,
    Arrival.title,
    Arrival.at,
    Arrival.state,
    func.coalesce(TITLE, Arrival.said["suggestion"]["board"].as_string(), "").label(
        "board_name"
    ),
)
CAME_FROM = (
    select(FollowedBoard.id, TITLE.label("title"), FollowedBoard.suggestions_at)
    .select_from(Arrival)
    .join(Playbook, Playbook.lineage == Arrival.lineage)
    .outerjoin(FollowedBoard, FollowedBoard.id == Arrival.board_id)
    .where(Playbook.id == bindparam("playbook"), Playbook.area_id.is_(None))
    .where(Playbook.ready_version.is_(None), *Playbook.visible(None))
    .where(Arrival.kind == "playbook", Arrival.state == State.ACCEPTED)
    .order_by(Arrival.board_id.is_(None), Arrival.id.desc())
    .limit(1)
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


def count_sent() -> int:
    """How many suggestions wait that came by themselves, or from a file."""
    of_sent = (Arrival.kind == "suggestion", Arrival.board_id.is_(None))
    count = select(func.count()).where(Arrival.state == State.OPEN, *of_sent)
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


def takes_suggestions() -> bool:
    """Whether other boards may send what they changed, as an operator decided."""
    rows = read(select(ExchangeSetting.takes_suggestions))
    return bool(rows and rows[0].takes_suggestions)


def came_from(playbook_id: int) -> AnyRow | None:
    """Of a playbook that was taken over from elsewhere, the board: (id, title,
    suggestions_at), each None where it came as a file; else nothing."""
    rows = read(CAME_FROM, {"playbook": playbook_id})
    return rows[0] if rows else None


def sending(suggestion_id: int) -> AnyRow | None:
    """How far a suggestion is on its way back; nothing where nobody sent it."""
    columns = Sending.__table__.columns
    rows = read(select(*columns).where(Sending.suggestion_id == suggestion_id))
    return rows[0] if rows else None
