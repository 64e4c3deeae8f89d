"""Where playbooks of this board were used elsewhere, as accepted arrivals say it."""

from sqlalchemy import select

from board.boards.documents import Use
from board.boards.models import Arrival, State
from board.boards.playbook_items import use_id
from board.boards.reading import as_about
from board.db import read
from board.playbooks.models import Playbook, PlaybookUse

MOST = 200  # arrivals, the newest ones


def own(*lineages: str) -> set[str]:
    """The names of their uses here: what comes back of them is no news."""
    here = select(PlaybookUse.campaign_id).join(
        Playbook, Playbook.id == PlaybookUse.playbook_id
    )
    rows = read(here.where(Playbook.lineage.in_(lineages)))
    return {use_id(row.campaign_id) for row in rows}


def uses(*lineages: str) -> dict[str, Use]:
    """Their uses elsewhere, by their names; of each what was accepted last."""
    accepted = (Arrival.lineage.in_(lineages), Arrival.state == State.ACCEPTED)
    last = select(Arrival.said).where(*accepted, Arrival.said.is_not(None))
    rows = read(last.order_by(Arrival.id.desc()).limit(MOST))
    ours = own(*lineages) if rows else set()
    found: dict[str, Use] = {}
    for row in reversed(rows):
        found |= {use.id: use for use in as_about(row.said).experience}
    return {name: use for name, use in found.items() if name not in ours}
