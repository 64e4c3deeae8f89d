"""The outlines of areas: for the large map, and drawn small beside a post."""

from board.areas.outlines import HIGH, WIDE, rings_of, small_map
from tests.areas.test_boundary import SQUARE, polygon
from tests.builders import Maker, People
from tests.pages import Browser


def test_a_map_gets_outlines_or_the_middle(
    visitor: Browser, make: Maker, people: People
) -> None:
    make.boundary(people.hodge_hill, polygon(SQUARE))
    found = visitor.get("/areas.geojson").json["features"]
    shapes = {one["properties"]["slug"]: one["geometry"] for one in found}
    assert shapes["hodge-hill"]["type"] == "MultiPolygon"
    assert shapes["ward-end"] is None


def test_a_post_shows_where_it_is_in_its_area(
    visitor: Browser, make: Maker, people: People
) -> None:
    placed = {"latitude": 52.45, "longitude": -1.85}
    issue = make.issue(people.resident, **placed)
    at = f"/issues/{issue.id}"
    assert visitor.get(at).says("See it on a map"), "no outline is known"
    make.boundary(people.hodge_hill, polygon(SQUARE))
    page = visitor.get(at)
    assert 'class="small-map" href="/issues?view=map&amp;near=52.45,-1.85' in page.text
    nowhere = make.issue(people.resident)
    page = visitor.get(f"/issues/{nowhere.id}")
    assert "small-map" not in page.text
    assert not page.says("See it on a map")


def test_a_post_outside_its_area_is_not_drawn_in_it(
    visitor: Browser, make: Maker, people: People
) -> None:
    make.boundary(people.hodge_hill, polygon(SQUARE))
    elsewhere = make.issue(people.resident, latitude=51.5, longitude=-0.12)
    page = visitor.get(f"/issues/{elsewhere.id}")
    assert 'class="small-map"' not in page.text
    assert page.says("See it on a map")


def test_a_point_past_the_date_line_lies_where_its_outline_goes_on() -> None:
    boundary = "[[[[179,50],[181,50],[181,52],[179,52],[179,50]]]]"
    west, east = small_map(boundary, 51, 179.5), small_map(boundary, 51, -179.5)
    assert 0 < west.x < WIDE / 2 < east.x < WIDE


def test_the_point_lies_in_the_picture_where_it_lies_in_the_outline() -> None:
    boundary = "[[[[0,50],[2,50],[2,52],[0,52],[0,50]]]]"
    middle = small_map(boundary, 51, 1)
    assert (middle.x, middle.y) == (WIDE / 2, HIGH / 2)
    north_east = small_map(boundary, 51.9, 1.9)
    assert north_east.x > middle.x
    assert north_east.y < middle.y


def test_a_long_outline_is_drawn_with_fewer_points() -> None:
    ring = [[n / 1000, (n % 7) / 100] for n in range(3000)]
    drawn = rings_of(str([[[*ring, ring[0]]]]))[0]
    assert 200 < len(drawn) <= 400
    assert drawn[0] == drawn[-1]
