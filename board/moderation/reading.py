"""What may be read of a thing that can be flagged, and what takes it out of sight."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from board.areas.models import Membership
from board.db import read
from board.errors import NotFound
from board.moderation.finding import find
from board.moderation.models import Case
from board.moderation.targets import MODELS, Target
from board.people.models import Line
from board.policy import Actor, Role, allowed, belongs
from board.tasks.claim_models import TAKING, Claim


def look_at(kind: str, number: int, person: Actor | None) -> Target:
    """A thing for who may see it as it stands: a person without their name, where they
    may not read it. Raises NotFound."""
    target = find(kind, number)
    check_shown(target, person)
    if person is not None and allowed(person, "moderation.decide", target):
        return target
    if target.is_private and not _reads(target, person):
        raise NotFound
    if kind == "person":
        return target if _knows(number, person) else replace(target, title="")
    if target.is_taken_back or what_is_hidden(target):
        raise NotFound
    return target


def check_shown(target: Target, person: Actor | None) -> None:
    """Raise NotFound for a line about oneself that this person may not read, whatever
    they look after: until somebody who may read it has flagged it."""
    if target.kind == "person_line" and not _reads(target, person):
        case = (Case.kind == target.kind, Case.thing_id == target.id)
        if not read(select(Case.id).where(*case)):
            raise NotFound


def what_is_hidden(target: Target) -> Target | None:
    """What takes a thing out of sight: itself, or what it is part of, which says why;
    None where everybody reads it."""
    if target.hidden_at is not None and target.row.hidden_for:
        return target
    above = _part_of(target)
    hidden = what_is_hidden(above) if above else None
    return hidden or (target if target.hidden_at is not None else None)


def _part_of(target: Target) -> Target | None:
    """What goes with all that is part of it: the post of a comment, the campaign of a
    task."""
    if target.kind == "photo":
        kind, _, number = target.row.owner.rpartition("-")
        return find(kind, int(number)) if kind in MODELS else None
    is_on_another = target.page is not None and target.page is not target.row
    if is_on_another and target.kind != "council_report":
        page: Any = target.page
        return find(page.__tablename__, page.id)
    if target.kind == "task":  # an event stands for itself
        return find("campaign", target.row.campaign_id)
    return None


def _reads(target: Target, person: Actor | None) -> bool:
    """Whether this person reads what is for some only."""
    if target.kind == "person_line":
        mine = (Line.id == target.id, *Line.visible(person))
        return bool(read(select(Line.id).where(*mine)))
    if person is None:
        return False
    if target.kind == "task_comment":
        mine = (Claim.task_id == target.row.task_id, Claim.person_id == person.id)
        on_it = select(Claim.id).where(*mine, Claim.state.in_(TAKING))
        return bool(read(on_it))
    return bool(target.author_id == person.id)


def _knows(number: int, person: Actor | None) -> bool:
    """Whether this person reads the name of another: everybody reads an organiser's,
    and members those of their area's members."""
    if person is not None and (person.is_operator or person.id == number):
        return True
    columns = (Membership.area_id, Membership.role)
    theirs = (Membership.person_id == number, Membership.role != Role.RESIDENT)
    return any(
        row.role == Role.ORGANISER or (person is not None and belongs(person, row))
        for row in read(select(*columns).where(*theirs))
    )
