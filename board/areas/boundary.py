"""Where an area ends: reading it from GeoJSON, and whether a point lies inside."""

import json
import math
from itertools import pairwise
from typing import Any, NamedTuple

Point = tuple[float, float]  # longitude, latitude, in GeoJSON's order
Ring = list[Point]
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
    """The boundary a GeoJSON geometry tells of.

    Raises ValueError with a sentence when it is none.
    """
    kind, coordinates = _parts(geometry)
    if kind not in ("Polygon", "MultiPolygon"):
        raise ValueError(
            f"a boundary is a Polygon or a MultiPolygon, not {str(kind)[:30]!r}"
        )
    polygons = [coordinates] if kind == "Polygon" else coordinates
    try:
        given = [
            [[_point(*pair[:2]) for pair in ring] for ring in polygon]
            for polygon in polygons
        ]
    except (TypeError, KeyError) as wrong:
        raise ValueError("its coordinates are no lists of pairs of numbers") from wrong
    rings = [ring for polygon in given for ring in polygon]
    if (
        not rings
        or not all(given)
        or any(len(ring) < 4 or ring[0] != ring[-1] for ring in rings)
    ):
        raise ValueError(
            "each ring needs at least four points, the last the same as the first"
        )
    if (many := sum(map(len, rings))) > MOST_POINTS:
        raise ValueError(f"it has {many} points; simplify it to {MOST_POINTS}")
    shape = _unwound(given)
    points = [point for polygon in shape for ring in polygon for point in ring]
    east, north = (max(side) for side in zip(*points, strict=True))
    west, south = (min(side) for side in zip(*points, strict=True))
    return Boundary(json.dumps(shape, separators=(",", ":")), south, west, north, east)


def _parts(geometry: Any) -> tuple[Any, Any]:
    if not isinstance(geometry, dict):
        raise ValueError("it has no geometry")
    return geometry.get("type"), geometry.get("coordinates")


def _point(longitude: Any, latitude: Any) -> Point:
    if not all(
        isinstance(number, int | float) and not isinstance(number, bool)
        for number in (longitude, latitude)
    ):
        raise TypeError
    if not (abs(longitude) <= 180 and abs(latitude) <= 90):
        raise ValueError(
            "a point is not on earth: longitude comes first, both in degrees (WGS 84)"
        )
    return round(float(longitude), 6), round(float(latitude), 6)


def _unwound(given: list[list[Ring]]) -> list[list[Ring]]:
    """The shape without jumps at 180 degrees.

    Raises ValueError for a ring around a pole.
    """
    middle: float | None = None
    shape: list[list[Ring]] = []
    for polygon in given:
        shape.append([])
        for ring in map(_straight, polygon):
            lies = (min(x for x, _y in ring) + max(x for x, _y in ring)) / 2
            middle = lies if middle is None else middle
            shape[-1].append(_moved(ring, 360 * round((middle - lies) / 360)))
    west = min(x for polygon in shape for ring in polygon for x, _y in ring)
    return [
        [_moved(ring, -360 * math.floor((west + 180) / 360)) for ring in polygon]
        for polygon in shape
    ]


def _straight(ring: Ring) -> Ring:
    """A ring that goes on past 180 degrees: a step of more than half the globe was
    meant the other way."""
    found, turns = [ring[0]], 0
    for (before, _y), (x, y) in pairwise(ring):
        turns += (x < before - 180) - (x > before + 180)
        found.append((round(x + 360 * turns, 6), y))
    if turns:
        raise ValueError("it goes around a pole")
    return found


def _moved(ring: Ring, degrees: int) -> Ring:
    return [(round(x + degrees, 6), y) for x, y in ring] if degrees else ring


def holds(boundary: str, latitude: float, longitude: float) -> bool:
    """Whether the point lies inside; a hole is outside, a point on an edge belongs to
    one side only."""
    return any(
        _inside(outer, x, latitude)
        and not any(_inside(hole, x, latitude) for hole in holes)
        for outer, *holes in json.loads(boundary)
        for x in also(longitude)
    )


def also(longitude: float) -> tuple[float, ...]:
    """A longitude, and the same one as boundaries around the date line may have it."""
    return (
        (longitude, longitude + 360, -180.0)
        if longitude == 180
        else (longitude, longitude + 360)
    )


def _inside(ring: Ring, x: float, y: float) -> bool:
    """Ray casting: a ray to the east crosses the ring an odd number of times."""
    crossed = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossed = not crossed
    return crossed
