"""What is typed and chosen is never lost on the way, with script and without."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.screen import Screen
from tests.builders import PASSWORD, Maker, People
from tests.photos.drawing import drawn

SAID = "The lamp by the school is out again."
NOTE = "We kept what you typed. Check it and send it."
scripted = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


@scripted
def test_a_picture_goes_all_the_way_through(
    screen: Callable[..., Screen],
    people: People,
    make: Maker,
    tmp_path: Path,
    script: bool,
) -> None:
    make.issue(
        people.member,
        title="Bins block the pavement",
        body="Every Friday.",
        category="rubbish",
    )
    photo = tmp_path / "bins.jpg"
    photo.write_bytes(drawn(2000, 1500))
    resident = screen(
        people.resident,
        java_script_enabled=script,
        viewport={"width": 320, "height": 640},
    )
    resident.open("/issues/new")
    page = resident.page
    page.get_by_label("What is wrong").fill("Every Friday.")
    page.get_by_label("Which of these").select_option("rubbish")
    page.get_by_label("Which area").select_option("hodge-hill")
    page.get_by_label("Pictures").set_input_files(photo)

    def waits() -> None:
        image = page.locator(".chosen img")
        expect(image).to_have_count(1)
        image.scroll_into_view_if_needed()
        assert (
            image.evaluate(
                "async image => { await image.decode(); return image.naturalWidth }"
            )
            == 480
        )

    page.get_by_role("button", name="Post it").click()
    resident.sees("Give it a title")
    waits()
    page.get_by_label("In a few words").fill("Bins block the pavement")
    page.get_by_label("What does this picture show?").fill("Two bins")
    page.locator("#issue-new").get_by_role(
        "button", name="See it as others will"
    ).click()
    resident.sees("As others will see it")
    waits()
    page.get_by_role("button", name="Post it").first.click()
    resident.sees("Is it one of these?")
    waits()
    page.get_by_role("button", name="None of these: post mine").last.click()
    resident.heading("Bins block the pavement")
    expect(page.get_by_role("img", name="Two bins")).to_be_visible()


@scripted
def test_a_text_outlives_a_lost_session(
    screen: Callable[..., Screen], people: People, make: Maker, script: bool
) -> None:
    issue = make.issue(people.resident)
    member = screen(people.member, java_script_enabled=script)
    member.open(f"/issues/{issue.id}")
    page = member.page
    page.get_by_label("What do you want to say?").fill(SAID)
    member.context.clear_cookies(name="board")
    page.get_by_role("button", name="Say it").click()
    member.heading("Sign in")
    page.get_by_label("E-mail address").fill("member@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    member.sees(NOTE)
    expect(page.get_by_label("What do you want to say?")).to_have_value(SAID)
    page.get_by_role("button", name="Say it").click()
    member.sees("Mo Malik")
    expect(page.get_by_label("What do you want to say?")).to_have_value("")
    member.open(f"/issues/{issue.id}")
    expect(page.get_by_label("What do you want to say?")).to_have_value("")
    member.sees_no(NOTE)


def test_a_half_written_edit_is_there_again_on_this_device_for_its_writer_alone(
    screen: Callable[..., Screen], people: People, make: Maker
) -> None:
    issue = make.issue(people.resident, body="It is dark.")
    rosa = screen(people.resident)
    at, label = f"/issues/{issue.id}/edit", "What is wrong"
    rosa.open(at)
    rosa.page.get_by_label(label).fill(SAID)
    rosa.open("/issues")
    rosa.open(at)
    rosa.sees(NOTE)
    expect(rosa.page.get_by_label(label)).to_have_value(SAID)
    name, _, value = make.cookie(people.organiser).partition("=")
    mine = next(cookie for cookie in rosa.context.cookies() if cookie["name"] == name)[
        "value"
    ]
    for whose, shown in ((value, "It is dark."), (mine, SAID)):
        rosa.context.add_cookies([{"name": name, "value": whose, "url": rosa.url}])
        rosa.open(at)
        expect(rosa.page.get_by_label(label)).to_have_value(shown)
    rosa.page.get_by_role("button", name="Save the changes").click()
    rosa.sees(SAID)
    rosa.open(at)
    rosa.sees_no(NOTE)
