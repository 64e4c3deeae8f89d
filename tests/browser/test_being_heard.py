"""Two who seldom speak up: somebody answers in a listening round on an old phone
without script, and a shy newcomer says one line about herself, is asked, and says no by
keyboard alone."""

from collections.abc import Callable

from board.accounts.models import Person
from board.people.models import Line
from board.people.request_models import Reply, Request
from board.rounds.models import Answer, AnswerTheme
from board.tasks.claim_models import Claim
from tests.browser.conftest import PHONE
from tests.browser.hands import Keys, Mouse
from tests.browser.screen import Screen
from tests.builders import Maker, People, Rows

Opens = Callable[..., Screen]
SAID = "The crossing by the school is dark"
WIDTH = "document.documentElement.scrollWidth"


def without_script(screen: Opens, person: Person, at: str) -> Mouse:
    """Somebody with an old phone on a page."""
    window = screen(person, java_script_enabled=False, viewport=PHONE)
    window.open(at)
    return Mouse(window)


def test_an_answer_is_given_gathered_and_its_giver_sees_what_became_of_it(
    screen: Opens, people: People, make: Maker, rows: Rows
) -> None:
    round_ = make.round(people.hodge_hill, people.organiser)
    rosa = without_script(screen, people.resident, "/areas/hodge-hill")
    rosa.follow(round_.title)
    rosa.heading(round_.title)
    rosa.follow("Answer")
    rosa.heading("Your answer")
    rosa.type(round_.question_1, SAID)
    rosa.press("Send my answer")
    rosa.sees("Thank you. We tell you what becomes of it.", "Nobody has read it yet.")

    olga = without_script(screen, people.organiser, f"/rounds/{round_.id}")
    olga.follow("Read 1 answer without a theme")
    olga.heading("Gather the answers")
    olga.tick(SAID)
    olga.type("Name of the new theme", "Dark roads")
    olga.press("Put them under the theme")
    olga.sees("Every answer is part of a theme.", "Dark roads")
    olga.follow("Dark roads")
    olga.heading("Dark roads")
    olga.unfold("Make it a campaign")
    olga.type("What do you want to change?", "A lamp at the crossing.")
    olga.press("Make it a campaign")
    olga.heading("Dark roads")
    olga.sees("It came from listening")

    rosa.go("News")
    rosa.sees("What you and others said became part of a campaign")
    rosa.screen.open("/me")
    rosa.follow(round_.title)
    rosa.heading("Your answer")
    rosa.sees(
        "Read by an organiser", "Part of the theme", "It became part of a campaign"
    )
    rosa.follow("Dark roads")
    rosa.sees("The words behind it")
    for hand in (rosa, olga):
        assert hand.page.evaluate(WIDTH) <= PHONE["width"]
    assert rows.count(AnswerTheme, answer_id=rows.all(Answer)[0].id) == 1


def test_a_shy_newcomer_says_one_line_is_asked_and_says_no(
    screen: Opens, people: People, make: Maker, rows: Rows
) -> None:
    task = make.task(
        make.campaign(people.organiser), people.organiser, title="Knit a banner"
    )
    window = screen(people.member)
    window.open("/me/about")
    mo = Keys(window)
    mo.heading("What I bring")
    mo.type("I can", "knitting")
    mo.press("Add")
    mo.sees("knitting", "Organisers here")
    (line,) = rows.all(Line)
    assert (line.words, line.seen_by) == ("knitting", "organisers")

    olga = Keys(screen(people.organiser))
    olga.screen.open(f"/tasks/{task.id}")
    olga.unfold("Who could be asked?")
    olga.press(f"Ask {people.member.name}")
    olga.sees("Asked")

    window.open("/me")
    mo.sees("Would you help with “Knit a banner”?", "No is a good answer.")
    mo.press("No, thanks")
    mo.sees_no("Would you help with “Knit a banner”?")
    (request,) = rows.all(Request)
    assert request.answer == Reply.NO
    assert rows.count(Claim) == 0
    olga.screen.open("/me/requests")
    olga.sees("Knit a banner")
    visitor = screen()
    visitor.open(f"/people/{people.member.id}")
    visitor.sees_no("knitting")
