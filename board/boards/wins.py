"""What was won, here and elsewhere, for people to read: of other boards what an
operator accepted, the newest of each."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased

from board.boards import win_items
from board.boards.documents import Win
from board.boards.models import Arrival, FollowedBoard, State
from board.boards.queries import TITLE
from board.boards.reading import as_about
from board.campaigns.models import Debrief
from board.db import AnyRow, read
from board.playbooks.models import Playbook

PAGE = 10
NEWEST = 2**31 - 1
_later = aliased(Arrival)
IS_NEWEST = Arrival.id == (
    select(func.max(_later.id))
    .where(_later.lineage == Arrival.lineage, _later.kind == Arrival.kind)
    .where(_later.state == State.ACCEPTED)
    .scalar_subquery()
)
ELSEWHERE = (
    select(Arrival.id, Arrival.said, TITLE.label("board_title"))
    .outerjoin(FollowedBoard, FollowedBoard.id == Arrival.board_id)
    .where(Arrival.kind == "win", Arrival.state == State.ACCEPTED, IS_NEWEST)
    .where(Arrival.said.is_not(None))
    .order_by(Arrival.id.desc())
)
LISTED = ELSEWHERE.where(Arrival.id < bindparam("before")).limit(PAGE + 1)
OF_PLAYBOOKS = ELSEWHERE.where(
    Arrival.said["win"]["playbook"].as_string().in_(bindparam("named", expanding=True))
).limit(PAGE)


class Won(NamedTuple):
    """Something that was won: where it stands here, or with which draft it came and
    from which board; and the playbook here that it was done by."""

    win: Win
    at: str = ""
    arrival_id: int = 0
    board: str = ""
    playbook: AnyRow | None = None


def here() -> list[Won]:
    """The last ones of this board that say how it went."""
    last = win_items.published().order_by(Debrief.at.desc()).limit(PAGE)
    rows = read(last)
    found = [Won(win_items.win(row, ""), f"/campaigns/{row.id}") for row in rows]
    return _with_playbooks(found)


def elsewhere(before: int = 0) -> list[Won]:
    """Those of other boards, the newest first: one more than PAGE when there are
    further ones."""
    rows = read(LISTED, {"before": before or NEWEST})
    return _with_playbooks([_won(row) for row in rows])


def by_playbooks(*lineages: str) -> list[Won]:
    """What was won elsewhere by these playbooks."""
    return [_won(row) for row in read(OF_PLAYBOOKS, {"named": lineages})]


def _won(row: AnyRow) -> Won:
    win = as_about(row.said).win
    assert win
    return Won(win, arrival_id=row.id, board=win.board or row.board_title or "")


def _with_playbooks(found: list[Won]) -> list[Won]:
    known = _playbooks(one.win.playbook for one in found)
    return [one._replace(playbook=known.get(one.win.playbook)) for one in found]


def _playbooks(lineages: Iterable[str]) -> dict[str, AnyRow]:
    named = {lineage for lineage in lineages if lineage}
    if not named:
        return {}
    books = select(Playbook.id, Playbook.title, Playbook.lineage)
    of_these = books.where(Playbook.lineage.in_(named), *Playbook.visible(None))
    return {row.lineage: row for row in read(of_these)}
