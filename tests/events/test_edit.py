"""Changing an event, calling it off."""

import pytest

from board.activity.models import Activity
from board.events import verbs
from board.events.models import Event
from board.mail.models import Outbox
from tests.builders import Maker, People, Rows
from tests.pages import Browser


@pytest.fixture
def event(make: Maker, people: People) -> Event:
    """A meeting with one place, which the member has; the resident waits."""
    event = make.event(people.hodge_hill, people.organiser, places=1)
    make.attend(event, people.member, people.resident)
    return event


def test_those_on_the_list_hear_of_a_change_and_get_a_mail_when_it_moves(
    organiser: Browser, member: Browser, rows: Rows, people: People, event: Event
) -> None:
    at = f"/events/{event.id}"
    assert organiser.fill(f"{at}/edit", {"title": "Who decides?"}).status == 303
    assert rows.count(Outbox) == 0
    page = organiser.fill(f"{at}/edit", {"place": "Trinity Hall"})
    assert organiser.follow(page).says(
        "Your changes are saved, and those on the list are told.", "Trinity Hall"
    )
    assert [line.facts for line in rows.all(Activity, verb=verbs.EDITED)] == [
        {"moved": False},
        {"moved": True},
    ]
    assert rows.get(Event, event.id).version == 3
    for person in (people.member, people.resident):
        assert rows.heard(person).count(verbs.EDITED) == 2
    assert verbs.EDITED not in rows.heard(people.organiser)
    assert {mail.to for mail in rows.all(Outbox)} == {
        "member@example.org",
        "resident@example.org",
    }
    assert "Trinity Hall" in rows.all(Outbox)[0].text
    assert member.get("/notifications").says(
        "The time, place or words have changed:", "Who decides?"
    )


def test_a_place_that_is_added_goes_to_the_first_in_line(
    organiser: Browser, rows: Rows, people: People, event: Event
) -> None:
    assert organiser.fill(f"/events/{event.id}/edit", {"places": "2"}).status == 303
    now = rows.get(Event, event.id)
    assert (now.going, now.waiting) == (2, 0)
    assert rows.heard(people.resident).count(verbs.PLACE_GIVEN) == 1
    page = organiser.fill(f"/events/{event.id}/edit", {"places": "1"})
    assert page.errors == {"places": "Places given already: 2. Keep at least as many."}
    assert organiser.fill(f"/events/{event.id}/edit", {"places": ""}).status == 303
    assert rows.get(Event, event.id).places is None


def test_who_saves_second_sees_what_it_says_now(
    organiser: Browser, operator: Browser, rows: Rows, event: Event
) -> None:
    url = f"/events/{event.id}/edit"
    form = operator.get(url).form(url)
    organiser.fill(url, {"title": "First"})
    page = operator.send_form(url, form.filled({"title": "Second"}))
    assert page.status == 409
    assert page.says("What it says now", "First")
    assert page.value("title") == "Second"
    assert operator.send_form(url, page.form(url).filled({})).status == 303
    assert rows.get(Event, event.id).title == "Second"


def test_the_clock_holds_when_summer_time_begins(
    organiser: Browser, make: Maker, people: People
) -> None:
    event = make.event(people.hodge_hill, people.organiser)
    url = f"/events/{event.id}/edit"
    # Britain's clocks go forward on 30 March 2031.
    for day, instant in (("2031-03-29", "18:00"), ("2031-03-30", "17:00")):
        organiser.fill(url, {"starts_at": f"{day}T18:00", "ends_at": f"{day}T19:00"})
        assert organiser.get(url).value("starts_at") == f"{day}T18:00"
        assert (
            f"DTSTART:{day.replace('-', '')}T{instant.replace(':', '')}00Z"
            in organiser.get(f"/events/{event.id}.ics").text
        )


def test_calling_it_off_is_told_with_its_reason_everywhere(
    organiser: Browser,
    member: Browser,
    visitor: Browser,
    make: Maker,
    rows: Rows,
    people: People,
    event: Event,
) -> None:
    at = f"/events/{event.id}"
    assert organiser.get(f"{at}/cancel").says("2 people on the list are told")
    late = [organiser.get(url).form(url) for url in (f"{at}/cancel", f"{at}/edit")]
    assert (
        organiser.fill(f"{at}/cancel", {"reason": "The hall is flooded."}).status == 303
    )
    for person in (people.member, people.resident):
        assert rows.heard(person)[-1] == verbs.CANCELLED
    mails = rows.all(Outbox)
    assert {mail.to for mail in mails} == {"member@example.org", "resident@example.org"}
    assert mails[0].subject == f"Called off: {event.title}"
    assert "> The hall is flooded." in mails[0].text
    assert visitor.get(at).says(
        "This was called off.", "The hall is flooded.", "Called off"
    )
    for url in ("/events", "/areas/hodge-hill"):
        assert visitor.get(url).says("Called off"), url
    assert member.get("/me").says("Called off")
    for form, said in zip(
        late, ({"reason": "Twice."}, {"title": "New", "version": None}), strict=True
    ):
        page = organiser.send_form(form.action, form.filled(said))
        assert page.status == 409
        assert page.says("It was called off")
    assert rows.count(Activity, verb=verbs.CANCELLED) == 1


def test_what_was_cancelled_or_is_over_is_not_offered_to_be_cancelled(
    organiser: Browser, make: Maker, people: People, event: Event
) -> None:
    make.cancel(event, people.organiser)
    for page in (
        organiser.get(f"/events/{event.id}/{part}") for part in ("edit", "cancel")
    ):
        assert page.location == f"/events/{event.id}"
        assert organiser.follow(page).message == "It was called off."
    over = make.event(people.hodge_hill, people.organiser, days=-2)
    page = organiser.get(f"/events/{over.id}/cancel")
    assert organiser.follow(page).message == "It is over."
    assert organiser.get(f"/events/{over.id}/edit").status == 200


def test_the_papers_of_a_cancelled_event_say_so(
    organiser: Browser, make: Maker, people: People, event: Event
) -> None:
    make.cancel(event, people.organiser)
    for part in ("sheet", "register", "turnout"):
        assert organiser.get(f"/events/{event.id}/{part}").says("Called off"), part
