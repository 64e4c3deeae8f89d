"""How near a post is to a place: what the database can answer quickly, and the words
for it."""

import math
from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Double, literal_column

from board.areas.longitude import between, east_of, turned
from board.issues.models import Issue

Place = tuple[float, float]
NEARBY_KM = 5.0
LEAST_KM = 0.5
MOST_KM = 50.0
DEGREE_KM = 111.2  # one of latitude
# to a degree of latitude, 220 m each; the index holds them in this very form
STRIPS = 500
STRIP: ColumnElement[float] = literal_column(
    f"round(issue.latitude * {STRIPS})", Double
)


def degrees(km: float) -> float:
    """So many kilometres in degrees of latitude."""
    return km / DEGREE_KM


def distance(place: Place) -> ColumnElement[float]:
    """Squared distance in degrees of latitude, on the plane: right to 1 % within a
    town."""
    narrow = math.cos(math.radians(place[0]))
    north: Any = Issue.latitude - place[0]
    east: Any = east_of(Issue.longitude, place[1]) * narrow
    found: ColumnElement[float] = north * north + east * east
    return found


def within(place: Place, km: float) -> list[ColumnElement[bool]]:
    """Posts in a circle, for a walk along another index; a post without a position is
    nowhere."""
    return [distance(place) <= degrees(km) ** 2]


def box(place: Place, km: float) -> list[ColumnElement[bool]]:
    """Posts in the square around the circle, found by the index of strips alone."""
    latitude, longitude = place
    tall = degrees(km)
    wide = tall / max(0.01, math.cos(math.radians(latitude)))
    lowest = round((latitude - tall) * STRIPS)
    highest = round((latitude + tall) * STRIPS)
    strips = [float(strip) for strip in range(lowest, highest + 1)]
    longitudes = between(Issue.longitude, longitude - wide, longitude + wide)
    return [STRIP.in_(strips), longitudes]


def around(place: Place, km: float) -> list[ColumnElement[bool]]:
    """Posts in a circle, found by the index of strips."""
    return [*box(place, km), *within(place, km)]


def growing_circles(km: float, beyond: float = 0.0) -> Iterator[float]:
    """The kilometres of growing circles up to `km`: the nearest posts stand in a small
    one. Those within `beyond`, a squared distance as distance() gives it, are left out.
    """
    radius = 0.1
    while radius < km:
        if degrees(radius) ** 2 > beyond:
            yield radius
        radius *= 3
    yield km


def in_words(
    place: Place | None, latitude: float | None, longitude: float | None
) -> str:
    """`About 400 m from the place you chose`; empty where one of the two is
    not known."""
    if place is None or latitude is None or longitude is None:
        return ""
    east = turned(longitude - place[1]) * math.cos(math.radians(place[0]))
    km = math.hypot(latitude - place[0], east) * DEGREE_KM
    if km < 0.975:
        metres = max(50, round(km * 20) * 50)
        return str(_("About %(number)s m from the place you chose", number=metres))
    return str(_("About %(number)s km from the place you chose", number=f"{km:.1f}"))
