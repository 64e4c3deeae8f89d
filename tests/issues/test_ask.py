"""Asking the organisers for a change once one can't make it oneself."""

from datetime import timedelta

from board import clock
from board.issues.models import Ask
from tests.builders import Maker, People, Rows
from tests.pages import Browser

TEXT = "The lamp is at number **nine**."


def test_after_the_window_the_author_asks_and_the_organisers_hear(
    resident: Browser,
    organiser: Browser,
    member: Browser,
    make: Maker,
    rows: Rows,
    people: People,
) -> None:
    issue = make.issue(people.resident)
    at = f"/issues/{issue.id}"
    assert not resident.get(at).offers(f"{at}/ask")
    with clock.set_to(issue.created_at + timedelta(hours=2)):
        assert resident.get(at).offers(f"{at}/ask")
        page = resident.fill(f"{at}/ask", {"body": TEXT})
    assert (page.status, page.location) == (303, at)
    page = organiser.get(at)
    assert page.says(
        "Its author asks for a change", "The lamp is at number nine.", "Rosa Reed"
    )
    assert page.offers(f"{at}/edit")
    assert organiser.get("/notifications").says(
        "Its author asks you for a change:", "You organise in Hodge Hill."
    )
    assert resident.get(f"{at}/ask").says(
        "What you asked for", "The lamp is at number nine."
    )
    for other in (resident, member):
        assert not other.get(at).says("The lamp is at number nine.")
    assert "issue.change_asked" not in rows.heard(people.member)


def test_a_change_answers_it_and_the_author_hears(
    resident: Browser, organiser: Browser, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident)
    resident.post(f"/issues/{issue.id}/ask", {"body": TEXT})
    organiser.fill(f"/issues/{issue.id}/edit", {"body": "It is at nine."})
    assert not organiser.get(f"/issues/{issue.id}").says("Its author asks for a change")
    page = resident.get("/notifications")
    assert page.says("An organiser changed the text of your post:", "You posted it.")


def test_or_an_organiser_says_that_it_is_seen_to(
    resident: Browser, organiser: Browser, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident)
    at = f"/issues/{issue.id}"
    resident.post(f"{at}/ask", {"body": TEXT})
    assert organiser.press(at, f"{at}/settle").status == 303
    assert not organiser.get(at).says("Its author asks for a change")
    assert resident.get("/notifications").says(
        "The organisers have seen to what you asked for:"
    )
    assert organiser.post(f"{at}/settle").status == 409


def test_pressed_twice_it_is_asked_once(
    resident: Browser, make: Maker, rows: Rows, people: People
) -> None:
    at = f"/issues/{make.issue(people.resident).id}/ask"
    form = resident.get(at).form(at)
    for _ in range(2):
        assert resident.send_form(at, form.filled({"body": TEXT})).status == 303
    assert rows.count(Ask) == 1


def test_nothing_typed_is_asked_for(
    resident: Browser, make: Maker, rows: Rows, people: People
) -> None:
    page = resident.fill(f"/issues/{make.issue(people.resident).id}/ask", {"body": " "})
    assert page.status == 422
    assert page.errors == {"body": "Say what should be changed."}
    assert rows.count(Ask) == 0


def test_only_the_author_asks(
    member: Browser, organiser: Browser, make: Maker, people: People
) -> None:
    at = f"/issues/{make.issue(people.resident).id}/ask"
    for browser in (member, organiser):
        assert browser.get(at).status == browser.post(at, {"body": TEXT}).status == 403
