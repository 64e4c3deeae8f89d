"""Where an area ends: reading it from GeoJSON, and whether a point lies inside."""

import json
from itertools import pairwise
from typing import Any, NamedTuple

Point = tuple[float, float]  # longitude, latitude, in GeoJSON's order
Ring = list[Point]
MOST_POINTS = 50_000


class Boundary(NamedTuple):
    """A boundary as it is stored: a MultiPolygon's coordinates as JSON, and the box around it."""

    boundary: str
    south: float
    west: float
    north: float
    east: float


def read(geometry: Any) -> Boundary:
    """The boundary a GeoJSON geometry tells of. Raises ValueError with a sentence when it is none."""
    kind, coordinates = _parts(geometry)
    if kind not in ("Polygon", "MultiPolygon"):
        raise ValueError(f"a boundary is a Polygon or a MultiPolygon, not {str(kind)[:30]!r}")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    try:
        shape = [[[_point(*pair[:2]) for pair in ring] for ring in polygon] for polygon in polygons]
    except (TypeError, KeyError) as wrong:
        raise ValueError("its coordinates are no lists of pairs of numbers") from wrong
    points = [point for polygon in shape for ring in polygon for point in ring]
    if not points or not all(shape) or any(len(ring) < 4 or ring[0] != ring[-1] for part in shape for ring in part):
        raise ValueError("each ring needs at least four points, the last the same as the first")
    if len(points) > MOST_POINTS:
        raise ValueError(f"it has {len(points)} points; simplify it to {MOST_POINTS}")
    east, north = (max(side) for side in zip(*points, strict=True))
    west, south = (min(side) for side in zip(*points, strict=True))
    return Boundary(json.dumps(shape, separators=(",", ":")), south, west, north, east)


def _parts(geometry: Any) -> tuple[Any, Any]:
    if not isinstance(geometry, dict):
        raise ValueError("it has no geometry")
    return geometry.get("type"), geometry.get("coordinates")


def _point(longitude: Any, latitude: Any) -> Point:
    if not all(isinstance(number, int | float) and not isinstance(number, bool) for number in (longitude, latitude)):
        raise TypeError
    if not (abs(longitude) <= 180 and abs(latitude) <= 90):
        raise ValueError("a point is not on earth: longitude comes first, both in degrees (WGS 84)")
    return round(float(longitude), 6), round(float(latitude), 6)


def holds(boundary: str, latitude: float, longitude: float) -> bool:
    """Whether the point lies inside; a hole is outside, a point on an edge belongs to one side only."""
    return any(
        _inside(outer, longitude, latitude) and not any(_inside(hole, longitude, latitude) for hole in holes)
        for outer, *holes in json.loads(boundary)
    )


def _inside(ring: Ring, x: float, y: float) -> bool:
    """Ray casting: a ray to the east crosses the ring an odd number of times."""
    crossed = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossed = not crossed
    return crossed
