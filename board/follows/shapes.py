"""A shape around home as somebody writes it down: a corner a line, or a GeoJSON
polygon."""

import json
import re
from typing import Any

from flask_babel import lazy_gettext as _l

from board.areas import boundary
from board.areas.boundary import Boundary, Ring
from board.follows.models import ACROSS_KM, KM, MOST_CORNERS
from board.follows.nearby import narrowing_at

NUMBER = r"(-?\d{1,3}(?:\.\d{1,20})?)"
LINE = re.compile(rf"{NUMBER}(?: *[,;] *| +){NUMBER}[ ,;]*", re.ASCII)

UNREADABLE = _l(
    "We can't read this. Type a corner a line, such as 52.4862, -1.8904, or paste a "
    "GeoJSON polygon."
)
TOO_FEW = _l("A shape needs at least three corners.")
TOO_MANY = _l("A shape has at most 50 corners.")
TOO_WIDE = _l("This is more than 20 kilometres across. Draw something smaller.")


def read(text: str) -> Boundary:
    """The shape that is meant.

    Raises ValueError with a sentence when it is none, or none we take.
    """
    geometry = _pasted(text) if text.startswith(("{", "[")) else _typed(text)
    try:
        shape = boundary.read(geometry)
    except ValueError:
        raise ValueError(UNREADABLE) from None
    rings = _corners(shape)
    if any(len(set(corners)) < 3 for corners in rings):
        raise ValueError(TOO_FEW)
    if sum(len(corners) for corners in rings) > MOST_CORNERS:
        raise ValueError(TOO_MANY)
    if across(shape) > ACROSS_KM:
        raise ValueError(TOO_WIDE)
    return shape


def _corners(shape: Boundary) -> list[Ring]:
    """The corners of each ring of a shape, the first not again at its end."""
    polygons = json.loads(shape.boundary)
    return [
        [tuple(corner) for corner in ring[1:]]
        for polygon in polygons
        for ring in polygon
    ]


def across(shape: Boundary) -> float:
    """The longer side of the box around a shape, in kilometres."""
    middle = (shape.south + shape.north) / 2
    narrowing = narrowing_at(middle)
    high = shape.north - shape.south
    wide = (shape.east - shape.west) * narrowing
    return max(high, wide) * KM


def _pasted(text: str) -> Any:
    """The geometry in a piece of GeoJSON, which may be the only feature of a
    collection."""
    try:
        found = json.loads(text)
        if found["type"] == "FeatureCollection":
            (found,) = found["features"]
        return found["geometry"] if found["type"] == "Feature" else found
    except (ValueError, TypeError, KeyError, RecursionError):
        raise ValueError(UNREADABLE) from None


def _typed(text: str) -> dict[str, Any]:
    """The polygon of the corners, closed where its last line does not close it."""
    ring: Ring = []
    for line in text.splitlines():
        if not line.strip():
            continue
        corner = LINE.fullmatch(line.strip())
        if corner is None:
            raise ValueError(UNREADABLE)
        ring.append((float(corner[2]), float(corner[1])))
    if len(set(ring)) < 3:
        raise ValueError(TOO_FEW)
    if ring[0] != ring[-1]:
        ring.append(ring[0])
    return {"type": "Polygon", "coordinates": [ring]}
