"""Reading which councils there are, what goes there, and what they say of it."""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, select

from board.areas.models import Area
from board.councils.models import (
    Council,
    CouncilCategory,
    CouncilSending,
    CouncilService,
    Stage,
)
from board.db import AnyRow, Reader, Rows, fresh, read, the_one
from board.issues.models import Issue

# all but the key, which nothing shows
SHOWN = tuple(
    column for column in Council.__table__.columns if column.name != "key_secret"
)
HAS_KEY = (Council.key_secret != "").label("has_key")
TAKERS = (
    select(
        Area.slug,
        CouncilCategory.area_id,
        CouncilCategory.category,
        CouncilCategory.council_id,
        Council.name,
    )
    .join(Council, Council.id == CouncilCategory.council_id)
    .join(Area, Area.id == CouncilCategory.area_id)
    .where(*Area.visible(None))
    .order_by(CouncilCategory.area_id, CouncilCategory.category)
)
SENDING = select(*CouncilSending.__table__.columns).where(
    CouncilSending.issue_id == bindparam("issue")
)


class Taker(NamedTuple):
    """The council that takes posts of a category of an area."""

    council_id: int
    name: str


def of_area(area_id: int) -> Rows:
    """The councils of an area, the first one first."""
    its = select(*SHOWN, HAS_KEY).where(Council.area_id == area_id)
    return read(its.order_by(Council.id))


def shown(area_id: int, council_id: int) -> AnyRow:
    """One council of an area without its key, or NotFound."""
    its = (Council.id == council_id, Council.area_id == area_id)
    return the_one(select(*SHOWN, HAS_KEY).where(*its))


def get(council_id: int) -> Council:
    """The council to act on, or NotFound."""
    return fresh(Council, council_id)


def services(council_id: int) -> Rows:
    """What a council takes, as it last said, by name."""
    columns = CouncilService.__table__.columns
    its = select(*columns).where(CouncilService.council_id == council_id)
    return read(its.order_by(CouncilService.name, CouncilService.code))


def service(council_id: int, code: str) -> AnyRow:
    """One of them, or NotFound."""
    columns = CouncilService.__table__.columns
    key = (CouncilService.council_id == council_id, CouncilService.code == code)
    return the_one(select(*columns).where(*key))


def sent_as(council_id: int) -> Rows:
    """(category, service_code, name) of what goes to a council."""
    same = and_(
        CouncilService.council_id == CouncilCategory.council_id,
        CouncilService.code == CouncilCategory.service_code,
    )
    columns = (
        CouncilCategory.category,
        CouncilCategory.service_code,
        CouncilService.name,
    )
    its = select(*columns).outerjoin(CouncilService, same)
    of_council = CouncilCategory.council_id == council_id
    return read(its.where(of_council).order_by(CouncilCategory.category))


def takers() -> dict[tuple[str, str], Taker]:
    """Who takes posts of which category, by the slugs of area and category."""
    return {
        (row.slug, row.category): Taker(row.council_id, row.name)
        for row in read(TAKERS)
    }


def taker(area_id: int, category: str) -> Taker | None:
    """Who takes posts of a category of an area; nothing where nobody does."""
    key = (CouncilCategory.area_id == area_id, CouncilCategory.category == category)
    rows = read(TAKERS.where(*key))
    return Taker(rows[0].council_id, rows[0].name) if rows else None


def about_post() -> tuple[ColumnElement[Any], ...]:
    """Of a post: whether it is on its way to a council, and who would take it."""
    is_sent = exists().where(CouncilSending.issue_id == Issue.id)
    takes = (
        CouncilCategory.area_id == Issue.area_id,
        CouncilCategory.category == Issue.category,
    )
    of_category = select(Council.name).join(
        CouncilCategory, CouncilCategory.council_id == Council.id
    )
    name = of_category.where(*takes).scalar_subquery()
    return is_sent.label("is_sent"), name.label("taker")


def sending(issue_id: int) -> AnyRow | None:
    """How far a post is on its way to a council; nothing where nobody asked for
    that."""
    rows = read(SENDING, {"issue": issue_id})
    return rows[0] if rows else None


def asked_in(area_id: int, reader: Reader, limit: int) -> Rows:
    """Posts of an area of which nobody knows whether the council has them, the oldest
    first, with how many those are."""
    columns = (Issue.id, Issue.title, CouncilSending.council_name)
    number = func.count().over().label("number")
    waiting = (
        CouncilSending.area_id == area_id,
        CouncilSending.stage == Stage.ASKED,
        *Issue.visible(reader),
    )
    found = select(*columns, CouncilSending.tried_at, number).join(
        Issue, Issue.id == CouncilSending.issue_id
    )
    in_order = found.where(*waiting).order_by(CouncilSending.agreed_at, Issue.id)
    return read(in_order.limit(limit))


def is_known(council_id: int, request_id: str) -> bool:
    """Whether a number of theirs is that of another post already."""
    its = (
        CouncilSending.council_id == council_id,
        CouncilSending.request_id == request_id,
    )
    return bool(read(select(CouncilSending.issue_id).where(*its)))
