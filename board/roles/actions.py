"""The rules of roles: planned, held by whoever said yes, handed on, given back.

Who changes a role locks its row first: nobody else changes it meanwhile.
"""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import or_, select

from board import clock
from board.activity.actions import record
from board.areas.models import Area
from board.campaigns.models import Campaign
from board.db import db, insert_once, lock_row
from board.drawing import today
from board.errors import ChangedMeanwhile, Conflict, Invalid, NotFound
from board.policy import Actor, require
from board.roles import verbs
from board.roles.models import Role


def plan(
    place: Area | Campaign,
    by: Actor,
    *,
    name: str,
    words: str = "",
    until: date | None = None,
    once: str | None = None,
) -> Role:
    """Say that a role is needed in an area or a campaign; it is free until somebody
    says yes to it.

    Raises Invalid for a term that is over.
    """
    require(by, "role.plan", place)
    _check_term(until)
    campaign = place if isinstance(place, Campaign) else None
    values = {
        "area_id": place.area_id,
        "campaign_id": campaign and campaign.id,
        "name": name,
        "words": words,
        "until": until,
        "created_at": clock.now(),
    }
    role, is_new = insert_once(Role, once=once, **values)
    if is_new:
        record(verbs.PLANNED, role, by=by)
    return role


def plan_role(campaign: Campaign, by: Actor, name: str, words: str) -> Role:
    """A free role of a campaign, for whoever lays a campaign out."""
    return plan(campaign, by, name=name, words=words)


def edit(
    role: Role, by: Actor, *, version: int, name: str, words: str, until: date | None
) -> None:
    """Say in other words what a role is, and when its term ends.

    Raises ChangedMeanwhile where somebody else did, Invalid for a term that is over.
    """
    require(by, "role.edit", role)
    role = locked(role.id)
    if role.version != version:
        raise ChangedMeanwhile
    if until != role.until:
        _check_term(until)
    role.name = name
    role.words = words
    role.until = until
    role.version += 1
    record(verbs.EDITED, role, by=by)


def take(role: Role, by: Actor, *, as_deputy: bool = False) -> None:
    """An organiser holds it themselves."""
    require(by, "role.take", role)
    hold(role.id, by, as_deputy=as_deputy)


def hold(role_id: int, by: Actor, *, as_deputy: bool = False) -> None:
    """Somebody who was asked has said yes. A deputy who takes the role itself is its
    deputy no longer.

    Raises Conflict where somebody was first, or the role is no longer needed.
    """
    role = locked(role_id)
    require(by, "role.hold", role)
    if role.ended_at:
        raise Conflict(_("This role is no longer needed."))
    if by.id == role.holder_id or (as_deputy and by.id == role.deputy_id):
        raise Conflict(_("You have this role already."))
    if role.deputy_id if as_deputy else role.holder_id:
        raise Conflict(_("Somebody else has this role now."))
    if as_deputy:
        role.deputy_id = by.id
    else:
        role.holder_id = by.id
        role.since = today()
        if role.deputy_id == by.id:
            role.deputy_id = None
    record(verbs.HELD, role, by=by, deputy=as_deputy)


def step_back(role: Role, by: Actor) -> None:
    """Give back the role, or one's part as its deputy; the organisers hear of it.

    Raises Conflict where one has neither.
    """
    require(by, "role.step_back", role)
    role = locked(role.id)
    if by.id not in (role.holder_id, role.deputy_id):
        raise Conflict(_("You do not have this role any more."))
    is_deputy = role.deputy_id == by.id
    _leave(role, is_deputy=is_deputy)
    record(verbs.STEPPED_BACK, role, by=by, deputy=is_deputy)


def free(role: Role, by: Actor, *, person: int) -> None:
    """An organiser ends somebody's time in the role; they are told.

    Raises Conflict where that person is not in it any more.
    """
    require(by, "role.free", role)
    role = locked(role.id)
    if person not in (role.holder_id, role.deputy_id):
        raise Conflict(_("They have given it back already."))
    is_deputy = role.deputy_id == person
    _leave(role, is_deputy=is_deputy)
    topics = [*role.topics, f"person-{person}"]
    facts = {"person": person, "deputy": is_deputy}
    record(verbs.FREED, role, by=by, topics=topics, **facts)


def hand_on(role: Role, by: Actor, *, words: str, version: int) -> None:
    """Write down what the next one needs to know.

    Raises ChangedMeanwhile where somebody else wrote there.
    """
    role = locked(role.id)
    require(by, "role.handover", role)
    if role.version != version:
        raise ChangedMeanwhile
    role.handover = words
    role.handover_at = clock.now()
    role.handover_by_id = by.id
    role.version += 1
    record(verbs.HANDED_ON, role, by=by)


def end(role: Role, by: Actor) -> None:
    """Say that a role is no longer needed; whoever had it is told. Twice is once."""
    require(by, "role.edit", role)
    role = locked(role.id)
    if role.ended_at is None:
        role.ended_at = clock.now()
        role.version += 1
        record(verbs.ENDED, role, by=by)


def vacate(person_id: int, area_id: int | None = None) -> None:
    """Whoever deletes their account, or leaves an area, has no role there any more; the
    line in the log that says so is theirs."""
    mine = or_(Role.holder_id == person_id, Role.deputy_id == person_id)
    found = select(Role).where(mine).order_by(Role.id)
    if area_id is not None:
        found = found.where(Role.area_id == area_id)
    for role in db.session.scalars(found.with_for_update()):
        _leave(role, is_deputy=role.deputy_id == person_id)


def locked(role_id: int) -> Role:
    """The role as it is now, which nobody else changes until this transaction ends; or
    NotFound."""
    role = db.session.get(Role, role_id)
    if role is None:
        raise NotFound
    lock_row(role)
    db.session.refresh(role)
    return role


def _leave(role: Role, *, is_deputy: bool) -> None:
    """A term that is over is not the next one's."""
    role.version += 1
    if is_deputy:
        role.deputy_id = None
        return
    role.holder_id = role.since = None
    if role.until and role.until < today():
        role.until = None


def _check_term(until: Any) -> None:
    if until and until < today():
        raise Invalid(_("That day has passed."), "until")
