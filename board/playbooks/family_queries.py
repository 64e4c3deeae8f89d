"""The family of a playbook: what it was made out of, what was made out of it, where
each was used and how that went; and who did it and may be asked."""

from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased

from board.accounts.models import Person
from board.accounts.places import KEEPS_OUT
from board.areas.models import Area
from board.campaigns.models import Campaign
from board.campaigns.queries import BADGE
from board.db import AnySelect, Rows, read
from board.people.queries import is_young_column
from board.playbooks.models import Playbook, PlaybookUse

MOST = 200  # playbooks of one family
PAGE = 50  # of its uses


def _family() -> AnySelect:
    """All that descend from the same playbooks; UNION ends where lineages go in a
    circle."""
    found: Any = aliased(Playbook)
    columns = (found.id, found.lineage, found.from_lineage)
    up = select(*columns).where(found.id == bindparam("playbook")).cte(recursive=True)
    parent: Any = aliased(Playbook)
    is_parent = parent.lineage == up.c.from_lineage
    up = up.union(
        select(parent.id, parent.lineage, parent.from_lineage).join(up, is_parent)
    )
    down = select(up.c.id, up.c.lineage, up.c.from_lineage).cte(recursive=True)
    child: Any = aliased(Playbook)
    is_child = child.from_lineage == down.c.lineage
    down = down.union(
        select(child.id, child.lineage, child.from_lineage).join(down, is_child)
    )
    return (
        select(
            Playbook.id,
            Playbook.title,
            Playbook.lineage,
            Playbook.from_lineage,
            Area.name.label("area_name"),
        )
        .join(down, down.c.id == Playbook.id)
        .outerjoin(Area, Area.id == Playbook.area_id)
        .where(*Playbook.visible(None))
        .order_by(Playbook.id)
        .limit(MOST)
    )


_OF_FAMILY = PlaybookUse.playbook_id.in_(bindparam("family", expanding=True))
_ENDED = (
    select(
        PlaybookUse.playbook_id,
        PlaybookUse.area_id,
        BADGE.label("badge"),
    )
    .join(Campaign, Campaign.id == PlaybookUse.campaign_id)
    .where(_OF_FAMILY, *Campaign.visible(None))
    .subquery()
)
PLACES = (
    select(
        _ENDED.c.playbook_id,
        Area.name.label("area_name"),
        _ENDED.c.badge,
        func.count().label("times"),
    )
    .join(Area, Area.id == _ENDED.c.area_id)
    .group_by(_ENDED.c.playbook_id, Area.name, _ENDED.c.badge)
    .order_by(_ENDED.c.playbook_id, Area.name, _ENDED.c.badge)
)
USES = (
    select(
        PlaybookUse.id,
        PlaybookUse.playbook_id,
        PlaybookUse.version,
        PlaybookUse.day,
        PlaybookUse.campaign_id,
        Campaign.title,
        Area.name.label("area_name"),
        BADGE.label("badge"),
    )
    .join(Campaign, Campaign.id == PlaybookUse.campaign_id)
    .join(Area, Area.id == PlaybookUse.area_id)
    .where(_OF_FAMILY, PlaybookUse.id < bindparam("before"))
    .where(*Campaign.visible(None))
    .order_by(PlaybookUse.id.desc())
    .limit(PAGE + 1)
)
FAMILY = _family()
MINE = (
    select(PlaybookUse.askable)
    .where(PlaybookUse.playbook_id == bindparam("playbook"))
    .where(PlaybookUse.by_id == bindparam("me"))
    .order_by(PlaybookUse.askable.desc())
    .limit(1)
)
NEWEST = 2**31 - 1


def family(playbook_id: int) -> Rows:
    """The playbooks of its family, the oldest first."""
    return read(FAMILY, {"playbook": playbook_id})


def places(family: tuple[int, ...]) -> Rows:
    """How often these were used in each area, by how that went."""
    return read(PLACES, {"family": family})


def uses(family: tuple[int, ...], before: int = 0) -> Rows:
    """Where these were used, the newest first: one more than PAGE when there are
    further ones."""
    return read(USES, {"family": family, "before": before or NEWEST})


def askable(playbook_id: int) -> Rows:
    """Who used it and agreed to be asked, and is 18 or over as far as we know:
    (id, name, area_name)."""
    return read(_askable(), {"playbook": playbook_id})


@cache
def _askable() -> AnySelect:
    used = (PlaybookUse.playbook_id == bindparam("playbook"), PlaybookUse.askable)
    may_be = (
        Person.erased_at.is_(None),
        ~is_young_column(Person.id),
        ~KEEPS_OUT.filling(Person.id, PlaybookUse.area_id),
    )
    return (
        select(Person.id, Person.name, Area.name.label("area_name"))
        .join(PlaybookUse, PlaybookUse.by_id == Person.id)
        .join(Area, Area.id == PlaybookUse.area_id)
        .where(*used, *may_be, *PlaybookUse.visible(None))
        .distinct()
        .order_by(Person.name)
        .limit(20)
    )


def am_askable(playbook_id: int, person_id: int) -> bool | None:
    """Whether this person said that others may ask them; None where they did not use
    it."""
    rows = read(MINE, {"playbook": playbook_id, "me": person_id})
    return bool(rows[0].askable) if rows else None
