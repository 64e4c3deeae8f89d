"""A post with a picture, as people send it: with script, and without."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.screen import Screen
from tests.builders import Maker, People
from tests.photos.drawing import drawn


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_somebody_posts_a_picture_and_says_what_it_shows(
    screen: Callable[..., Screen], people: People, tmp_path: Path, script: bool
) -> None:
    photo = tmp_path / "bins.jpg"
    photo.write_bytes(drawn(2000, 1500))
    resident = screen(people.resident, java_script_enabled=script)
    resident.open("/issues/new")
    page = resident.page
    page.get_by_label("In a few words").fill("Bins block the pavement")
    page.get_by_label("What is wrong").fill("Every Friday.")
    page.get_by_label("Which of these").select_option("rubbish")
    page.get_by_label("Which area").select_option("hodge-hill")
    page.get_by_label("Pictures").set_input_files(photo)
    page.get_by_role("button", name="Post it").click()
    resident.heading("Bins block the pavement")
    image = page.get_by_role("img", name="Photo of: Bins block the pavement")
    expect(image).to_be_visible()
    image.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle") if not script else None
    page.locator("summary").filter(has_text="More").click()
    page.get_by_role("link", name="Say what the pictures show").click()
    page.get_by_label("What does this picture show?").fill("Two bins on the pavement")
    page.get_by_role("button", name="Save the changes").click()
    resident.heading("Bins block the pavement")
    large = page.get_by_role("link", name="Two bins on the pavement").get_attribute(
        "href"
    )
    assert page.request.get(large or "").headers["content-type"] == "image/webp"


# Far down it loads only once it is looked at; the page may be drawn anew meanwhile.
LOADED = (
    "() => { const i = document.querySelector('.comment img'); i?.scrollIntoView(); "
    "return i?.naturalWidth > 0 }"
)


def test_a_comment_with_a_picture_arrives_on_the_page_of_another(
    screen: Callable[..., Screen], people: People, make: Maker, tmp_path: Path
) -> None:
    photo = tmp_path / "gate.png"
    photo.write_bytes(drawn(kind="PNG"))
    issue = make.issue(people.resident)
    watching, member = screen(), screen(people.member)
    for one in (watching, member):
        one.open(f"/issues/{issue.id}")
        one.live()
    member.page.get_by_label("What do you want to say?").fill("Here it is.")
    member.page.get_by_label("Pictures").set_input_files(photo)
    member.page.get_by_role("button", name="Say it").click()
    for one in (member, watching):
        expect(
            one.page.get_by_role("img", name="Photo that came with this comment")
        ).to_be_visible()
        one.page.wait_for_function(LOADED)
