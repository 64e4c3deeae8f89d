"""Who came: kept at the door and from paper, seen by organisers and by oneself."""

from datetime import timedelta

import pytest

from board import clock
from board.activity.models import Activity
from board.events import verbs
from board.events.models import Attendance, AttendanceState, Event, EventLeader
from tests.builders import Maker, People, Rows
from tests.conftest import on_sqlite
from tests.pages import Browser


@pytest.fixture
def event(make: Maker, people: People) -> Event:
    """An action to which the member and the resident go."""
    event = make.event(people.hodge_hill, people.organiser)
    make.attend(event, people.member, people.resident)
    return event


def came(rows: Rows) -> set[str | int | None]:
    """Who is ticked: people by number, newcomers by name."""
    return {row.person_id or row.name for row in rows.all(Attendance, came=True)}


def test_at_the_door_one_press_notes_one_person(
    organiser: Browser, rows: Rows, people: People, event: Event
) -> None:
    url = f"/events/{event.id}/register"
    page = organiser.get(url)
    assert page.says(
        "Who came", "Mo Malik", "Rosa Reed", "None of the 2 on the list is ticked yet"
    )
    mo, rosa = rows.all(Attendance)
    form = page.form(url)
    line = organiser.send_form(
        url, form.filled({"came": str(mo.id), "tick": str(mo.id)}), htmx=True
    )
    assert line.status == 200
    assert "<html" not in line.text
    assert line.says("Mo Malik", "1 person came of 2 on the list")
    assert "Rosa" not in line.text
    # Somebody else ticks at another phone, whose page is older: what this one did not
    # touch stays.
    organiser.send_form(
        url, form.filled({"came": str(rosa.id), "tick": str(rosa.id)}), htmx=True
    )
    assert came(rows) == {people.member.id, people.resident.id}
    newer = organiser.get(url).form(url)
    organiser.send_form(
        url, newer.filled({"came": str(rosa.id), "tick": str(mo.id)}), htmx=True
    )
    assert came(rows) == {people.resident.id}
    assert [line.facts for line in rows.all(Activity, verb=verbs.COUNTED)] == [
        {"came": n} for n in (1, 2, 1)
    ]


def test_the_whole_sheet_is_keyed_back_at_once(
    organiser: Browser, rows: Rows, people: People, event: Event
) -> None:
    url = f"/events/{event.id}/register"
    ids = [str(row.id) for row in rows.all(Attendance)]
    lines = "Ann Hill\n\n Bo Ray , Bo@example.org\nAnn Hill"
    said = {"came": ids, "newcomers": lines}
    page = organiser.fill(url, said)
    assert page.status == 422
    assert page.errors == {
        "agreed": "Ask them first, then tick this. Or leave the addresses out."
    }
    assert page.value("newcomers") == lines
    form = organiser.get(url).form(url)
    for _ in range(2):  # pressed twice, everybody came once
        page = organiser.send_form(url, form.filled(said | {"agreed": "y"}))
        assert page.status == 303
    assert organiser.follow(page).says(
        "4 people came of 4 on the list", "turned up · bo@example.org"
    )
    assert came(rows) == {people.member.id, people.resident.id, "Ann Hill", "Bo Ray"}
    assert {
        row.email for row in rows.all(Attendance, state=AttendanceState.TURNED_UP)
    } == {
        "",
        "bo@example.org",
    }
    page = organiser.fill(url, {"newcomers": "mo malik"})
    assert page.errors == {"newcomers": "mo malik is on the list: tick them there."}


