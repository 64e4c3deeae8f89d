"""Which area a place lies in: by the boundaries an operator has given."""

import pytest

from board.accounts.models import Person
from board.areas import boundary
from board.areas.actions import draw
from board.areas.models import Area
from board.areas.queries import middle
from board.db import db, read
from board.follows import nearby, shapes
from board.follows.actions import follow_place, follow_shape
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
        assert boundary.contains(square, latitude, longitude) is inside, (
            latitude,
            longitude,
        )


def test_a_point_on_a_common_edge_belongs_to_exactly_one_side() -> None:
    west, east = polygon(SQUARE).boundary, polygon(EAST).boundary
    for latitude in (52.4, 52.45, 52.4999):
        assert (
            boundary.contains(west, latitude, -1.8)
            + boundary.contains(east, latitude, -1.8)
            == 1
        )


def test_several_polygons_are_one_boundary_with_one_box() -> None:
    both = boundary.read(
        {"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE], [EAST]]}
    )
    assert (both.south, both.west, both.north, both.east) == (52.4, -1.9, 52.5, -1.7)
    assert boundary.contains(both.boundary, 52.45, -1.75)
    assert not boundary.contains(both.boundary, 52.45, -1.85)


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
    for area, rings in (
        (people.hodge_hill, (SQUARE, HOLE)),
        (people.ward_end, (EAST,)),
    ):
        with make.writing():
            assert draw(make._here(area), polygon(*rings))


def test_the_form_is_told_the_area_of_a_pin(visitor: Browser, drawn: None) -> None:
    assert visitor.get("/areas/at?near=52.42,-1.85").json == {
        "slug": "hodge-hill",
        "name": "Hodge Hill",
    }
    assert visitor.get("/areas/at?near=52.42,-1.75").json["slug"] == "ward-end"
    for nowhere in ("52.45,-1.85", "0,0", "x", ""):
        assert visitor.get(f"/areas/at?near={nowhere}").json == {}


def test_a_post_in_another_area_than_its_position_is_taken_with_a_hint(
    resident: Browser, drawn: None
) -> None:
    said = {
        "title": "A",
        "body": "B",
        "category": "other",
        "kind": "idea",
        "area": "hodge-hill",
    }
    for position, hinted in (
        ((52.42, -1.75), True),
        ((52.42, -1.85), False),
        ((10, 10), False),
        (("", ""), False),
    ):
        values = said | {"latitude": position[0], "longitude": position[1]}
        page = resident.follow(resident.post("/issues/new", values))
        assert page.says("Your post is published.")
        assert (
            page.says("Its position lies in Ward End, you posted it in Hodge Hill.")
            is hinted
        )


def test_the_smallest_of_several_counts(
    make: Maker, people: People, visitor: Browser, drawn: None
) -> None:
    whole = [[-2, 52], [-1, 52], [-1, 53], [-2, 53], [-2, 52]]
    with make.writing():
        from board.areas.actions import add

        draw(add("town", "The town"), polygon(whole))
    assert visitor.get("/areas/at?near=52.42,-1.85").json["slug"] == "hodge-hill"
    assert visitor.get("/areas/at?near=52.9,-1.85").json["slug"] == "town"


def test_pages_do_not_read_boundaries(make: Maker, people: People, drawn: None) -> None:
    assert "boundary" not in make.now(people.hodge_hill).__dict__
    assert Area.boundary is not None


ISLAND = [[179.5, -17], [-179.5, -17], [-179.5, -16], [179.5, -16], [179.5, -17]]
HALVES = [
    [[[179.5, -17], [180, -17], [180, -16], [179.5, -16], [179.5, -17]]],
    [[[-180, -17], [-179.5, -17], [-179.5, -16], [-180, -16], [-180, -17]]],
]


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Polygon", "coordinates": [ISLAND]},
        {"type": "MultiPolygon", "coordinates": HALVES},
    ],
    ids=["whole", "in two halves"],
)
def test_a_boundary_over_the_date_line_is_not_the_rest_of_the_globe(
    make: Maker, people: People, visitor: Browser, geometry: object
) -> None:
    island = boundary.read(geometry)
    assert (island.west, island.east) == (179.5, 180.5)
    for longitude in (179.7, 179.999, -179.999, -179.7):
        assert boundary.contains(island.boundary, -16.5, longitude), longitude
    for longitude in (0, 90, 179.4, -179.4, -1.85):
        assert not boundary.contains(island.boundary, -16.5, longitude), longitude
    taveuni = make.area("Taveuni")
    with make.writing():
        here = db.session.get(Area, taveuni.id)
        assert here is not None
        draw(here, island)
    for longitude, slug in ((179.7, "taveuni"), (-179.7, "taveuni"), (0, None)):
        assert visitor.get(f"/areas/at?near=-16.5,{longitude}").json.get("slug") == slug
    with make.app.app_context():
        latitude, longitude = middle()
    assert (latitude, abs(longitude)) == (-16.5, 180)


def test_a_ring_around_a_pole_is_no_boundary() -> None:
    ring = [[x, 80] for x in (0, 90, 179, -90, 0)]
    with pytest.raises(ValueError, match="pole"):
        polygon(ring)


def test_near_is_near_across_the_date_line(
    visitor: Browser, make: Maker, people: People
) -> None:
    make.issue(people.resident, title="Here", latitude=-16.5, longitude=179.995)
    make.issue(people.resident, title="Across", latitude=-16.5, longitude=-179.99)
    make.issue(people.resident, title="Far away", latitude=-16.5, longitude=0.0)
    for near in ("-16.5,179.99", "-16.5,-179.99"):
        page = visitor.get(f"/issues?near={near}&within=5&sort=near")
        assert page.says("Here", "Across"), near
        assert not page.says("Far away")
    assert "About 2.1 km" in visitor.get("/issues?near=-16.5,179.99&within=5").words


def test_who_follows_a_place_or_a_shape_hears_across_the_date_line(
    make: Maker, people: People
) -> None:
    with make.writing():
        person = db.session.get(Person, people.member.id)
        assert person is not None
        follow_place(person, -16.5, 179.99, 5)
        corners = "-16.51, 179.98\n-16.51, -179.98\n-16.49, -179.98\n-16.49, 179.98"
        follow_shape(person, shapes.read(corners), "Home", None)
    with make.app.app_context():
        for longitude in (179.99, -179.99):
            assert [
                row.person_id
                for row in read(nearby.PEOPLE_AROUND, nearby.around(-16.5, longitude))
            ] == [person.id]
            assert nearby.people_whose_shape_contains(-16.5, longitude) == {person.id}
        assert not nearby.people_whose_shape_contains(-16.5, 0.0)
        assert not read(nearby.PEOPLE_AROUND, nearby.around(-16.5, 0.0))
