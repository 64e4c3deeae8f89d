"""Reading playbooks: the list, and one with what it says."""

from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased

from board.areas.models import Area
from board.db import AnyRow, AnySelect, Rows, fresh, read, the_one
from board.issues.search import contain
from board.playbooks.book import Book
from board.playbooks.book_data import from_data
from board.playbooks.models import Playbook, PlaybookUse, PlaybookVersion

PAGE = 20
_parent: Any = aliased(Playbook)
USES = (
    select(func.count())
    .where(PlaybookUse.playbook_id == Playbook.id, *PlaybookUse.visible(None))
    .scalar_subquery()
)
CARD = (
    Playbook.id,
    Playbook.title,
    Playbook.summary,
    Playbook.version,
    Playbook.lineage,
    Playbook.area_id,
    Area.name.label("area_name"),
    Area.slug.label("area_slug"),
    USES.label("uses"),
)
CARDS = (
    select(*CARD)
    .outerjoin(Area, Area.id == Playbook.area_id)
    .where(*Playbook.visible(None))
)
SHOWN = (
    CARDS.add_columns(
        Playbook.from_lineage,
        Playbook.from_version,
        Playbook.photo_count,
        Playbook.hidden_for,
        PlaybookVersion.content,
        PlaybookVersion.at,
        _parent.id.label("parent_id"),
        _parent.title.label("parent_title"),
    )
    .join(
        PlaybookVersion,
        (PlaybookVersion.playbook_id == Playbook.id)
        & (PlaybookVersion.version == Playbook.version),
    )
    .outerjoin(
        _parent,
        (_parent.lineage == Playbook.from_lineage) & _parent.hidden_at.is_(None),
    )
    .where(Playbook.id == bindparam("playbook"))
)
CONTENT = (
    select(PlaybookVersion.content)
    .join(Playbook, Playbook.id == PlaybookVersion.playbook_id)
    .where(
        PlaybookVersion.playbook_id == bindparam("playbook"),
        PlaybookVersion.version == bindparam("version"),
        *Playbook.visible(None),
    )
)
VERSIONS = (
    select(PlaybookVersion.version, PlaybookVersion.note, PlaybookVersion.at)
    .join(Playbook, Playbook.id == PlaybookVersion.playbook_id)
    .where(PlaybookVersion.playbook_id == bindparam("playbook"))
    .where(*Playbook.visible(None))
    .order_by(PlaybookVersion.version.desc())
    .limit(50)
)
OURS = "board"  # in the filter by area: what belongs to none


def listed(q: str = "", area: str = "", before: int = 0, limit: int = PAGE) -> Rows:
    """Playbooks, newest first: one more than `limit` when there are further ones."""
    statement = CARDS.order_by(Playbook.id.desc()).limit(limit + 1)
    if area == OURS:
        statement = statement.where(Playbook.area_id.is_(None))
    elif area:
        statement = statement.where(Area.slug == area)
    found = contain(q, (Playbook.title, Playbook.summary), Playbook.folded)
    statement = statement.where(*found)
    if before:
        statement = statement.where(Playbook.id < before)
    return read(statement)


def card(playbook_id: int) -> AnyRow:
    """A playbook without what it says, or NotFound."""
    return the_one(CARDS.where(Playbook.id == playbook_id))


def get(playbook_id: int) -> Playbook:
    """The playbook to act on, or NotFound."""
    return fresh(Playbook, playbook_id)


def shown(playbook_id: int) -> AnyRow:
    """One playbook with the `content` of its newest version, or NotFound."""
    return the_one(SHOWN, {"playbook": playbook_id})


def book_of(playbook_id: int, version: int) -> Book:
    """What a playbook said in a version. Raises NotFound."""
    values = {"playbook": playbook_id, "version": version}
    return from_data(the_one(CONTENT, values).content)


def versions(playbook_id: int) -> Rows:
    """(version, note, at), the newest first."""
    return read(VERSIONS, {"playbook": playbook_id})


def used_in(campaign_id: int) -> AnyRow | None:
    """By which playbook a campaign was laid out: (use_id, playbook_id, title,
    version)."""
    rows = read(_OF_CAMPAIGN, {"campaign": campaign_id})
    return rows[0] if rows else None


def _of_campaign() -> AnySelect:
    use = (PlaybookUse.id.label("use_id"), PlaybookUse.version)
    columns = (*use, Playbook.id, Playbook.title)
    return (
        select(*columns)
        .join(Playbook, Playbook.id == PlaybookUse.playbook_id)
        .where(PlaybookUse.campaign_id == bindparam("campaign"))
        .where(*Playbook.visible(None))
    )


_OF_CAMPAIGN = _of_campaign()
