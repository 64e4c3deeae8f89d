"""Each page shows its one next step on a phone: a low header, the main button in the
first screen, never two of them at once, and an end in sight."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.browser.screen import Screen
from tests.builders import Maker, People

PHONE = {"width": 390, "height": 844}
MAGNIFIED = {"width": 320, "height": 225}  # 1280 by 900 at 400 %
# The most screens each page may take, by its address; `main` where the main button
# stands in the first one, for those who have something to press there.
PAGES = {
    "/": (9, "main"),
    "/issues": (9, "main"),
    "/issues/18": (5, "main"),
    "/issues/23": (5, "main"),
    "/issues/1": (5, ""),
    "/issues/new": (3, ""),
    "/campaigns": (6, ""),
    "/campaigns/1": (6, ""),
    "/campaigns/2": (6, "main"),
    "/campaigns/3": (6, "main"),
    "/tasks": (6, ""),
    "/tasks/9": (6, "main"),
    "/events": (6, ""),
    "/events/5": (6, "main"),
    "/areas/hodge-hill": (6, "main"),
    "/me/about": (6, "main"),
    "/areas/hodge-hill/story": (6, ""),
    "/areas/hodge-hill/roles": (6, ""),
    "/areas/hodge-hill/rounds": (6, ""),
    "/rounds/1": (6, ""),
    "/rounds/2": (6, "main"),
    "/playbooks": (9, ""),  # a list
    "/playbooks/3": (6, "main"),
    "/playbooks/3/use": (3, "main"),
    "/playbooks/11/tree": (6, ""),
    "/courses": (9, ""),  # a list
    "/courses/1": (6, ""),
    "/people": (6, ""),
    "/one-to-ones": (6, "main"),
    "/one-to-ones?with=": (3, ""),
    "/introductions": (6, "main"),
    "/introductions?who=": (3, ""),
}
OF_ORGANISERS = {
    "/me/templates": (2, ""),
    "/me/templates/1/edit": (2, "main"),
    "/me/templates/2/use": (2, "main"),
    "/me/templates/new?event=5": (2, "main"),
    "/campaigns/1/copy": (2, "main"),
    "/events/new?copy=5": (4, ""),
}
SEEN = """async () => {
  // letters of another shape fill other lines
  await Promise.all([...document.fonts].map(face => face.load()));
  const shown = element => element.checkVisibility() && element.getClientRects().length;
  const tops = [...document.querySelectorAll(
    ".button:not(.quiet, .plain, .danger, .notices .step)")]
    .filter(shown).map(element => element.getBoundingClientRect())
    .map(box => [box.top, box.bottom]);
  return {
    header: document.querySelector("header.site-header").getBoundingClientRect().height,
    height: document.documentElement.scrollHeight,
    main: tops.sort((one, other) => one[0] - other[0]),
    claimed: document.querySelector(".mine p, .acts > p, [action$=unsecond]") !== null,
  };
}"""

COLOUR = "button => getComputedStyle(button).backgroundColor"


@pytest.mark.parametrize("who", ["visitor", "member", "organiser"])
def test_its_next_step_stands_in_the_first_screen(
    looking: Callable[..., Screen], who: str
) -> None:
    screen, faults = looking(who, viewport=PHONE), []
    pages = PAGES | (OF_ORGANISERS if who == "organiser" else {})
    for path, (most, main) in pages.items():
        assert screen.open(path).ok, path
        seen = screen.page.evaluate(SEEN)
        if seen["header"] > 64:
            faults.append(f"{path}: the header is {seen['header']} px high")
        if seen["height"] > most * PHONE["height"]:
            long = seen["height"] / PHONE["height"]
            faults.append(f"{path}: {long:.1f} screens, more than {most}")
        buttons = seen["main"]
        in_first = [bottom for _top, bottom in buttons if bottom <= PHONE["height"]]
        if main and not in_first and not seen["claimed"]:
            faults.append(f"{path}: no main button in the first screen")
        for one, other in pairwise(buttons):
            if other[1] - one[0] < PHONE["height"]:
                faults.append(f"{path}: two main buttons at {one[0]} and {other[0]}")
    assert not faults, "\n".join(faults)


def test_magnified_four_times_the_heading_is_at_hand(
    looking: Callable[..., Screen],
) -> None:
    screen, faults = looking("member", viewport=MAGNIFIED), []
    for path in PAGES:
        screen.open(path)
        top = screen.page.locator("h1").bounding_box()["y"]  # type: ignore[index]
        if top > 200:
            faults.append(f"{path}: the heading begins at {top} px")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("kind", ["event", "task"])
def test_the_main_button_is_the_main_button_again_when_its_press_is_taken_back(
    screen: Callable[..., Screen], make: Maker, people: People, kind: str
) -> None:
    campaign = make.campaign(people.organiser)
    if kind == "event":
        path = f"/events/{make.event(people.hodge_hill, people.organiser).id}"
        press, back = "I’m coming", "I can’t come after all"
    else:
        path = f"/tasks/{make.task(campaign, people.organiser).id}"
        press, back = "I’ll do it", "Give the place back"
    window = screen(people.member, reduced_motion="reduce")  # colours don't fade
    window.open(path)
    main = window.page.get_by_role("button", name=press)
    colour = main.evaluate(COLOUR)
    main.click()
    if kind == "task":
        window.page.get_by_text("I can’t after all").click()
    quiet = window.page.get_by_role("button", name=back)
    assert quiet.evaluate(COLOUR) != colour
    quiet.click()
    expect(main).to_have_css("background-color", colour)
