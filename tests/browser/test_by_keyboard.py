"""What everybody can do whatever they have: on a phone 320 pixels wide, without script,
by keyboard alone, and always seeing where they are."""

from collections.abc import Callable

import pytest

from board.accounts.models import Person
from board.complaints.models import Complaint
from board.moderation.models import Case
from board.policy import Role
from board.privacy.models import DataCopy
from tests.areas.test_join import role
from tests.browser.conftest import PHONE
from tests.browser.hands import Keys
from tests.browser.letters import mailed
from tests.browser.screen import Screen
from tests.builders import PASSWORD, Maker, People, Rows
from tests.conftest import Server

TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"
COVERED = """document.querySelector(".flash").getBoundingClientRect().bottom
  > document.querySelector(".poster").getBoundingClientRect().top"""


class Narrow(Keys):
    """Never has to scroll sideways, wherever they come."""

    def on(self, heading: str, *texts: str) -> None:
        """The page with this heading has come, and says this."""
        self.heading(heading)
        self.sees(*texts)
        assert not self.page.evaluate(TOO_WIDE), f"{heading} is too wide"


@pytest.fixture
def come(screen: Callable[..., Screen]) -> Callable[..., Narrow]:
    """Somebody on a page: come("/issues", people.member)."""

    def open_for(path: str, person: Person | None = None) -> Narrow:
        window = screen(person, java_script_enabled=False, viewport=PHONE)
        window.open(path)
        return Narrow(window)

    return open_for


def test_flagging_reporting_deciding_and_appealing(
    come: Callable[..., Narrow], make: Maker, rows: Rows, people: People
) -> None:
    post = make.issue(people.resident, title="A post with a name in it")
    visitor = come(f"/issues/{post.id}")
    visitor.follow("Flag this post")
    visitor.on("Flag this")
    visitor.choose("It gives away a name")
    visitor.press("Send it to the organisers")
    visitor.on("Thank you. An organiser will look at it")
    visitor.follow("Report a problem")
    visitor.on("Report a problem with this board")
    visitor.choose("Something illegal is on this board")
    visitor.type("What happened?", "Somebody sells knives.")
    visitor.press("Send the complaint")
    visitor.on("Complaint 1", "We have it.")
    assert rows.all(Complaint)[0].what == "Somebody sells knives."

    organiser = come("/me", people.organiser)
    organiser.follow("1 case waits for a moderator")
    organiser.on("What waits for moderators")
    organiser.press("Look at it")
    organiser.on("A post · case 1", post.title, "It gives away a name")
    organiser.choose("Hide it")
    organiser.pick("Which rule", "3. Leave private details private")
    organiser.type("The reason, in words", "It names a child.")
    organiser.press("Decide")
    organiser.on("What waits for moderators", "Decided.")

    author = come("/moderation/mine", people.resident)
    author.on("What moderators decided about me")
    author.follow("A post")
    author.follow("Ask for a second look")
    author.on("Ask for a second look", "It names a child.")
    author.type("Why was that wrong?", "It is my own name.")
    author.press("Send it to a second person")
    author.sees("A second person will look at it")
    assert rows.all(Case)[0].appeal == "It is my own name."


def test_asking_to_be_let_in_and_letting_in(
    come: Callable[..., Narrow], rows: Rows, people: People
) -> None:
    newcomer = come("/areas/hodge-hill/join", people.elsewhere)
    newcomer.on("Become a member of Hodge Hill")
    newcomer.press("Ask to be let in")
    newcomer.on("Hodge Hill", "You have asked to be let in.")
    organiser = come("/areas/hodge-hill/desk", people.organiser)
    organiser.on("What needs you today")
    organiser.tick(people.elsewhere.name)
    organiser.press("Let in all who are ticked")
    organiser.on("What needs you today", "1 person is a member now")
    assert role(rows, people.elsewhere.id, people.hodge_hill.id) == Role.MEMBER


def test_a_new_password_mails_a_copy_and_going_for_good(
    come: Callable[..., Narrow], server: Server, rows: Rows, people: People
) -> None:
    resident = come("/login")
    resident.follow("Choose a new one")
    resident.on("Choose a new password")
    resident.type("E-mail address", people.resident.email)
    resident.press("Mail me a link")
    resident.on("Check your e-mail")
    resident.screen.open(mailed(server, "/password/reset"))
    resident.on("Choose a new password")
    resident.type("New password", PASSWORD * 2)
    resident.press("Save and sign me in")
    resident.on("My week", "Your password is changed.")

    resident.go("Settings")
    resident.on("Settings")
    resident.follow("Mails about your news")
    resident.on("Mails about your news")
    resident.pick("Everything else", "Never")
    resident.press("Save")
    resident.on("Mails about your news", "Saved.")

    resident.go("Settings")
    resident.follow("A copy of your data")
    resident.on("A copy of your data")
    resident.press("Make the copy")
    resident.on("A copy of your data", "Asked for.")
    assert rows.count(DataCopy, person_id=people.resident.id) == 1

    resident.go("Settings")
    resident.follow("Delete your account")
    resident.on("Delete your account")
    resident.choose("Their words go for good")
    resident.type("Your password now", PASSWORD * 2)
    resident.press("Delete my account for good")
    resident.sees("Your account is deleted.")
    assert not resident.page.evaluate(COVERED)
    assert rows.get(Person, people.resident.id).erased_at
