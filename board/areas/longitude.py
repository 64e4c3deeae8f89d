"""Longitudes, which begin anew where 180 and -180 degrees meet."""

from typing import Any

from sqlalchemy import ColumnElement, case, or_


def also(longitude: float) -> tuple[float, ...]:
    """A longitude, and the same one as boundaries around the date line may have it."""
    further = longitude + 360
    if longitude == 180:
        return longitude, further, -180.0
    return longitude, further


def turned(degrees: float) -> float:
    """A longitude, or a difference of two, from -180 to 180: the short way round the
    globe."""
    if abs(degrees) <= 180:
        return degrees
    return (degrees + 180) % 360 - 180


def between(column: Any, west: float, east: float) -> ColumnElement[bool]:
    """The longitude lies from `west` to `east`, which may be on the other side of the
    date line."""
    if west < -180:
        return or_(column <= east, column >= west + 360)
    if east > 180:
        return or_(column >= west, column <= east - 360)
    inside: ColumnElement[bool] = column.between(west, east)
    return inside


def east_of(column: Any, longitude: float) -> Any:
    """How many degrees further east, the short way round; only near the date line that
    is not simply the difference."""
    difference = column - longitude
    if abs(longitude) < 170:
        return difference
    return case(
        (difference > 180, difference - 360),
        (difference < -180, difference + 360),
        else_=difference,
    )
