"""Adding areas, and where they end."""

import pytest

from board.areas import verbs as area_verbs
from board.areas.models import Area
from tests.builders import People, Rows
from tests.pages import Browser, Page

AT = "/operator/areas/hodge-hill"
SHAPE = b"""{"type": "Polygon", "coordinates":
    [[[-1.9, 52.4], [-1.7, 52.4], [-1.7, 52.6], [-1.9, 52.4]]]}"""


def upload(operator: Browser, content: bytes) -> Page:
    """An operator chooses a file that says where Hodge Hill ends."""
    at = f"{AT}/boundary"
    return operator.upload(AT, {}, ("a.json", content), action=at, field="file")


def test_an_area_is_added_and_called_something_else(
    operator: Browser, rows: Rows, people: People
) -> None:
    page = operator.fill("/operator/areas/new", {"name": "Bromford", "about": ""})
    assert page.location == "/operator/areas/bromford"
    assert rows.lines(area_verbs.ADDED)[-1].actor_id == people.operator.id
    assert "/areas/bromford/edit" in operator.get(page.location).links
    said = {"name": "Bromford Bridge", "about": "By it."}
    operator.fill("/areas/bromford/edit", said)
    (area,) = rows.all(Area, slug="bromford")
    assert (area.name, area.about) == ("Bromford Bridge", "By it.")
    assert rows.lines(area_verbs.EDITED)[-1].actor_id == people.operator.id
    assert operator.get("/areas").says("Bromford Bridge")


def test_two_areas_never_have_one_name(operator: Browser, people: People) -> None:
    page = operator.fill("/operator/areas/new", {"name": "hodge  hill", "about": ""})
    assert page.status == 422
    assert page.says("There is an area with that name already.")


def test_who_organises_is_shown(operator: Browser, people: People) -> None:
    assert operator.get(AT).says(people.organiser.name)


def test_a_file_says_where_it_ends(
    operator: Browser, rows: Rows, people: People
) -> None:
    page = upload(operator, SHAPE)
    assert page.status == 303, page
    assert rows.get(Area, people.hodge_hill.id).south == 52.4
    assert rows.lines(area_verbs.DRAWN)[-1].actor_id == people.operator.id


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"type": "Point"}', '{"features": [1]}', "\x00"]
)
def test_what_is_no_boundary_is_refused(
    operator: Browser, rows: Rows, people: People, content: str
) -> None:
    page = upload(operator, content.encode())
    assert page.status == 422, page
    assert rows.get(Area, people.hodge_hill.id).south is None