def test_who_turned_up_twice_in_other_letters_is_asked_about(
    organiser: Browser, rows: Rows, event: Event
) -> None:
    url = f"/events/{event.id}/register"
    for line in (
        "José Núñez",
        "Bo Ray, bo@bücher.example",
        "Ann Hill, ann@example.org",
    ):
        assert organiser.fill(url, {"newcomers": line, "agreed": "y"}).status == 303
    for line, said in (
        (
            "JOSE  NUNEZ",
            (
                "José Núñez is on the list. If this is somebody else, add what tells "
                "the "
                "two apart."
            ),
        ),
        (
            "Ann Hill",
            (
                "Ann Hill is on the list. If this is somebody else, add what tells the "
                "two apart."
            ),
        ),
        (
            "B. Ray, BO@xn--bcher-kva.example",
            "Bo Ray is on the list with this address: tick them there.",
        ),
        ("Rósa  Reed", "Rósa Reed is on the list: tick them there."),
    ):
        assert organiser.fill(url, {"newcomers": line, "agreed": "y"}).errors == {
            "newcomers": said
        }
    assert (
        organiser.fill(
            url, {"newcomers": "Ann Hill, other@example.org", "agreed": "y"}
        ).status
        == 303
    )
    assert rows.count(Attendance, state=AttendanceState.TURNED_UP) == 4


def test_who_came_is_seen_by_organisers_and_oneself(
    organiser: Browser,
    member: Browser,
    resident: Browser,
    visitor: Browser,
    elsewhere: Browser,
    make: Maker,
    rows: Rows,
    people: People,
) -> None:
    with clock.set_to(clock.now() - timedelta(days=2)):
        event = make.event(people.hodge_hill, people.organiser, days=1)
        make.attend(event, people.member, people.resident)
    at = f"/events/{event.id}"
    assert (
        organiser.fill(
            f"{at}/register", {"came": str(rows.all(Attendance)[0].id)}
        ).status
        == 303
    )
    assert member.get(at).says("You were there. Thank you.")
    assert resident.get(at).says("This is over.")
    for browser in (member, resident, elsewhere):
        assert browser.get(f"{at}/register").status == 403
    for browser in (visitor, elsewhere, resident):
        assert "Mo Malik" not in browser.get(at).text


@on_sqlite
def test_the_door_sheet_names_who_is_expected_and_has_room_for_others(
    organiser: Browser, event: Event
) -> None:
    page = organiser.get(f"/events/{event.id}/sheet")
    assert page.says(
        "Tick your name",
        "Mo Malik",
        "Rosa Reed",
        "Yes, keep it",
        "you agree that the organisers keep",
    )
    assert page.text.count("<tr><td></td><td></td>") == 12


def test_leaders_see_what_became_of_the_number_they_promised(
    organiser: Browser, make: Maker, rows: Rows, people: People, event: Event
) -> None:
    url, register = f"/events/{event.id}/turnout", f"/events/{event.id}/register"
    for name, number in (("Bev", "5"), ("Tariq", "3")):
        assert organiser.fill(url, {"name": name, "number": number}).status == 303
    for name in ("Bev", "BEV", "bév"):
        assert organiser.fill(url, {"name": name}).errors == {
            "name": (f"{name} is one of the leaders already.")
        }
    bev, tariq = rows.all(EventLeader)
    mo, rosa = rows.all(Attendance)
    brought = {
        f"leader-{mo.id}": str(bev.id),
        f"leader-{rosa.id}": str(bev.id),
        "came": str(mo.id),
    }
    assert (
        organiser.fill(
            register, brought | {"newcomers": "Ann Hill", "brought_by": str(tariq.id)}
        ).status
        == 303
    )
    page = organiser.get(url)
    assert page.says("Bev 2 1", "Tariq 0 1", "All leaders 8 2 2", "Everybody 2 2")
    assert (
        organiser.fill(
            url, {f"promised-{bev.id}": "7", f"promised-{tariq.id}": ""}
        ).status
        == 303
    )
    assert [(row.name, row.promised) for row in rows.all(EventLeader)] == [("Bev", 7)]
    assert {row.leader_id for row in rows.all(Attendance)} == {bev.id, None}
    other = make.event(people.hodge_hill, people.organiser)
    make.attend(other, people.member)
    (line,) = rows.all(Attendance, event_id=other.id)
    wrong = {
        "came": str(line.id),
        "was": f"{line.id}-0-",
        f"leader-{line.id}": str(bev.id),
    }
    page = organiser.post(f"/events/{other.id}/register", wrong)
    assert page.says("That leader is not one of this event any more. Pick again.")
    assert not rows.get(Attendance, line.id).came
