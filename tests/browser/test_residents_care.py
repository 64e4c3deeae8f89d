"""What residents put right, what they want to hear of, and what they have
half written."""

from collections.abc import Callable

from playwright.sync_api import expect

from board.issues.models import Issue
from tests.browser.screen import Screen
from tests.browser.test_residents import LAMP, Comes, read, without_script
from tests.builders import Maker, People, Rows

NUMBER = "0121 496 0000"


@without_script
def test_a_post_is_changed_compared_and_rid_of_a_number(
    comes: Comes, people: People, make: Maker, rows: Rows
) -> None:
    make.issue(people.resident, title=LAMP, body=f"Since March. Ring {NUMBER}.")
    rosa, organiser = comes(people.resident), comes(people.organiser)
    read(rosa, LAMP)
    rosa.unfold("More")
    rosa.follow("Edit")
    rosa.type("What is wrong, or what", "Since May. Ask me.")
    rosa.press("Save the changes")
    rosa.sees("Your changes are saved.", "Since May. Ask me.")
    read(organiser, LAMP)
    organiser.unfold("More")
    organiser.follow("See earlier versions")
    organiser.sees("changed by Rosa Reed", NUMBER)
    expect(organiser.page.locator("del").first).to_have_text("March")
    expect(organiser.page.locator("ins").first).to_have_text("May")

    rosa.unfold("More")
    rosa.follow("Remove personal details")
    rosa.press("Delete what it said before")
    rosa.sees("They are removed.", "Personal details were removed.")
    read(organiser, LAMP)
    organiser.unfold("More")
    organiser.follow("See earlier versions")
    organiser.sees("Personal details were removed. What it said is not kept.")
    assert NUMBER not in str(rows.everything())


@without_script
def test_somebody_follows_a_subject_and_a_place_and_stops(
    comes: Comes, people: People, make: Maker
) -> None:
    eli = comes(people.elsewhere)
    eli.go("Areas")
    eli.heading("Areas")
    eli.follow("Hodge Hill")
    eli.unfold("More")
    eli.follow("Follow one subject here")
    eli.heading("What I follow")
    eli.pick("What about?", "Street lighting")
    eli.press("Follow this subject")
    eli.sees("You will hear what is posted about it.", "Street lighting in Hodge Hill")
    eli.unfold("Advanced: around a point")
    eli.type("Latitude", "52.5")
    eli.type("Longitude", "-1.8")
    eli.press("Follow this place")
    eli.sees("What is posted within 1.0 km of 52.5, -1.8")

    make.issue(people.resident, title=LAMP)
    make.issue(
        people.resident,
        title="Drills at night",
        category="noise",
        latitude=52.501,
        longitude=-1.8,
    )
    eli.follow("Your news")
    eli.sees(
        LAMP,
        "You follow street lighting in Hodge Hill.",
        "Drills at night",
        "You follow what is posted near",
    )
    eli.screen.open("/me/follows")
    eli.press("Stop")
    eli.sees("You will hear no more of it.")
    eli.sees_no("What is posted within")


def half_written(window: Screen) -> None:
    """Begin a post and do not send it."""
    window.open("/issues/new")
    window.page.get_by_label("In a few words").fill(LAMP)
    window.page.get_by_label("What is wrong, or what").fill("Since March.")
    window.page.get_by_label("Which of these").select_option("lighting")
    window.page.get_by_label("Which area").select_option("hodge-hill")


def is_still_there(window: Screen) -> None:
    """What was written stands in the form again."""
    window.open("/issues/new")
    expect(window.page.get_by_label("In a few words")).to_have_value(LAMP)
    expect(window.page.get_by_label("What is wrong, or what")).to_have_value(
        "Since March."
    )


def test_what_is_half_written_outlives_a_closed_tab_a_lost_line_and_a_look_at_it(
    screen: Callable[..., Screen], people: People, rows: Rows
) -> None:
    rosa = screen(people.resident)
    half_written(rosa)
    rosa.page.close()
    rosa.page = rosa.context.new_page()
    is_still_there(rosa)

    half_written(rosa)
    rosa.may_say = "Failed to fetch"
    rosa.context.set_offline(True)
    rosa.sees("What you wrote is kept on this device")
    rosa.page.get_by_role("button", name="Post it").click()
    rosa.page.wait_for_url("chrome-error://**")
    rosa.context.set_offline(False)
    is_still_there(rosa)

    half_written(rosa)
    rosa.page.get_by_role("button", name="See it as others will").click()
    rosa.sees("As others will see it")
    is_still_there(rosa)
    assert rows.count(Issue) == 0


def test_what_is_sent_is_posted_once_however_often_one_presses_and_no_draft_is_left(
    screen: Callable[..., Screen], people: People, rows: Rows
) -> None:
    rosa = screen(people.resident)
    half_written(rosa)
    rosa.page.get_by_role("button", name="Post it").dblclick()
    rosa.heading(LAMP)
    rosa.sees("You posted this.")
    rosa.open("/issues/new")
    expect(rosa.page.get_by_label("In a few words")).to_have_value("")
    assert rows.count(Issue) == 1
