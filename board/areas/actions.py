"""Adding areas, showing them, joining and leaving them, giving roles."""

from collections.abc import Collection, Mapping

from flask_babel import gettext as _
from sqlalchemy import delete, update

from board import clock, text
from board.accounts import actions as accounts
from board.accounts import verbs as account_verbs
from board.accounts.models import Person
from board.activity.actions import follow, record, unfollow
from board.areas import joining_actions, queries, verbs
from board.areas.boundary import Boundary
from board.areas.models import Area, Membership
from board.db import db, fresh, insert_new, lock_row
from board.errors import Conflict
from board.photos import actions as photos
from board.photos.pictures import Picture
from board.policy import Actor, Role, allowed, require

LONGEST = 60  # characters of an address


def add(
    slug: str,
    name: str,
    about: str = "",
    latitude: float | None = None,
    longitude: float | None = None,
    by: Actor | None = None,
) -> Area:
    """Add an area; one that is there stays as it is. `by` is None at the command
    line."""
    area = insert_new(
        Area,
        ["slug"],
        slug=slug,
        name=name,
        about=about,
        latitude=latitude,
        longitude=longitude,
    )
    if area is None:
        return db.session.query(Area).filter_by(slug=slug).one()
    record(verbs.ADDED, area, by=by, topics=[f"area-{area.id}", "areas"])
    return area


def add_named(
    words: str, about: str = "", *, slug: str = "", by: Actor | None = None
) -> tuple[Area, bool]:
    """The area that is called so or has this address, and whether it is new.

    A new one has an address of its own: where another area has the one of its name, a
    number follows.
    """
    there = queries.find_named(slug or words)
    if there:
        return there, False
    name = text.unslug(words)
    start = (slug or text.slug(name))[:LONGEST]
    for number in range(1, 1000):
        address = start if number == 1 else f"{start[: LONGEST - 4]}-{number}"
        area = add(address, name, about, by=by)
        if area.slug == address and text.same_name(area.name) == text.same_name(name):
            return area, True
    raise Conflict(_("Too many areas have names like this one. Give it another."))


def draw(area: Area, boundary: Boundary, by: Actor | None = None) -> bool:
    """Say where an area ends; False when that is known already."""
    ends_elsewhere = Area.boundary.is_distinct_from(boundary.boundary)
    change = update(Area).where(Area.id == area.id, ends_elsewhere)
    changed = db.session.execute(change.values(boundary._asdict()))
    if not changed.rowcount:  # type: ignore[attr-defined]
        return False
    record(verbs.DRAWN, area, by=by, topics=[f"area-{area.id}", "areas"])
    return True


def set_cover(
    area: Area,
    by: Actor,
    *,
    picture: Picture | None = None,
    alts: Mapping[int, str] | None = None,
    without: Collection[int] = (),
) -> None:
    """Give an area a picture in the place of the one it has, or else describe that one
    or take it away."""
    require(by, "area.edit", area)
    lock_row(area)
    owner = f"area-{area.id}"
    if photos.set_cover(owner, by, picture, alts or {}, without):
        record(verbs.COVER_SET, area, by=by, topics=[owner, "areas"])


def add_resident(area: Area, by: Actor) -> None:
    """Make the person a resident of the area, who hears of what happens there."""
    insert_new(
        Membership,
        ["person_id", "area_id"],
        person_id=by.id,
        area_id=area.id,
        role=Role.RESIDENT,
    )
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
    row = insert_new(
        Membership,
        ["person_id", "area_id"],
        person_id=person.id,
        area_id=area.id,
        role=Role.MEMBER,
    )
    if row is None:
        as_resident = (
            Membership.person_id == person.id,
            Membership.area_id == area.id,
            Membership.role == Role.RESIDENT,
        )
        values = {"role": Role.MEMBER, "since": clock.now()}
        change = update(Membership).where(*as_resident).values(values)
        changed = db.session.execute(change)
        if not changed.rowcount:  # type: ignore[attr-defined]
            return False
    joining_actions.forget(area.id, person.id)
    topics = [f"area-{area.id}", f"person-{person.id}"]
    follow(f"area-{area.id}", person)
    if by is not None and by.id == person.id:
        record(verbs.JOINED, area, by=by, topics=topics)
    else:
        record(verbs.ADMITTED, area, by=by, topics=topics, person=person.id)
    return True


def set_joining(area: Area, by: Actor, *, at_once: bool) -> None:
    """Say whether anybody joins at once or an organiser lets them in."""
    require(by, "area.edit", area)
    change = update(Area).where(Area.id == area.id, Area.joins_at_once != at_once)
    changed = db.session.execute(change.values(joins_at_once=at_once))
    if changed.rowcount:  # type: ignore[attr-defined]
        record(verbs.JOINING_SET, area, by=by, topics=[f"area-{area.id}", "areas"])


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
    mine = (Membership.person_id == by.id, Membership.area_id == area.id)
    if db.session.execute(delete(Membership).where(*mine)).rowcount:  # type: ignore[attr-defined]
        unfollow(f"area-{area.id}", by)
        record(verbs.LEFT, area, by=by, topics=[f"area-{area.id}", f"person-{by.id}"])
    return True


def take_role(area: Area, person: Person, by: Actor) -> None:
    """End what a person is in an area; they follow it no longer. Nothing happens where
    they are nothing there."""
    mine = (Membership.person_id == person.id, Membership.area_id == area.id)
    ended = delete(Membership).where(*mine).returning(Membership.role)
    role = db.session.scalar(ended)
    if role is None:
        return
    unfollow(f"area-{area.id}", person)
    record(
        account_verbs.ROLE_TAKEN,
        area,
        by=by,
        topics=[f"area-{area.id}", f"person-{person.id}"],
        person=person.id,
        role=role,
    )


def give_role(area: Area, person: Person, role: Role, by: Actor | None) -> None:
    """Set a person's role in an area; `by` is None when the operator does it at the
    command line."""
    row = insert_new(
        Membership,
        ["person_id", "area_id"],
        person_id=person.id,
        area_id=area.id,
        role=role,
    )
    if row is None:
        mine = (Membership.person_id == person.id, Membership.area_id == area.id)
        db.session.execute(
            update(Membership).where(*mine).values(role=role, since=clock.now())
        )
    follow(f"area-{area.id}", person)
    topics = [f"area-{area.id}", f"person-{person.id}"]
    record(
        account_verbs.ROLE_GIVEN,
        area,
        by=by,
        topics=topics,
        person=person.id,
        role=role,
    )
