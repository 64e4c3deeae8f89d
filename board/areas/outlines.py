"""The outlines of areas, simple enough to be drawn: on the large map, and beside a
post."""

import json
import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from board.areas.boundary import Point, Ring
from board.areas.longitude import also

FINE = 300  # points of a ring are enough to know it by
WIDE, HIGH, MARGIN = 320, 200, 12  # of the small map, in units of its picture
NEXT_TO_NOTHING = 1e-9  # degrees


class SmallMap(NamedTuple):
    """An area's outline as the path of an SVG picture, and where a point lies in it."""

    path: str
    x: float
    y: float


class Fit(NamedTuple):
    """How degrees become units of the small map."""

    west: float
    north: float
    unit_east: float  # units for a degree of longitude
    unit_south: float  # and of latitude
    left: float
    top: float

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point of the globe is in the picture."""
        x = self.left + (longitude - self.west) * self.unit_east
        y = self.top + (self.north - latitude) * self.unit_south
        return round(x, 1), round(y, 1)


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
    """The outline, north up, and in it a point that lies inside the boundary."""
    rings = rings_of(boundary)
    fit = _fit([point for ring in rings for point in ring])
    path = "".join(_closed_line(fit, ring) for ring in rings)
    # the way the boundary writes it, which may go on past the date line
    east = longitude if longitude >= fit.west else max(also(longitude))
    return SmallMap(path, *fit.place(east, latitude))


def _fit(points: Sequence[Point]) -> Fit:
    """The points fill the picture but for its margin; a degree of longitude is as
    narrow as it is there."""
    longitudes = [longitude for longitude, _latitude in points]
    latitudes = [latitude for _longitude, latitude in points]
    west = min(longitudes)
    north = max(latitudes)
    width = max(longitudes) - west
    height = north - min(latitudes)
    narrow = math.cos(math.radians(north - height / 2))
    widest = (WIDE - 2 * MARGIN) / max(width * narrow, NEXT_TO_NOTHING)
    highest = (HIGH - 2 * MARGIN) / max(height, NEXT_TO_NOTHING)
    unit_south = min(widest, highest)
    unit_east = unit_south * narrow
    left = (WIDE - width * unit_east) / 2
    top = (HIGH - height * unit_south) / 2
    return Fit(west, north, unit_east, unit_south, left, top)


def _closed_line(fit: Fit, ring: Ring) -> str:
    """A ring as a part of an SVG path."""
    placed = (fit.place(*point) for point in ring)
    return "M" + "L".join(f"{x} {y}" for x, y in placed) + "z"
