"""Which area a place lies in: by the boundaries an operator has given."""

import pytest

from board.areas import boundary
from board.areas.actions import draw
from board.areas.models import Area
from tests.builders import Maker, People
from tests.pages import Browser

SQUARE = [[-1.9, 52.4], [-1.8, 52.4], [-1.8, 52.5], [-1.9, 52.5], [-1.9, 52.4]]
HOLE = [[-1.86, 52.44], [-1.84, 52.44], [-1.84, 52.46], [-1.86, 52.46], [-1.86, 52.44]]
EAST = [[-1.8, 52.4], [-1.7, 52.4], [-1.7, 52.5], [-1.8, 52.5], [-1.8, 52.4]]


def polygon(*rings: object) -> boundary.Boundary:
    """A boundary of one polygon."""
    return boundary.read({"type": "Polygon", "coordinates": rings})


def test_a_point_is_inside_or_it_is_not() -> None:
    square = polygon(SQUARE, HOLE).boundary
    for latitude, longitude, inside in [
        (52.42, -1.85, True),
        (52.45, -1.85, False),  # in the hole
        (52.45, -1.95, False),
        (52.45, -1.75, False),
        (52.55, -1.85, False),
        (52.35, -1.85, False),
        (52.44, -1.88, True),  # at the height of a corner
        (52.46, -1.81, True),
    ]:
        assert boundary.holds(square, latitude, longitude) is inside, (latitude, longitude)


def test_a_point_on_a_common_edge_belongs_to_exactly_one_side() -> None:
    west, east = polygon(SQUARE).boundary, polygon(EAST).boundary
    for latitude in (52.4, 52.45, 52.4999):
        assert boundary.holds(west, latitude, -1.8) + boundary.holds(east, latitude, -1.8) == 1


def test_several_polygons_are_one_boundary_with_one_box() -> None:
    both = boundary.read({"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE], [EAST]]})
    assert (both.south, both.west, both.north, both.east) == (52.4, -1.9, 52.5, -1.7)
    assert boundary.holds(both.boundary, 52.45, -1.75)
    assert not boundary.holds(both.boundary, 52.45, -1.85)


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        [],
        {},
        {"type": "Point", "coordinates": [1, 2]},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[]]},
        {"type": "Polygon", "coordinates": [SQUARE[:3]]},
        {"type": "Polygon", "coordinates": [SQUARE[:4]]},
        {"type": "Polygon", "coordinates": "x"},
        {"type": "Polygon", "coordinates": {"a": 1}},
        {"type": "Polygon", "coordinates": [[["a", "b"]] * 4]},
        {"type": "Polygon", "coordinates": [[[True, False]] * 4]},
        {"type": "Polygon", "coordinates": [[[400_000, 280_000]] * 4]},
        {"type": "Polygon", "coordinates": [[[float("nan"), 1]] * 4]},
        {"type": "MultiPolygon", "coordinates": [SQUARE]},
    ],
)
def test_what_is_no_boundary_is_refused_with_a_sentence(geometry: object) -> None:
    with pytest.raises(ValueError) as refused:
        boundary.read(geometry)
    assert len(str(refused.value)) > 10


@pytest.fixture
def drawn(make: Maker, people: People) -> None:
    """Hodge Hill with a hole, Ward End to its east."""
    for area, rings in ((people.hodge_hill, (SQUARE, HOLE)), (people.ward_end, (EAST,))):
        with make.writing():
            assert draw(make._here(area), polygon(*rings))


def test_the_form_is_told_the_area_of_a_pin(visitor: Browser, drawn: None) -> None:
    assert visitor.get("/areas/at?near=52.42,-1.85").json == {"slug": "hodge-hill", "name": "Hodge Hill"}
    assert visitor.get("/areas/at?near=52.42,-1.75").json["slug"] == "ward-end"
    for nowhere in ("52.45,-1.85", "0,0", "x", ""):
        assert visitor.get(f"/areas/at?near={nowhere}").json == {}


def test_a_post_in_another_area_than_its_position_is_taken_with_a_hint(resident: Browser, drawn: None) -> None:
    said = {"title": "A", "body": "B", "category": "other", "kind": "idea", "area": "hodge-hill"}
    for position, hinted in (((52.42, -1.75), True), ((52.42, -1.85), False), ((10, 10), False), (("", ""), False)):
        values = said | {"latitude": position[0], "longitude": position[1]}
        page = resident.follow(resident.post("/issues/new", values))
        assert page.says("Your post is up.")
        assert page.says("Its position lies in Ward End, you posted it in Hodge Hill.") is hinted


def test_the_smallest_of_several_counts(make: Maker, people: People, visitor: Browser, drawn: None) -> None:
    whole = [[-2, 52], [-1, 52], [-1, 53], [-2, 53], [-2, 52]]
    with make.writing():
        from board.areas.actions import add

        draw(add("town", "The town"), polygon(whole))
    assert visitor.get("/areas/at?near=52.42,-1.85").json["slug"] == "hodge-hill"
    assert visitor.get("/areas/at?near=52.9,-1.85").json["slug"] == "town"


def test_pages_do_not_read_boundaries(make: Maker, people: People, drawn: None) -> None:
    assert "boundary" not in make.now(people.hodge_hill).__dict__
    assert Area.boundary is not None
