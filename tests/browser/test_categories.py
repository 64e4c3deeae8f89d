"""The list of categories follows the area that is picked, and what was typed stays."""

from collections.abc import Callable

from playwright.sync_api import expect

from board.areas.actions import draw
from board.categories import actions
from tests.areas.test_boundary import SQUARE, polygon
from tests.browser.screen import Screen
from tests.builders import Maker, People
from tests.conftest import Server


def allot(make: Maker, people: People) -> None:
    """Ward End has allotments and calls noise din, which Hodge Hill does not."""
    with make.writing():
        by, area = make._here(people.operator), make._here(people.ward_end)
        actions.add(area, by, name="Allotments", hint="Plots", icon="leaf")
        actions.change(
            area, by, "noise", name="Din", hint="", icon="bell", offered=True
        )


def test_picking_an_area_brings_its_categories(
    screen: Callable[..., Screen], server: Server, people: People
) -> None:
    allot(server.make, people)
    here = screen(people.resident)
    here.open("/issues/new")
    category, area = (
        here.page.get_by_label("Which of these"),
        here.page.get_by_label("Which area"),
    )
    here.page.get_by_label("In a few words").fill("It hums")
    category.select_option(label="Noise")
    area.focus()
    area.select_option(label="Ward End")
    expect(category.locator("option:checked")).to_have_text("Din")
    expect(category.locator("optgroup")).to_have_count(0)
    area.select_option(label="Hodge Hill")
    expect(category.locator("option:checked")).to_have_text("Noise")
    expect(category.locator("optgroup option")).to_have_text(["Allotments"])
    expect(here.page.get_by_label("In a few words")).to_have_value("It hums")
    expect(here.focused()).to_have_attribute("id", "area")
    assert here.path == "/issues/new"


def test_a_pin_that_names_the_area_does_so_too(
    screen: Callable[..., Screen], server: Server, people: People
) -> None:
    allot(server.make, people)
    with server.make.writing():
        draw(server.make._here(people.ward_end), polygon(SQUARE))
    here = screen(
        people.resident,
        geolocation={"latitude": 52.42, "longitude": -1.85},
        permissions=["geolocation"],
    )
    here.open("/issues/new")
    here.page.get_by_role("button", name="Use where I am").click()
    expect(here.page.get_by_label("Which area").locator("option:checked")).to_have_text(
        "Ward End"
    )
    expect(
        here.page.get_by_label("Which of these").locator("option", has_text="Din")
    ).to_have_count(1)
