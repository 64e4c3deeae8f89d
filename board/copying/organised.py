"""The areas in which somebody plans, for the forms of this feature."""

from board.areas import queries as areas
from board.areas.models import Area
from board.policy import Actor, allowed


def organised(person: Actor) -> list[Area]:
    """Where this person plans events and begins campaigns."""
    return [one for one in areas.all_areas() if allowed(person, "event.plan", one)]


def area_ids(person: Actor) -> list[int]:
    """The numbers of those areas."""
    return [area.id for area in organised(person)]
