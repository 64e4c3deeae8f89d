"""Places that can't be meant: so far from the others that the two numbers were swapped,
or are somebody else's."""

import math
from collections.abc import Sequence
from typing import NamedTuple

EARTH_KM = 6371
FAR_KM = 1000  # from the middle of the others
ENOUGH = 3  # places that have a middle


class Place(NamedTuple):
    """A point in degrees."""

    latitude: float
    longitude: float


def middle(places: Sequence[Place]) -> Place | None:
    """Where most of them are; None where there are too few to tell."""
    if len(places) < ENOUGH:
        return None
    from statistics import median

    return Place(
        median(place.latitude for place in places),
        median(place.longitude for place in places),
    )


def is_far(place: Place, others: Place | None) -> bool:
    """Whether a place is further from the middle of the others than any
    town is wide."""
    return others is not None and distance_km(place, others) > FAR_KM


def distance_km(one: Place, other: Place) -> float:
    """Kilometres between two places over the globe (haversine)."""
    north = math.radians(one.latitude - other.latitude)
    east = math.radians(one.longitude - other.longitude)
    parallels = math.cos(math.radians(one.latitude)) * math.cos(
        math.radians(other.latitude)
    )
    half = math.sin(north / 2) ** 2 + parallels * math.sin(east / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
