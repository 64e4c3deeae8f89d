"""Adding areas, and saying what they look like and who joins them."""

from collections.abc import Collection, Mapping

from flask_babel import gettext as _
from sqlalchemy import update

from board import text
from board.activity.actions import record
from board.areas import queries, verbs
from board.areas.boundary import Boundary
from board.areas.models import Area
from board.db import db, insert_new, lock_row
from board.errors import ChangedMeanwhile, Conflict, Invalid
from board.photos import actions as photos
from board.photos.pictures import Picture
from board.policy import Actor, require

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


def edit(
    area: Area, by: Actor, *, version: int, name: str, about: str, own_rules: str
) -> None:
    """Call an area something else, or say more about it and what people agreed on
    there; its address stays.

    Raises ChangedMeanwhile where somebody else did, Invalid for the name of another
    one.
    """
    require(by, "area.edit", area)
    known = queries.find_named(name)
    if known is not None and known.id != area.id:
        raise Invalid(_("There is an area with that name already."), "name")
    as_it_was = update(Area).where(Area.id == area.id, Area.version == version)
    said = {"name": name, "about": about, "own_rules": own_rules}
    changed = db.session.execute(as_it_was.values(said | {"version": version + 1}))
    if not changed.rowcount:  # type: ignore[attr-defined]
        raise ChangedMeanwhile
    record(verbs.EDITED, area, by=by, topics=[f"area-{area.id}", "areas"])


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


def set_joining(area: Area, by: Actor, *, at_once: bool) -> None:
    """Say whether anybody joins at once or an organiser lets them in."""
    require(by, "area.edit", area)
    change = update(Area).where(Area.id == area.id, Area.joins_at_once != at_once)
    changed = db.session.execute(change.values(joins_at_once=at_once))
    if changed.rowcount:  # type: ignore[attr-defined]
        record(verbs.JOINING_SET, area, by=by, topics=[f"area-{area.id}", "areas"])
