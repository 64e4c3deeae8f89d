"""Who follows a place so near that a point is within its reach, or a shape in which it
lies."""

import math

from sqlalchemy import ColumnElement, Float, and_, bindparam, case, func, or_, select

from board.areas.boundary import contains
from board.areas.longitude import also
from board.db import read
from board.follows.models import ACROSS_KM, KM, MOST_KM, FollowPlace, FollowShape

# no degree of longitude is counted as shorter: at a pole none has any length
LEAST_NARROWING = 0.01

_latitude = bindparam("latitude", type_=Float)
_longitude = bindparam("longitude", type_=Float)
_narrowing = bindparam("narrowing", type_=Float)
_west = bindparam("west", type_=Float)
_east = bindparam("east", type_=Float)

_degrees_apart = func.abs(FollowPlace.longitude - _longitude)
_shorter_way = case((_degrees_apart > 180, 360 - _degrees_apart), else_=_degrees_apart)
_km_north = (FollowPlace.latitude - _latitude) * KM
_km_east = _shorter_way * KM * _narrowing
# Also over the date line.
_between_west_and_east = or_(
    FollowPlace.longitude.between(_west, _east),
    FollowPlace.longitude.between(_west - 360, _east - 360),
    FollowPlace.longitude.between(_west + 360, _east + 360),
)
# Who follows a place around a point: a box of the index, then the distance.
PEOPLE_AROUND = select(FollowPlace.person_id).where(
    FollowPlace.latitude.between(bindparam("south"), bindparam("north")),
    _between_west_and_east,
    _km_north * _km_north + _km_east * _km_east <= FollowPlace.km * FollowPlace.km,
)


def around(latitude: float, longitude: float) -> dict[str, float]:
    """What PEOPLE_AROUND needs of a point."""
    narrowing = narrowing_at(latitude)
    high = MOST_KM / KM
    wide = high / narrowing
    return {
        "latitude": latitude,
        "longitude": longitude,
        "narrowing": narrowing,
        "south": latitude - high,
        "north": latitude + high,
        "west": longitude - wide,
        "east": longitude + wide,
    }


def narrowing_at(latitude: float) -> float:
    """How long a degree of longitude is there, measured in degrees of latitude."""
    return max(LEAST_NARROWING, math.cos(math.radians(latitude)))


def people_whose_shape_contains(latitude: float, longitude: float) -> set[int]:
    """The people who follow a shape in which this point lies: boxes by the index, then
    the shapes themselves."""
    near = select(FollowShape.person_id, FollowShape.boundary).where(
        *_box_contains(latitude, longitude)
    )
    return {
        row.person_id
        for row in read(near)
        if contains(row.boundary, latitude, longitude)
    }


def _box_contains(latitude: float, longitude: float) -> list[ColumnElement[bool]]:
    """The box around a shape holds the point.

    No shape is larger than ACROSS_KM, so its south-west corner is near the point.
    """
    high = ACROSS_KM / KM
    wide = high / narrowing_at(min(90, abs(latitude) + high))
    west_to_east = [
        and_(FollowShape.west.between(x - wide, x), FollowShape.east >= x)
        for x in also(longitude)
    ]
    date_line_is_far = longitude > wide - 180 and longitude != 180
    return [
        FollowShape.south.between(latitude - high, latitude),
        FollowShape.north >= latitude,
        west_to_east[0] if date_line_is_far else or_(*west_to_east),
    ]
