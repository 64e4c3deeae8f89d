"""Belonging to an area: joining, leaving, being let in, and what somebody is there."""

from flask_babel import gettext as _
from sqlalchemy import delete, update

from board import clock
from board.accounts import actions as accounts
from board.accounts import verbs as account_verbs
from board.accounts.models import Person
from board.activity.actions import follow, record, unfollow
from board.activity.verbs import Verb
from board.areas import joining_actions, verbs
from board.areas.models import Area, Membership
from board.db import Conditions, db, fresh, insert_new
from board.errors import Conflict
from board.policy import Actor, Role, allowed, require


def add_resident(area: Area, by: Actor) -> None:
    """Make the person a resident of the area, who hears of what happens there."""
    _begin(area, by, Role.RESIDENT)
    follow(f"area-{area.id}", by)


def owner_of(
    email: str, name: str, area_id: int | None, rules_version: int | None = None
) -> Person:
    """The person whose mailbox has just answered; who is new gets an account, and is a
    resident of the area, where one is named."""
    person, is_new = accounts.owner_of(email, name, rules_version)
    if is_new and area_id:
        add_resident(fresh(Area, area_id), by=person)
    return person


def join(area: Area, by: Actor, *, words: str = "") -> bool:
    """Become a member, where the area lets anybody join, else ask an organiser to be
    let in; whoever runs the board asks nobody. Says whether they are a member now.

    Raises Conflict for whom an organiser has put off lately.
    """
    require(by, "area.join", area)
    if area.joins_at_once or allowed(by, "area.admit", area):
        admit(area, by, by=by)
        return True
    return joining_actions.ask(area, by, words)


def admit(area: Area, person: Actor, by: Actor | None) -> bool:
    """Make somebody a member at once, on the word of whoever may say so; who is one
    already, or organises, stays what they are: False.

    The caller has asked whether `by` may; None is the command line.
    """
    joining_actions.forget(area.id, person.id)
    if not _begin(area, person, Role.MEMBER):
        as_resident = (*_of(area, person), Membership.role == Role.RESIDENT)
        if not _change(as_resident, Role.MEMBER):
            return False
    topics = _topics(area, person)
    follow(f"area-{area.id}", person)
    if by is not None and by.id == person.id:
        record(verbs.JOINED, area, by=by, topics=topics)
    else:
        record(verbs.ADMITTED, area, by=by, topics=topics, person=person.id)
    return True


def leave(area: Area, by: Actor) -> bool:
    """Stop being a member; False where one only asked to be, and takes that back.

    Raises Conflict for an organiser, whom others count on.
    """
    require(by, "area.leave", area)
    if joining_actions.take_back(area, by):
        return False
    if by.role_in(area.id) == Role.ORGANISER:
        raise Conflict(
            _("You organise here. Hand that on to somebody first, then you can leave.")
        )
    ended = delete(Membership).where(*_of(area, by))
    if db.session.execute(ended).rowcount:  # type: ignore[attr-defined]
        unfollow(f"area-{area.id}", by)
        record(verbs.LEFT, area, by=by, topics=_topics(area, by))
    return True


def take_role(area: Area, person: Person, by: Actor) -> None:
    """End what a person is in an area; they follow it no longer. Nothing happens where
    they are nothing there."""
    ended = delete(Membership).where(*_of(area, person)).returning(Membership.role)
    role = db.session.scalar(ended)
    if role is None:
        return
    unfollow(f"area-{area.id}", person)
    _record(account_verbs.ROLE_TAKEN, area, person, role, by)


def give_role(area: Area, person: Person, role: Role, by: Actor | None) -> None:
    """Set a person's role in an area; `by` is None when the operator does it at the
    command line."""
    if not _begin(area, person, role):
        _change(_of(area, person), role)
    if role != Role.RESIDENT:
        joining_actions.forget(area.id, person.id)
    follow(f"area-{area.id}", person)
    _record(account_verbs.ROLE_GIVEN, area, person, role, by)


def _begin(area: Area, person: Actor, role: Role) -> bool:
    """Whether they were nothing there before."""
    who = {"person_id": person.id, "area_id": area.id}
    return insert_new(Membership, list(who), **who, role=role) is not None


def _change(which: Conditions, role: Role) -> bool:
    change = update(Membership).where(*which).values(role=role, since=clock.now())
    return bool(db.session.execute(change).rowcount)  # type: ignore[attr-defined]


def _of(area: Area, person: Actor) -> Conditions:
    return Membership.person_id == person.id, Membership.area_id == area.id


def _topics(area: Area, person: Actor) -> list[str]:
    return [f"area-{area.id}", f"person-{person.id}"]


def _record(
    verb: Verb, area: Area, person: Person, role: str, by: Actor | None
) -> None:
    topics = _topics(area, person)
    record(verb, area, by=by, topics=topics, person=person.id, role=role)
