"""The outlines of areas, simple enough to be drawn: on the large map, and beside a
post."""

import json
import math
from typing import Any, NamedTuple

from board.areas.boundary import Ring

FINE = 300  # points of a ring that are drawn; what is left out is less than a pixel
WIDE, HIGH, MARGIN = 320, 200, 12  # of the small map, in units of its picture


class SmallMap(NamedTuple):
    """An area's outline as the path of an SVG picture, and where a point lies in it."""

    path: str
    x: float
    y: float


def rings_of(boundary: str) -> list[Ring]:
    """The outer rings of a stored boundary, of long ones every so many points."""
    return [_thinned(polygon[0]) for polygon in json.loads(boundary)]


def _thinned(ring: Ring) -> Ring:
    step = max(1, len(ring) // FINE)
    return [*ring[:-1:step], ring[0]]


def geojson(area: Any) -> dict[str, Any]:
    """An area as a feature: its outline, or its middle where it has none."""
    if area.boundary:
        rings = rings_of(area.boundary)
        shape = {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]}
    elif area.latitude is not None:
        shape = {"type": "Point", "coordinates": [area.longitude, area.latitude]}
    else:
        shape = None
    said = {"name": area.name, "slug": area.slug}
    return {"type": "Feature", "geometry": shape, "properties": said}


def small_map(boundary: str, latitude: float, longitude: float) -> SmallMap:
    """The outline fitted into the picture, north up, a degree of longitude as narrow as
    it is there, and the point in it."""
    rings = rings_of(boundary)
    points = [point for ring in rings for point in ring]
    west, east = min(x for x, _y in points), max(x for x, _y in points)
    south, north = min(y for _x, y in points), max(y for _x, y in points)
    narrow = math.cos(math.radians((south + north) / 2))
    room_wide, room_high = WIDE - 2 * MARGIN, HIGH - 2 * MARGIN
    scale = min(
        room_wide / max((east - west) * narrow, 1e-9),
        room_high / max(north - south, 1e-9),
    )
    left = (WIDE - (east - west) * narrow * scale) / 2
    top = (HIGH - (north - south) * scale) / 2

    def placed(x: float, y: float) -> tuple[float, float]:
        across = left + (x - west) * narrow * scale
        down = top + (north - y) * scale
        return round(across, 1), round(down, 1)

    path = "".join(
        "M" + "L".join(f"{x} {y}" for x, y in (placed(*point) for point in ring)) + "z"
        for ring in rings
    )
    return SmallMap(path, *placed(longitude, latitude))
