"""What residents do with what they have to say: by keyboard alone, and without script
on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from board.accounts.models import Person
from board.issues.models import Issue
from tests.browser.hands import Mouse
from tests.browser.letters import mailed
from tests.builders import Maker, People, Rows
from tests.conftest import Server

LAMP, LATER = "The lamp by the school is out", "The lamp near the school is broken"
Comes = Callable[..., Mouse]
by_keyboard_or_without_script = pytest.mark.parametrize(
    "comes", ["keyboard", "no script"], indirect=True
)
without_script = pytest.mark.parametrize("comes", ["no script"], indirect=True)


def write(who: Mouse, title: str, body: str = "Since March.") -> None:
    """Fill in the form for a post."""
    who.follow("Say what is on your mind")
    who.heading("Say what is wrong")
    who.type("In a few words", title)
    who.type("What is wrong, or what", body)
    who.pick("Which of these is it about?", "Street lighting")
    who.pick("Which area", "Hodge Hill")


def read(who: Mouse, title: str) -> None:
    """Open a post from the list."""
    who.go("Issues")
    who.heading("What people say")
    who.follow(title)
    who.heading(title)


@by_keyboard_or_without_script
def test_somebody_without_an_account_posts_and_confirms_by_mail(
    comes: Comes, server: Server, people: People, rows: Rows
) -> None:
    nia = comes()
    write(nia, LAMP)
    nia.type("Your name", "Nia Noor")
    nia.type("E-mail address", "nia@example.org")
    nia.press("Post it")
    nia.heading("Check your e-mail")
    assert rows.count(Issue) == 0

    nia.screen.open(mailed(server, "/issues/confirm"))
    nia.heading("Publish what you wrote")
    nia.sees(LAMP, "Shown as: A resident of Hodge Hill")
    nia.press("Publish")
    nia.heading(LAMP)
    nia.sees("Your post is published.", "You posted this.")
    nia.go("My week")
    nia.sees("Nia Noor", LAMP)
    assert rows.count(Person, email="nia@example.org") == 1


@by_keyboard_or_without_script
def test_whoever_finds_it_said_already_is_counted_in_there(
    comes: Comes, people: People, make: Maker, rows: Rows
) -> None:
    make.issue(people.member, title=LAMP)
    rosa = comes(people.resident)
    write(rosa, LATER)
    if not rosa.screen.has_script:
        rosa.press("Post it")
    else:
        lead = rosa.page.get_by_role("link", name="1 post may be about the same thing.")
        expect(lead).to_have_attribute("href", "#similar")
    rosa.sees("Is it one of these?", LAMP)
    rosa.press("Count me in")
    rosa.heading(LAMP)
    rosa.sees("You are counted in", "2 neighbours say this")
    assert rows.count(Issue) == 1
    rosa.screen.open("/issues/new")
    expect(rosa.page.get_by_label("In a few words")).to_have_value("")


@without_script
def test_somebody_looks_at_it_as_others_will_and_then_posts_it(
    comes: Comes, people: People, rows: Rows
) -> None:
    rosa = comes(people.resident)
    write(rosa, LAMP, "It is **dark** there.")
    rosa.press("See it as others will")
    rosa.sees(
        "As others will see it",
        "It is dark there.",
        "Shown as: A resident of Hodge Hill",
    )
    assert rows.count(Issue) == 0
    expect(rosa.page.get_by_label("What is wrong, or what")).to_have_value(
        "It is **dark** there."
    )
    rosa.press("Post it")
    rosa.heading(LAMP)
    rosa.sees("Your post is published.", "It is dark there.")


@by_keyboard_or_without_script
def test_a_comment_is_changed_and_then_taken_away(
    comes: Comes, people: People, make: Maker
) -> None:
    make.issue(people.resident, title=LAMP)
    mo = comes(people.member)
    read(mo, LAMP)
    mo.type("What do you want to say?", "Ours too")
    mo.press("Say it")
    mo.sees("Ours too", "1 comment")
    mo.unfold("Change or remove what you said here")
    mo.follow("Change")
    mo.heading("Change your comment")
    mo.page.get_by_label("What do you want to say?").clear()
    mo.type("What do you want to say?", "Ours too, on the corner")
    mo.press("Save the changes")
    mo.sees("Your comment is changed.", "Ours too, on the corner", "changed")
    mo.unfold("Change or remove what you said here")
    mo.follow("Remove")
    mo.heading("Remove this comment?")
    mo.press("Remove it")
    mo.sees("It is removed.", "Removed by its author.")
    mo.sees_no("on the corner")


@by_keyboard_or_without_script
def test_whoever_asked_is_asked_whether_it_is_done_and_says_no(
    comes: Comes, people: People, make: Maker
) -> None:
    make.issue(people.resident, title=LAMP)
    organiser, rosa = comes(people.organiser), comes(people.resident)
    read(organiser, LAMP)
    organiser.unfold("For organisers")
    organiser.follow("Change status")
    organiser.pick("Where does it stand?", "Done")
    organiser.type("Why?", "All of them are lit.")
    organiser.type("A link that shows it", "https://example.org/lit")
    organiser.press("Tell everyone")
    organiser.sees(
        "Everyone who asked is told",
        "Marked as done",
        "See for yourself: https://example.org/lit",
    )

    make.jobs(days=6)
    rosa.follow("Your news")
    rosa.heading("Your news")
    rosa.sees("Is it really done? Please say so:")
    rosa.follow(LAMP)
    rosa.sees("You asked for this. Is it really done?")
    rosa.type("What do you see?", "It went out again.")
    rosa.press("No, it is not")
    rosa.sees("reopened: somebody who asked says it is not done", "It went out again.")
    rosa.sees_no("You asked for this.")


@by_keyboard_or_without_script
def test_two_posts_go_on_as_one_and_apart_again(
    comes: Comes, people: People, make: Maker
) -> None:
    make.issue(people.resident, title=LAMP)
    make.second(make.issue(people.member, title=LATER), people.elsewhere)
    organiser = comes(people.organiser)
    read(organiser, LATER)
    organiser.unfold("For organisers")
    organiser.follow("Same as another")
    organiser.heading("Which post says the same?")
    organiser.tick(LAMP)
    organiser.press("They are the same")
    organiser.heading(LATER)
    organiser.sees("Both go on as one", "It goes on at another post")
    organiser.follow("This says the same as post 1")
    organiser.heading(LAMP)
    organiser.sees("3 neighbours say this")
    read(organiser, LATER)
    organiser.unfold("For organisers")
    organiser.press("It is not the same. Undo")
    organiser.sees(
        "It stands on its own again, as it did before.", "2 neighbours say this"
    )
