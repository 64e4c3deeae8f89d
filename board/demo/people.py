"""The areas of the demo, and the people who live in them."""

from board.accounts import actions as accounts
from board.accounts.models import Person
from board.areas import actions as areas
from board.areas import boundary
from board.areas import membership_actions as memberships
from board.areas.models import Area
from board.demo.drawn import picture_of
from board.demo.neighbourhood import Entry, Neighbourhood
from board.policy import Role

AREA_FIELDS = ("slug", "name", "about", "latitude", "longitude")


def settle(
    here: Neighbourhood,
    area_entries: list[Entry],
    person_entries: list[Entry],
    password_hash: str,
) -> None:
    """Make the areas, then the people with their homes and roles."""
    for entry in area_entries:
        here.areas[entry["slug"]] = _area(entry)
    for entry in person_entries:
        settle_person(here, entry, password_hash)
    keys = [entry["key"] for entry in person_entries if entry["operator"]]
    for entry in area_entries:
        _set_cover(here, entry, by=here.people[keys[0]])


def _area(entry: Entry) -> Area:
    """An area with its outline, which is as made up as its people."""
    area = areas.add(**{name: entry[name] for name in AREA_FIELDS})
    shape = {"type": "Polygon", "coordinates": [entry["outline"]]}
    areas.draw(area, boundary.read(shape))
    return area


def _set_cover(here: Neighbourhood, entry: Entry, by: Person) -> None:
    """Give an area the picture it names, where it names one."""
    if picture := picture_of(entry):
        areas.set_cover(here.areas[entry["slug"]], by, picture=picture)


def settle_person(here: Neighbourhood, entry: Entry, password_hash: str) -> None:
    """Register a person, with a home, and as member or organiser of areas."""
    person = accounts.register(
        entry["name"], entry["email"], password_hash, is_operator=entry["operator"]
    )
    here.people[entry["key"]] = person
    memberships.add_resident(here.areas[entry["home"]], by=person)
    for slug in entry["member"]:
        memberships.admit(here.areas[slug], person, by=None)
    for slug in entry["organiser"]:
        memberships.give_role(here.areas[slug], person, Role.ORGANISER, by=None)
