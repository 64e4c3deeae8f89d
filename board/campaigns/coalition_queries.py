"""Promises, partners with what they pledged, and contacts of a campaign."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import (
    and_,
    bindparam,
    case,
    literal,
    null,
    or_,
    select,
    union_all,
)

from board.campaigns.coalition_models import Partner, Pledge, Promise, PromiseState
from board.campaigns.people_models import Contact, Stance
from board.db import AnyRow, Rows, db, read
from board.errors import NotFound
from board.photos import queries as photos
from board.photos.queries import Pictures
from board.policy import Audience

MOST = 500
THIS: Any = bindparam("campaign")

PROMISES = (
    select(
        Promise.id,
        Promise.who,
        Promise.office,
        Promise.what,
        Promise.to_whom,
        Promise.place,
        Promise.said_on,
        Promise.due,
        Promise.source,
        Promise.state,
        Promise.note,
        Promise.settled_on,
        Promise.photo_count,
        (Promise.witness != "").label("witnessed"),
        case((bindparam("named"), Promise.witness), else_="").label("witness"),
    )
    .where(Promise.campaign_id == THIS, *Promise.visible(None))
    .order_by(
        Promise.state != PromiseState.OPEN,
        Promise.due.is_(None),
        Promise.due,
        Promise.id,
    )
    .limit(MOST)
)


def promises_of(campaign_id: int, audience: Audience) -> tuple[AnyRow, ...]:
    """What was promised, the most overdue first, what is settled last; witnesses by
    name for members of the area."""
    return tuple(
        read(PROMISES, {"campaign": campaign_id, "named": audience != Audience.PUBLIC})
    )


def pictures_of(promises: Sequence[AnyRow]) -> Pictures:
    """Their pictures, by owner; nothing is asked where they have none."""
    return photos.of(f"promise-{row.id}" for row in promises if row.photo_count)


_OF_PLEDGE = (
    Pledge.id.label("pledge_id"),
    Pledge.who,
    Pledge.what,
    Pledge.due,
    Pledge.state,
)


_THEIRS = and_(
    Pledge.partner_id == Partner.id,
    Pledge.campaign_id == Partner.campaign_id,
    *Pledge.visible(None),
)


_BOTH = union_all(
    select(
        Partner.id.label("partner_id"),
        Partner.name,
        Partner.does,
        Partner.link,
        Partner.joined_at,
        Partner.left_at,
        *_OF_PLEDGE,
    )
    .outerjoin(Pledge, _THEIRS)
    .where(Partner.campaign_id == THIS, *Partner.visible(None)),
    select(
        literal(0), literal(""), literal(""), literal(""), null(), null(), *_OF_PLEDGE
    ).where(
        Pledge.campaign_id == THIS,
        Pledge.partner_id.is_(None),
        *Pledge.visible(None),
    ),
).subquery()


# Partners as they joined, then people, then who has left; of each what is due first.
COALITION = (
    select(_BOTH)
    .order_by(
        case((_BOTH.c.partner_id == 0, 1), (_BOTH.c.left_at.is_(None), 0), else_=2),
        _BOTH.c.partner_id,
        _BOTH.c.due.is_(None),
        _BOTH.c.due,
        _BOTH.c.pledge_id,
    )
    .limit(MOST)
)


class Group(NamedTuple):
    """A partner, or the people who are none (then `partner_id` is 0), and what they
    pledged."""

    partner: AnyRow
    pledges: tuple[AnyRow, ...]


def coalition_of(campaign_id: int) -> tuple[Group, ...]:
    """The partners, and what they and others pledged."""
    found = groupby(
        read(COALITION, {"campaign": campaign_id}), lambda row: row.partner_id
    )
    groups = [list(rows) for _, rows in found]
    return tuple(
        Group(rows[0], tuple(row for row in rows if row.pledge_id)) for rows in groups
    )


def partner_choices(campaign_id: int, also: int | None = None) -> list[tuple[str, str]]:
    """(number, name) of the partners that have not left, and of one that may have, by
    name."""
    there = or_(Partner.left_at.is_(None), Partner.id == (also or 0))
    statement = select(Partner.id, Partner.name).where(
        Partner.campaign_id == campaign_id, there, *Partner.visible(None)
    )
    return [(str(row.id), row.name) for row in read(statement.order_by(Partner.name))]


def contacts_of(campaign_id: int) -> Rows:
    """The people and bodies that matter, from those with us to those against."""
    order = case(*((Contact.stance == stance, n) for n, stance in enumerate(Stance)))
    columns = (
        Contact.id,
        Contact.name,
        Contact.office,
        Contact.stance,
        Contact.known_by,
        Contact.notes,
    )
    statement = select(*columns).where(Contact.campaign_id == campaign_id)
    return read(statement.order_by(order, Contact.name, Contact.id).limit(MOST))


def part_of(model: Any, campaign_id: int, part_id: int) -> Any:
    """A partner, pledge, promise or contact of this campaign to act on, or NotFound."""
    found = db.session.get(model, part_id, populate_existing=True)
    if found is None or found.campaign_id != campaign_id:
        raise NotFound
    return found
