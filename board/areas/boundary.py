"""Where an area ends: reading it from GeoJSON, and whether a point lies inside."""

import json
import math
from itertools import pairwise
from typing import Any, NamedTuple

from board.areas.longitude import also

Point = tuple[float, float]  # longitude, latitude, in GeoJSON's order
Ring = list[Point]
Polygon = list[Ring]  # its outer ring, then its holes
MOST_POINTS = 50_000


class Boundary(NamedTuple):
    """A boundary as it is stored: a MultiPolygon's coordinates as JSON, and the box
    around it.

    East of the date line degrees go on: what lies around it is from 179 to 181, not the
    rest of the globe.
    """

    boundary: str
    south: float
    west: float
    north: float
    east: float


def read(geometry: Any) -> Boundary:
    """The boundary that a GeoJSON geometry describes.

    Raises ValueError with a sentence when it describes none.
    """
    polygons = _without_jumps(_checked(_polygons(geometry)))
    points = [point for ring in _rings(polygons) for point in ring]
    longitudes = [x for x, _y in points]
    latitudes = [y for _x, y in points]
    return Boundary(
        json.dumps(polygons, separators=(",", ":")),
        south=min(latitudes),
        west=min(longitudes),
        north=max(latitudes),
        east=max(longitudes),
    )


def _polygons(geometry: Any) -> list[Polygon]:
    """The polygons of a geometry, each point read."""
    if not isinstance(geometry, dict):
        raise ValueError("it has no geometry")
    kind = geometry.get("type")
    coordinates = geometry.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon"):
        raise ValueError(
            f"a boundary is a Polygon or a MultiPolygon, not {str(kind)[:30]!r}"
        )
    polygons: Any = [coordinates] if kind == "Polygon" else coordinates
    try:
        return [[_ring(ring) for ring in polygon] for polygon in polygons]
    except (TypeError, KeyError) as wrong:
        raise ValueError("its coordinates are no lists of pairs of numbers") from wrong


def _ring(pairs: Any) -> Ring:
    return [_point(*pair[:2]) for pair in pairs]


def _point(longitude: Any, latitude: Any) -> Point:
    if not _is_number(longitude) or not _is_number(latitude):
        raise TypeError
    # what is no number (NaN) is in no range either
    is_on_earth = abs(longitude) <= 180 and abs(latitude) <= 90
    if not is_on_earth:
        raise ValueError(
            "a point is not on earth: longitude comes first, both in degrees (WGS 84)"
        )
    x = round(float(longitude), 6)
    y = round(float(latitude), 6)
    return x, y


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _rings(polygons: list[Polygon]) -> list[Ring]:
    return [ring for polygon in polygons for ring in polygon]


def _checked(polygons: list[Polygon]) -> list[Polygon]:
    """The same polygons, when each ring is closed and there are not too many points."""
    rings = _rings(polygons)
    all_have_rings = bool(rings) and all(polygons)
    all_are_closed = all(_is_closed(ring) for ring in rings)
    if not all_have_rings or not all_are_closed:
        raise ValueError(
            "each ring needs at least four points, the last the same as the first"
        )
    many = sum(len(ring) for ring in rings)
    if many > MOST_POINTS:
        raise ValueError(f"it has {many} points; simplify it to {MOST_POINTS}")
    return polygons


def _is_closed(ring: Ring) -> bool:
    return len(ring) >= 4 and ring[0] == ring[-1]


def _without_jumps(polygons: list[Polygon]) -> list[Polygon]:
    """The polygons without jumps at 180 degrees, all on the side of the first ring, and
    the west end within the usual degrees.

    Raises ValueError for a ring around a pole.
    """
    straight = [[_straight(ring) for ring in polygon] for polygon in polygons]
    first = _middle(straight[0][0])
    shape = [[_moved_near(first, ring) for ring in polygon] for polygon in straight]
    points = [point for ring in _rings(shape) for point in ring]
    west = min(x for x, _y in points)
    turns = math.floor((west + 180) / 360)
    return [[_moved(ring, -360 * turns) for ring in polygon] for polygon in shape]


def _straight(ring: Ring) -> Ring:
    """A ring that goes on past 180 degrees: a step of more than half the globe was
    meant the other way."""
    found = [ring[0]]
    turns = 0
    for (before, _y), (x, y) in pairwise(ring):
        if x < before - 180:
            turns += 1
        elif x > before + 180:
            turns -= 1
        found.append((round(x + 360 * turns, 6), y))
    if turns:
        raise ValueError("it goes around a pole")
    return found


def _middle(ring: Ring) -> float:
    """The longitude halfway between its ends."""
    longitudes = [x for x, _y in ring]
    return (min(longitudes) + max(longitudes)) / 2


def _moved_near(longitude: float, ring: Ring) -> Ring:
    """The ring moved around the globe until it lies nearest to this longitude."""
    turns = round((longitude - _middle(ring)) / 360)
    return _moved(ring, 360 * turns)


def _moved(ring: Ring, degrees: int) -> Ring:
    if not degrees:
        return ring
    return [(round(x + degrees, 6), y) for x, y in ring]


def contains(boundary: str, latitude: float, longitude: float) -> bool:
    """Whether the point lies inside; a hole is outside, a point on an edge belongs to
    one side only."""
    for outer, *holes in json.loads(boundary):
        for x in also(longitude):
            if not _inside(outer, x, latitude):
                continue
            if not any(_inside(hole, x, latitude) for hole in holes):
                return True
    return False


def _inside(ring: Ring, x: float, y: float) -> bool:
    """Whether a line from the point to the east crosses the ring an odd number of
    times."""
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) == (y2 > y):
            continue
        crossing = (x2 - x1) * (y - y1) / (y2 - y1) + x1
        if x < crossing:
            inside = not inside
    return inside
