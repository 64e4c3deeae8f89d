"""Asking to be let in as a member, and what the organisers answer."""

from collections.abc import Iterable
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, update

from board import clock
from board.activity.actions import record
from board.areas import joining_queries, verbs
from board.areas.models import Area, JoinRequest
from board.db import Conditions, db, insert_row
from board.drawing import day
from board.errors import Conflict
from board.policy import Actor, Role, require

# after "not now", before one may ask again
AGAIN_AFTER = timedelta(days=7)


def ask(area: Area, by: Actor, words: str = "") -> bool:
    """Ask to be let in; asking twice is asking once. Says whether they belong already.

    Raises Conflict for whom an organiser has put off lately.
    """
    if by.role_in(area.id) in (Role.MEMBER, Role.ORGANISER):
        return True
    who = {"person_id": by.id, "area_id": area.id}
    values = {"words": words, "asked_at": clock.now()}
    made = insert_row(JoinRequest, list(who), **who, **values)
    if made is None and not _ask_again(area, by, values):
        return False
    record(verbs.JOIN_ASKED, area, by=by, topics=_topics(area.id, by.id))
    return False


def _ask_again(area: Area, by: Actor, values: dict[str, object]) -> bool:
    """Ask anew once the organisers' answer is old enough; False where they have not
    answered yet."""
    before = joining_queries.request_of(area.id, by.id)
    if before is None or before.answered_at is None:
        return False
    until = before.answered_at + AGAIN_AFTER
    if clock.now() < until:
        raise Conflict(
            _(
                "The organisers of %(area)s have not let you in for now. You can ask "
                "again from %(day)s.",
                area=area.name,
                day=day(until),
            )
        )
    change = update(JoinRequest).where(*_of(area.id, by.id))
    db.session.execute(change.values(answered_at=None, **values))
    return True


def take_back(area: Area, by: Actor) -> bool:
    """Ask no longer; False where nothing was asked that waits for an answer."""
    waits = (*_of(area.id, by.id), JoinRequest.answered_at.is_(None))
    if not db.session.execute(delete(JoinRequest).where(*waits)).rowcount:  # type: ignore[attr-defined]
        return False
    topics = _topics(area.id, by.id)
    record(verbs.JOIN_TAKEN_BACK, area, by=by, topics=topics)
    return True


def waiting(area: Area, by: Actor, people: Iterable[int]) -> list[int]:
    """Of these people those who still wait to be let in, for an organiser to answer;
    their requests are locked."""
    require(by, "area.admit", area)
    return joining_queries.lock_waiting(area.id, sorted(set(people)))


def put_off(area: Area, by: Actor, person_id: int) -> None:
    """Not let somebody in for now; they hear of it, and what they wrote is deleted."""
    require(by, "area.admit", area)
    values = {"answered_at": clock.now(), "words": ""}
    waits = (*_of(area.id, person_id), JoinRequest.answered_at.is_(None))
    change = update(JoinRequest).where(*waits).values(values)
    if db.session.execute(change).rowcount:  # type: ignore[attr-defined]
        topics = _topics(area.id, person_id)
        record(verbs.JOIN_PUT_OFF, area, by=by, topics=topics, person=person_id)


def forget(area_id: int, person_id: int) -> None:
    """Whoever belongs asks no longer."""
    db.session.execute(delete(JoinRequest).where(*_of(area_id, person_id)))


def _of(area_id: int, person_id: int) -> Conditions:
    return JoinRequest.person_id == person_id, JoinRequest.area_id == area_id


def _topics(area_id: int, person_id: int) -> list[str]:
    return [f"area-{area_id}", f"person-{person_id}"]
