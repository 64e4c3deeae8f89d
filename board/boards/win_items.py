"""Wins as boards tell each other of them: what was asked for, how it was won, what
changed; never who."""

import uuid
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import and_, select

from board.areas.models import Area
from board.boards.documents import About, Win
from board.boards.kinds import Kind
from board.campaigns.models import Campaign, Debrief, Stage, Update
from board.db import AnySelect
from board.drawing import full, local
from board.playbooks.models import Playbook, PlaybookUse


def lineage(campaign_id: int) -> str:
    """The name of a campaign on other boards: the same as long as this board's address
    is."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, full(f"/campaigns/{campaign_id}")))


def published() -> AnySelect:
    """Campaigns that were won, or won in part, and of which somebody said how where
    anybody may read it."""
    columns = (Campaign.id, Campaign.title, Campaign.ask, Area.name.label("area_name"))
    by = (Playbook.id == PlaybookUse.playbook_id, *Playbook.visible(None))
    of_end = (Debrief.how, Debrief.changed, Debrief.version, Debrief.at)
    return (
        select(*columns, *of_end, Playbook.lineage.label("playbook"))
        .outerjoin(PlaybookUse, PlaybookUse.campaign_id == Campaign.id)
        .outerjoin(Playbook, and_(*by))
        .join(Area, Area.id == Campaign.area_id)
        .join(Debrief, Debrief.campaign_id == Campaign.id)
        .join(Update, Update.id == Debrief.update_id)
        .where(Campaign.stage == Stage.WON)
        .where(*Campaign.visible(None), *Update.visible(None))
    )


def about(row: Any, board: str) -> About:
    """A won campaign as a feed tells of it."""
    said = win(row, board)
    return About(lineage=lineage(row.id), version=row.version, win=said)


def win(row: Any, board: str) -> Win:
    """What was asked for, how it went, and by which playbook."""
    return Win(
        title=row.title,
        place=row.area_name,
        board=board,
        ask=row.ask,
        how=row.how,
        changed=row.changed,
        playbook=row.playbook or "",
        day=f"{local(row.at):%Y-%m-%d}",
    )


def _told(said: About) -> dict[str, str]:
    win = said.win
    assert win
    found = {
        _("Title"): win.title,
        _("Where"): ", ".join(part for part in (win.place, win.board) if part),
        _("What was asked for"): win.ask,
        _("How it was won"): win.how,
        _("What has changed in who holds power"): win.changed,
    }
    return {str(name): words for name, words in found.items()}


KIND = Kind(
    "win",
    "/wins",
    "circle-check",
    _l("Win"),
    told=_told,
    at=lambda _nothing: "/wins",
)
