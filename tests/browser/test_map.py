"""The map beside the list, and the pin of a new post, in a real browser under the
strict policy."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.areas.test_boundary import SQUARE, polygon
from tests.browser.screen import Screen
from tests.builders import Maker, People
from tests.conftest import Server
from tests.issues.test_tiles import mbtiles

HERE = (52.45, -1.85)


def posts(make: Maker, people: People) -> list[int]:
    """Three posts with a position, far enough apart to be pins of their own, and one
    without."""
    make.issue(people.resident, title="Nobody knows where")
    steps = [(0.0, 0.0), (0.02, 0.0), (0.0, 0.04)]
    return [
        make.issue(
            people.resident,
            title=f"Post {n}",
            latitude=HERE[0] + north,
            longitude=HERE[1] + east,
        ).id
        for n, (north, east) in enumerate(steps)
    ]


def test_pins_and_list_say_the_same_and_are_in_step(
    screen: Callable[..., Screen], server: Server, people: People
) -> None:
    ids = posts(server.make, people)
    here = screen()
    here.open("/issues?view=map")
    pins = here.page.locator("#map .pin")
    expect(pins).to_have_count(3)
    expect(here.page.locator("#list .notice")).to_have_count(4)
    here.sees("There is no street map behind the pins")
    first = here.page.get_by_role("button", name="Post 1")
    first.focus()
    here.page.keyboard.press("Enter")
    expect(here.focused()).to_have_attribute("href", f"/issues/{ids[1]}")
    expect(here.page.locator("#map .pin.lit")).to_have_attribute("title", "Post 1")


def test_a_pin_stands_where_its_post_is(
    screen: Callable[..., Screen], server: Server, people: People
) -> None:
    server.make.issue(
        people.resident, title="Alone", latitude=HERE[0], longitude=HERE[1]
    )
    here = screen()
    here.open("/issues?view=map")
    pin, ground = (
        here.page.get_by_role("button", name="Alone").bounding_box(),
        here.page.locator("#map").bounding_box(),
    )
    assert pin
    assert ground
    for start, size in (("x", "width"), ("y", "height")):
        # the map is centred on it
        assert abs(pin[start] + pin[size] / 2 - ground[start] - ground[size] / 2) < 30


def test_filters_change_both_and_stay_in_the_address(
    screen: Callable[..., Screen], server: Server, people: People
) -> None:
    posts(server.make, people)
    server.make.issue(
        people.member,
        title="Drums",
        category="noise",
        latitude=HERE[0],
        longitude=HERE[1] - 0.03,
    )
    here = screen()
    here.open("/issues?view=map")
    expect(here.page.locator("#map .pin")).to_have_count(4)
    here.page.locator("summary").filter(has_text="Search and narrow down").click()
    here.page.get_by_label("About").select_option(label="Noise")
    expect(here.page.locator("#map .pin")).to_have_count(1)
    expect(here.page.locator("#list .notice")).to_have_count(1)
    expect(here.page).to_have_url(re.compile("view=map"))
    expect(here.page).to_have_url(re.compile("category=noise"))


def test_moving_the_map_offers_to_search_there(
    screen: Callable[..., Screen], server: Server, people: People
) -> None:
    posts(server.make, people)
    here = screen()
    here.open(f"/issues?view=map&near={HERE[0]},{HERE[1]}&within=20")
    expect(here.page.locator("#map .pin, #map .cluster").first).to_be_visible()
    button = here.page.get_by_role("button", name="Search this part")
    expect(button).to_be_hidden()
    here.page.wait_for_timeout(1600)
    for _ in range(4):
        here.page.get_by_role("button", name="Zoom in", exact=True).click()
        here.page.wait_for_timeout(400)
    button.click()
    here.page.wait_for_url("**within=*")
    expect(here.page.locator("#list .notice")).to_have_count(1)
    here.sees("Post 0", "from the place you chose")


def test_without_script_the_list_says_it_all(
    screen: Callable[..., Screen], server: Server, people: People
) -> None:
    posts(server.make, people)
    here = screen(java_script_enabled=False)
    here.open("/issues?view=map")
    here.sees("The map needs JavaScript", "Post 0", "Nobody knows where")


def test_a_pin_gives_the_place_of_a_new_post_and_its_area(
    screen: Callable[..., Screen],
    serve: Callable[..., Server],
    make: Maker,
    people: People,
    tmp_path: Path,
) -> None:
    make.boundary(people.ward_end, polygon(SQUARE))
    with_streets = serve(workers=1, tile_url=str(mbtiles(tmp_path)))
    here = screen(
        people.resident,
        at=with_streets,
        geolocation={"latitude": 52.45, "longitude": -1.85},
        permissions=["geolocation"],
    )
    here.open("/issues/new")
    assert here.page.locator("script[src*=leaflet]").count() == 0
    here.page.get_by_role("button", name="Use where I am").click()
    expect(here.page.get_by_label("Latitude")).to_have_value("52.45000")
    expect(here.page.get_by_label("Which area is it in?")).to_have_value("ward-end")
    here.page.get_by_role("button", name="Show the place on a map").click()
    box = here.page.locator(".map")
    expect(box.locator(".pin")).to_be_visible()
    box.click(position={"x": 60, "y": 60})
    expect(here.page.get_by_label("Latitude")).not_to_have_value("52.45000")
    box.focus()
    here.page.keyboard.press("Enter")
    expect(here.page.get_by_label("Latitude")).to_have_value("52.45000")


def test_without_a_street_map_one_says_where_one_is_or_picks_a_known_place(
    screen: Callable[..., Screen], server: Server, people: People
) -> None:
    server.make.issue(people.member, place="Outside the chemist")
    here = screen(people.resident)
    here.open("/issues/new")
    here.sees("Use where I am", "More about the place")
    here.sees_no("Show the place on a map")
    place = here.page.get_by_label("Where exactly?")
    expect(place).to_have_attribute("list", "places")
    expect(here.page.locator("#places option")).to_have_attribute(
        "value", "Outside the chemist"
    )


def test_the_large_map_has_the_outlines_and_names_of_areas(
    screen: Callable[..., Screen], server: Server, people: People
) -> None:
    server.make.boundary(people.hodge_hill, polygon(SQUARE))
    posts(server.make, people)
    here = screen()
    here.open("/issues?view=map")
    expect(here.page.locator("#map .area-outline")).to_have_count(1)
    expect(here.page.locator("#map .area-name")).to_have_text("Hodge Hill")


def test_the_list_begins_with_what_is_near(
    screen: Callable[..., Screen], server: Server, people: People
) -> None:
    posts(server.make, people)
    place: Any = {"latitude": HERE[0], "longitude": HERE[1]}
    here = screen(geolocation=place, permissions=["geolocation"])
    here.open("/issues")
    here.page.locator("summary").filter(has_text="Search and narrow down").click()
    here.page.get_by_role("button", name="Use where I am").click()
    here.sees("About 50 m from the place you chose")
    expect(here.page).to_have_url(re.compile("sort=near"))


def test_one_finds_while_one_types(
    screen: Callable[..., Screen], server: Server, people: People
) -> None:
    posts(server.make, people)
    server.make.issue(people.member, title="Drums in the night")
    here = screen()
    here.open("/issues")
    here.page.locator("summary").filter(has_text="Search and narrow down").click()
    field = here.page.get_by_label("Words")
    field.press_sequentially("drums", delay=40)
    expect(here.page.locator("#list .notice")).to_have_count(1)
    expect(field).to_be_focused()
    expect(field).to_have_value("drums")
    expect(here.page).to_have_url(re.compile("q=drums"))
