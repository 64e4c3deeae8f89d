"""The loop as people live it: with script, without, and by keyboard alone."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.hands import Mouse
from tests.browser.letters import mailed
from tests.builders import PASSWORD, Maker, People
from tests.conftest import Server

LAMP, BINS, CAMPAIGN, TASK = (
    "The lamp by the school is out",
    "Bins block the pavement",
    "Light the lane",
    "Count lamps",
)
Comes = Callable[..., Mouse]


def test_a_worry_becomes_a_campaign_a_task_and_an_answer(
    comes: Comes, server: Server, people: People, make: Maker
) -> None:
    make.issue(people.member, title=BINS)
    newcomer = make.person("Sam Stone", email="sam@example.org")

    nadia = comes()
    register(nadia, server)
    post(nadia)
    join_in(comes(people.resident))
    organiser = comes()
    sign_in(organiser, people.organiser.email)
    start_campaign(organiser)
    plan_task(organiser)
    tell_news(organiser)
    take_and_hand_back(comes(newcomer))
    take_and_finish(comes(people.member))
    close(organiser)
    hear(nadia)


def register(nadia: Mouse, server: Server) -> None:
    nadia.go("Register")
    nadia.heading("Make an account")
    nadia.type("Your name", "Nadia Noor")
    nadia.type("E-mail address", "nadia@example.org")
    nadia.type("Password", "four quiet green words")
    nadia.pick("Where do you live?", "Hodge Hill")
    nadia.press("Send me the link")
    nadia.heading("Check your e-mail")
    nadia.sees("a file in the folder instance/mail/")
    nadia.screen.open(mailed(server, "/register/confirm"))
    nadia.heading("Make your account")
    nadia.sees("Your password is the one you chose.")
    nadia.press("Make my account")
    nadia.heading("My week")
    nadia.sees("Welcome.")


def sign_in(who: Mouse, email: str) -> None:
    who.go("Sign in")
    who.heading("Sign in")
    who.type("E-mail address", email)
    who.type("Password", PASSWORD)
    who.press("Sign in")
    who.heading("My week")


def post(nadia: Mouse) -> None:
    nadia.follow("Say what is on your mind")
    nadia.heading("Say what is wrong")
    nadia.type("In a few words", LAMP)
    nadia.type("What is wrong, or what", "Since March.")
    nadia.pick("Which of these is it about?", "Street lighting")
    nadia.pick("Which area", "Hodge Hill")
    nadia.press("Post it")
    nadia.heading(LAMP)
    nadia.sees("Your post is published.", "You posted this.", "1 neighbour says this")


def join_in(neighbour: Mouse) -> None:
    neighbour.go("Issues")
    neighbour.heading("What people say")
    neighbour.follow(LAMP)
    neighbour.heading(LAMP)
    neighbour.press("Count me in")
    neighbour.sees("2 neighbours say this", "You are counted in.")
    neighbour.type("What do you want to say?", "Ours too, on the corner.")
    neighbour.press("Say it")
    neighbour.sees("Ours too, on the corner.", "1 comment")


def start_campaign(organiser: Mouse) -> None:
    organiser.go("Issues")
    organiser.heading("What people say")
    organiser.follow(LAMP)
    organiser.heading(LAMP)
    organiser.follow("Start a campaign")
    organiser.heading("Start a campaign")
    organiser.press("Back to the post: 1")
    expect(organiser.page.get_by_label(LAMP)).to_be_checked()
    organiser.unfold("Pick more posts")
    organiser.tick(BINS)
    organiser.press("Next: the ask")
    organiser.type("What do you call it?", CAMPAIGN)
    organiser.type("What do you want to change?", "Every lamp lit.")
    organiser.type("What exactly do you ask for?", "Mend the lamps.")
    organiser.press("Next: who is told")
    organiser.sees("This tells")
    organiser.press("Publish and tell 3 people")
    organiser.heading(CAMPAIGN)
    organiser.sees("Everyone who asked is being told now.")
    organiser.unfold("What people said: 2 posts")
    organiser.sees(LAMP, BINS)


def plan_task(organiser: Mouse) -> None:
    organiser.unfold("For organisers")
    organiser.follow("Plan a task")
    organiser.heading("Plan a task")
    organiser.follow("Whenever it suits")
    organiser.sees("There is no end to it.")
    organiser.type("What is to be done?", TASK)
    organiser.press("Publish")
    organiser.heading(TASK)
    organiser.sees("The task is published.", "0 of 1 place taken")


def tell_news(organiser: Mouse) -> None:
    organiser.follow(CAMPAIGN)
    organiser.heading(CAMPAIGN)
    organiser.unfold("For organisers")
    organiser.follow("Tell everyone the news")
    organiser.heading("Tell everyone the news")
    organiser.type("What is the news?", "They will come")
    organiser.type("Tell them more", "On Monday.")
    organiser.press("See it before you send it")
    organiser.sees("As others will read it", "On Monday.")
    organiser.press("Send to 3 people")
    organiser.heading(CAMPAIGN)
    organiser.sees("Your news is published", "They will come")


def take_and_hand_back(newcomer: Mouse) -> None:
    newcomer.go("Tasks")
    newcomer.heading("What needs hands")
    newcomer.follow(TASK)
    newcomer.heading(TASK)
    newcomer.press("I’ll do it")
    newcomer.sees("You have a place.", "The one place is taken")
    newcomer.unfold("I can’t after all")
    newcomer.type("A note for whoever takes it on", "The odd numbers are done.")
    newcomer.press("Give the place back")
    newcomer.sees("0 of 1 place taken")


def take_and_finish(member: Mouse) -> None:
    member.go("Tasks")
    member.heading("What needs hands")
    member.follow(TASK)
    member.heading(TASK)
    member.sees("Sam Stone", "The odd numbers are done.")
    member.press("I’ll do it")
    member.sees("You have a place.")
    member.press("I have done it")
    member.sees("You have done your part.")


def close(organiser: Mouse) -> None:
    organiser.screen.open(organiser.page.url)
    organiser.heading(CAMPAIGN)
    organiser.unfold("How it came about")
    organiser.sees("Somebody finished their part of a task.")
    organiser.unfold("What people said")
    organiser.follow(LAMP)
    organiser.heading(LAMP)
    organiser.unfold("For organisers")
    organiser.follow("Change status")
    organiser.heading("Change status")
    organiser.pick("Where does it stand?", "Done")
    organiser.type("Why?", "All fourteen lamps are lit.")
    organiser.press("Tell everyone")
    organiser.heading(LAMP)
    organiser.sees("Everyone who asked is told about it.")


def hear(nadia: Mouse) -> None:
    nadia.follow("Your news")
    nadia.heading("Your news")
    nadia.sees(
        "commented on",
        "A campaign has begun from what was said:",
        "The status has changed:",
    )
    nadia.follow(LAMP)
    nadia.heading(LAMP)
    nadia.sees(
        "It became part of a campaign:", CAMPAIGN, "All fourteen lamps are lit.", "Done"
    )


def test_what_is_missing_in_a_form_is_said_linked_and_nothing_typed_is_lost(
    comes: Comes, people: People
) -> None:
    member = comes(people.member)
    member.go("Issues")
    member.heading("What people say")
    member.follow("Say something")
    member.heading("Say what is wrong")
    member.type("In a few words", LAMP)
    member.pick("Which area", "Hodge Hill")
    member.press("Post it")
    member.sees("There is something to put right")
    if member.screen.has_script:
        expect(member.page.locator(".error-summary")).to_be_focused()
    member.follow("Say what is wrong or hoped for.")
    expect(member.page.get_by_label("What is wrong, or what")).to_be_focused()
    expect(
        member.page.get_by_label("What is wrong, or what")
    ).to_have_accessible_description(re.compile("Error: Say what"))
    expect(member.page.get_by_label("In a few words")).to_have_value(LAMP)
    expect(
        member.page.get_by_label("Which area").locator("option:checked")
    ).to_have_text("Hodge Hill")
