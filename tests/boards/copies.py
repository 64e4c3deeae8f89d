"""A playbook that was taken over from a followed board, without that board."""

from typing import Any

from sqlalchemy import select

from board.boards import actions
from board.boards.models import Arrival, FollowedBoard
from board.db import db
from board.playbooks.models import Playbook
from tests.boards.feeds import CLUB, feed, item

THERE = "https://there.example.org"


def take_over(by: Any, lineage: str = "there:club") -> tuple[Playbook, FollowedBoard]:
    """Within a transaction, by an operator; the board takes suggestions."""
    board = actions.follow(by, address=THERE, is_near=False)
    board.suggestions_at = f"{THERE}/boards/suggestions"
    here = CLUB | {"steps": CLUB["steps"][:1]}
    actions.import_file(by, feed(item(lineage, playbook=here)))
    arrival = db.session.scalars(
        select(Arrival).where(Arrival.lineage == lineage)
    ).one()
    arrival.board_id = board.id
    return actions.accept(arrival, by), board
