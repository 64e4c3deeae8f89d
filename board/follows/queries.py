"""Reading what a person follows, and who follows a place or a shape."""

import math

from sqlalchemy import (
    Float,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from board.activity.models import Follow
from board.activity.things import all_things
from board.areas.boundary import also, holds
from board.db import AnyRow, Rows, read
from board.follows.models import ACROSS_KM, KM, MOST_KM, FollowPlace, FollowShape

PAGE = 60


def topics_of(person_id: int, after: str = "", limit: int = PAGE) -> Rows:
    """What the person follows by its topic, areas first: one more than `limit` when
    there are further ones."""
    mine = (Follow.person_id == person_id, Follow.topic > after)
    return read(
        select(Follow.topic, Follow.since)
        .where(*mine)
        .order_by(Follow.topic)
        .limit(limit + 1)
    )


def named(topics: list[str]) -> dict[tuple[str, int], AnyRow]:
    """(kind, id, title, key) of the things the topics are about, by kind and id; its
    key is what its address ends with."""
    ids: dict[str, list[int]] = {thing.kind: [] for thing in all_things()}
    for kind, number in (topic.split("-")[:2] for topic in topics):
        ids.get(kind, []).append(int(number))
    parts = [
        select(
            literal(thing.kind).label("kind"),
            thing.model.id,
            getattr(thing.model, thing.title).label("title"),
            cast(getattr(thing.model, thing.key), String).label("key"),
        ).where(thing.model.id.in_(ids[thing.kind]), *thing.model.visible(None))
        for thing in all_things()
    ]
    return {(row.kind, row.id): row for row in read(union_all(*parts))}


def places_of(person_id: int) -> Rows:
    """The places and shapes the person follows, the newest first; a shape has a name,
    or else its middle."""
    place = (
        FollowPlace.since,
        FollowPlace.id,
        FollowPlace.latitude,
        FollowPlace.longitude,
        FollowPlace.km,
    )
    middle = (
        (FollowShape.south + FollowShape.north) / 2,
        (FollowShape.west + FollowShape.east) / 2,
    )
    shape = (FollowShape.since, FollowShape.id, *middle, null(), FollowShape.name)
    both = union_all(
        select(literal("place").label("kind"), *place, literal("").label("name")).where(
            FollowPlace.person_id == person_id
        ),
        select(literal("shape"), *shape).where(FollowShape.person_id == person_id),
    ).subquery()
    return read(
        select(both).order_by(both.c.since.desc(), both.c.kind, both.c.id.desc())
    )


_north = (FollowPlace.latitude - bindparam("latitude", type_=Float)) * KM
_apart = func.abs(FollowPlace.longitude - bindparam("longitude", type_=Float))
_east = (
    case((_apart > 180, 360 - _apart), else_=_apart)
    * KM
    * bindparam("narrow", type_=Float)
)
_west, _east_side = (bindparam(side, type_=Float) for side in ("west", "east"))
# Also over the date line.
_beside = or_(
    *(
        FollowPlace.longitude.between(_west + turn, _east_side + turn)
        for turn in (0, -360, 360)
    )
)
# Who follows a place so near that a point is within its reach: a box of the index, then
# the distance.
AROUND = select(FollowPlace.person_id).where(
    FollowPlace.latitude.between(bindparam("south"), bindparam("north")),
    _beside,
    _north * _north + _east * _east <= FollowPlace.km * FollowPlace.km,
)


def around(latitude: float, longitude: float) -> dict[str, float]:
    """What AROUND needs of a point."""
    narrow = max(0.01, math.cos(math.radians(latitude)))
    reach, wide = MOST_KM / KM, MOST_KM / KM / narrow
    box = {
        "south": latitude - reach,
        "north": latitude + reach,
        "west": longitude - wide,
        "east": longitude + wide,
    }
    return box | {"latitude": latitude, "longitude": longitude, "narrow": narrow}


def inside(latitude: float, longitude: float) -> set[int]:
    """The people who follow a shape in which this point lies: boxes by the index, then
    the shapes themselves.

    No shape is larger than ACROSS_KM, so its south-west corner is near the point.
    """
    reach = ACROSS_KM / KM
    wide = reach / max(0.01, math.cos(math.radians(min(90, abs(latitude) + reach))))
    here = [
        and_(FollowShape.west.between(x - wide, x), FollowShape.east >= x)
        for x in also(longitude)
    ]
    boxed = (
        FollowShape.south.between(latitude - reach, latitude),
        FollowShape.north >= latitude,
    )
    # the date line is far away
    beside = here[0] if longitude > wide - 180 and longitude != 180 else or_(*here)
    near = read(
        select(FollowShape.person_id, FollowShape.boundary).where(*boxed, beside)
    )
    return {row.person_id for row in near if holds(row.boundary, latitude, longitude)}
