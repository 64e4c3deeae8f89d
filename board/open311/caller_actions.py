"""What an operator decides about other systems: which may send, what, and how much."""

import secrets
from collections.abc import Collection
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import update

from board import clock
from board.accounts.models import Person
from board.accounts.queries import token_hash
from board.activity.actions import record
from board.activity.verbs import Verb
from board.db import db, insert_once
from board.errors import Conflict, Invalid
from board.open311 import verbs
from board.open311.models import Caller, CallerArea
from board.policy import Actor, require

NOWHERE = "systems.invalid"  # no mail goes there (RFC 2606)


def add(
    by: Actor,
    *,
    name: str,
    areas: Collection[int],
    rights: Collection[str],
    per_hour: int,
    once: str | None = None,
) -> str:
    """Let another system send; its key, which nobody can read again afterwards.

    Raises Invalid where it could do nothing with it, Conflict for the same `once`
    again: that key was shown.
    """
    require(by, "board.operate")
    if not areas:
        raise Invalid(_("Pick the areas it may send to."), "areas")
    if not rights:
        raise Invalid(_("Pick what it may do."), "rights")
    key = secrets.token_urlsafe(32)
    given: dict[str, Any] = {right: right in rights for right in RIGHTS}
    given |= {"key_hash": token_hash(key), "per_hour": per_hour, "added_by_id": by.id}
    given |= {"added_at": clock.now(), "once": once}
    caller, is_new = insert_once(Caller, person_id=_person(name).id, **given)
    if not is_new:
        raise Conflict(
            _("This key was made and shown already. End it if you did not copy it.")
        )
    here = [CallerArea(caller_id=caller.id, area_id=area) for area in sorted(areas)]
    db.session.add_all(here)
    _record(verbs.ADDED, by, caller)
    return key


RIGHTS = ("sends_requests", "sends_updates", "sets_status")


def _person(name: str) -> Person:
    """Who its posts are by: as one who has left, it is told and mailed nothing, and
    nobody finds it among people; but it has a name."""
    person = Person(
        name=name,
        email=f"{secrets.token_hex(16)}@{NOWHERE}",
        password_hash="",
        erased_at=clock.now(),
    )
    db.session.add(person)
    db.session.flush()
    return person


def end(caller: Caller, by: Actor) -> None:
    """Its key opens nothing any more; what it sent stays. Raises Conflict where
    somebody ended it already."""
    require(by, "board.operate")
    holds = (Caller.id == caller.id, Caller.ended_at.is_(None))
    ended = update(Caller).where(*holds).values(ended_at=clock.now())
    if not db.session.execute(ended).rowcount:  # type: ignore[attr-defined]
        raise Conflict(_("This key was ended already."))
    _record(verbs.ENDED, by, caller)


def _record(verb: Verb, by: Actor, caller: Caller) -> None:
    topics = [f"person-{by.id}"]
    record(verb, by, kind="person", by=by, topics=topics, caller=caller.id)
