"""Drawing a shape around home, by hand and by keyboard, in a real browser under the
strict policy."""

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from board.follows.models import FollowShape
from tests.browser.screen import Screen
from tests.builders import People, Rows


def unfold(here: Screen, *names: str) -> None:
    """What is folded under lines of these words."""
    for name in names:
        here.page.locator("summary").filter(has_text=name).click()


SHAPE, CORNERS = "A shape around home", "Advanced: the corners"


def open_map(here: Screen) -> Locator:
    """The page with the map opened, which begins where areas are."""
    here.open("/me/follows")
    assert here.page.locator("script[src*=leaflet]").count() == 0
    unfold(here, SHAPE)
    here.page.get_by_role("button", name="Draw it on a map").click()
    box = here.page.locator(".map")
    expect(box).to_be_focused()
    return box


def lines(here: Screen) -> list[str]:
    """What stands in the field of corners."""
    return here.page.get_by_label("Its corners").input_value().splitlines()


def test_a_shape_is_drawn_by_clicks_closed_and_followed(
    screen: Callable[..., Screen], people: People, rows: Rows
) -> None:
    here = screen(people.member)
    box = open_map(here)
    close, undo = (
        here.page.get_by_role("button", name=name)
        for name in ("Close the shape", "Take the last corner")
    )
    expect(close).to_be_disabled()
    for x, y in ((60, 60), (200, 60), (200, 200), (20, 220)):
        box.click(position={"x": x, "y": y})
        here.page.wait_for_timeout(350)  # two quick clicks zoom in
    here.sees("Corners: 4.")
    undo.click()
    here.sees("Corners: 3.")
    assert len(lines(here)) == 3
    close.click()
    here.sees("Corners: 3. The shape is closed.")
    box.click(position={"x": 120, "y": 120})
    here.page.wait_for_timeout(350)
    assert len(lines(here)) == 3, "a closed shape takes no more corners"
    here.page.get_by_role("button", name="Add more corners").click()
    box.click(position={"x": 60, "y": 200})
    here.sees("Corners: 4.")
    here.page.get_by_label("What do you call it?").fill("Round the park")
    here.page.get_by_role("button", name="Follow this shape").click()
    here.sees("What is posted inside “Round the park”")
    (shape,) = rows.all(FollowShape)
    assert shape.south < shape.north
    assert shape.west < shape.east


def test_a_shape_is_drawn_by_keyboard_alone(
    screen: Callable[..., Screen], people: People, rows: Rows
) -> None:
    here = screen(people.member, reduced_motion="reduce")
    open_map(here)
    for key in ("Enter", "ArrowRight", "Enter", "ArrowDown", "Enter"):
        here.page.keyboard.press(key)
        here.page.wait_for_timeout(400)
    here.sees("Corners: 3.")
    close = here.page.get_by_role("button", name="Close the shape")
    close.press("Enter")
    here.sees("The shape is closed.")
    here.page.get_by_role("button", name="Follow this shape").press("Enter")
    here.sees("What is posted inside a shape around")
    assert rows.count(FollowShape) == 1


def test_what_is_typed_or_pasted_is_drawn(
    screen: Callable[..., Screen], people: People
) -> None:
    here = screen(people.member)
    field = here.page.get_by_label("Its corners")
    here.open("/me/follows")
    unfold(here, SHAPE, CORNERS)
    field.fill("52.5, -1.81\n52.51, -1.81\n52.51, -1.79")
    here.page.get_by_role("button", name="Draw it on a map").click()
    here.sees("Corners: 3. The shape is closed.")
    expect(here.page.locator(".map path.outline")).to_have_count(1)
    ring = (
        "[[-1.81, 52.5], [-1.81, 52.51], [-1.79, 52.51], [-1.79, 52.5], [-1.81, 52.5]]"
    )
    field.fill('{"type": "Polygon", "coordinates": [%s]}' % ring)  # noqa: UP031
    here.sees("Corners: 4. The shape is closed.")
    here.page.get_by_role("button", name="Take the last corner back").click()
    assert lines(here) == [
        "52.50000, -1.81000",
        "52.51000, -1.81000",
        "52.51000, -1.79000",
    ]
    field.fill("{")
    here.sees("Corners: 0.")


def test_without_script_corners_are_typed(
    screen: Callable[..., Screen], people: People, rows: Rows
) -> None:
    here = screen(people.member, java_script_enabled=False)
    here.open("/me/follows")
    unfold(here, SHAPE, CORNERS)
    here.page.get_by_label("Its corners").fill("52.5, -1.81\n52.51, -1.81")
    here.page.get_by_role("button", name="Follow this shape").click()
    here.sees("A shape needs at least three corners.")
    here.page.get_by_label("Its corners").fill(
        "52.5, -1.81\n52.51, -1.81\n52.51, -1.79"
    )
    here.page.get_by_role("button", name="Follow this shape").click()
    here.sees("What is posted inside a shape around 52.505, -1.8")
    assert rows.count(FollowShape) == 1
