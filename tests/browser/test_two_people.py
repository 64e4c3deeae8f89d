"""What two people do with each other by keyboard alone, without script, on a phone 320
pixels wide: a one-to-one and the call after it, and an introduction by somebody in the
middle."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from board.accounts.models import Person
from board.introductions.models import Introduction, Look
from board.one_to_ones.models import FollowUp, OneToOne, Opens
from tests.browser.conftest import PHONE
from tests.browser.letters import mailed
from tests.browser.screen import Screen
from tests.browser.test_by_keyboard import Narrow
from tests.builders import Maker, People, Rows, in_days
from tests.conftest import Server
from tests.one_to_ones.talks import answer, talk

Comes = Callable[..., Narrow]


@pytest.fixture
def come(screen: Callable[..., Screen]) -> Comes:
    """Somebody on a page: come("/one-to-ones", people.member)."""

    def open_for(path: str, person: Person | None = None) -> Narrow:
        window = screen(person, java_script_enabled=False, viewport=PHONE)
        window.open(path)
        return Narrow(window)

    return open_for


def test_a_one_to_one_is_written_down_and_answered(
    come: Comes, people: People, rows: Rows
) -> None:
    olu = come(f"/people/{people.member.id}", people.organiser)
    olu.follow("Write down a one-to-one")
    olu.on("Write down a one-to-one", "Mo Malik")
    olu.type("What they care about", "The dark lane")
    olu.type("Next step", "Tea on Friday")
    olu.press("Save it")
    olu.on("Olu Okafor and Mo Malik", "Written down.", "No answer yet.")

    mo = come("/me", people.member)
    mo.sees("Olu Okafor wrote down a one-to-one with you.")
    mo.follow("Read and answer")
    mo.on("Olu Okafor and Mo Malik", "The dark lane", "Tea on Friday")
    mo.type("Your answer", "And a trailer.")
    mo.press("Save")
    mo.on("Olu Okafor and Mo Malik", "Saved. Olu Okafor hears of it.")
    olu.screen.open("/one-to-ones")
    olu.follow("Mo Malik")
    olu.on("Olu Okafor and Mo Malik", "And a trailer.")
    (made,) = rows.all(OneToOne)
    assert (made.answer, made.by_opens) == ("And a trailer.", Opens.NOTHING)


def test_an_organiser_rings_somebody_from_their_desk(
    come: Comes, make: Maker, people: People, rows: Rows
) -> None:
    both = {"opens": Opens.CALLS}
    made = talk(make, people.hodge_hill, people.resident, people.member, **both)
    answer(make, made, people.member, **both)
    olga = come("/areas/hodge-hill/desk", people.organiser)
    olga.on("What needs you today", "People to ring", "Mo Malik")
    olga.press("I ring")
    olga.on("What needs you today", "You ring them.", "You ring.")
    assert rows.count(FollowUp, caller_id=people.organiser.id) == 1
    olga.press("I have rung")
    olga.on("What needs you today", "Noted.")
    assert rows.get(OneToOne, made.id).done_on is not None


def test_two_are_put_in_touch_and_one_of_them_has_no_account(
    come: Comes, people: People, rows: Rows, server: Server
) -> None:
    rosa = come("/introductions", people.resident)
    rosa.follow("Ask for one")
    rosa.on("Could you put me in touch?")
    rosa.type("Whom would you like to reach?", "The head of the school")
    rosa.type("What for?", "Use the hall on Tuesdays")
    rosa.press("Ask them")
    rosa.sees("The head of the school")

    olga = come("/introductions", people.organiser)
    olga.sees("waiting for you")
    olga.follow("The head of the school")
    olga.on("The head of the school", "Use the hall on Tuesdays")
    olga.type("Their e-mail address", "head@example.org")
    olga.press("Ask them")
    olga.sees("You asked the other side.")

    head = come(mailed(server, "/introductions/link"))
    head.on("The head of the school", "Rosa Reed would like to reach you.")
    head.tick("I am 18 or over")
    head.press("Yes, put us in touch")
    head.sees("You said yes.")
    rosa.screen.open("/me")
    rosa.follow("Say yes, too")
    rosa.tick("I am 18 or over")
    rosa.press("Yes, put us in touch")
    rosa.press("Show me")
    rosa.on("The head of the school", "head@example.org", "Who looked")
    assert rows.count(Look) == 1
    head.screen.open(head.screen.path)
    head.sees("The other side")
    head.unfold("End it, or change how you can be reached")
    head.press("End it now")
    head.sees("It has ended.")
    rosa.screen.open(rosa.screen.path)
    rosa.sees("It has ended. Nobody sees any more how to reach anybody.")
    expect(rosa.page.get_by_text("head@example.org")).to_have_count(0)
    (made,) = rows.all(Introduction)
    assert (made.asker_shares, made.other_shares, made.email) == ("", "", "")
    assert made.until.date() > in_days(1)
