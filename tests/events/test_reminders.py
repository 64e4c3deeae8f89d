"""A day before, everybody who goes is reminded: once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from board import clock
from board.activity.models import Activity
from board.events import verbs
from board.events.models import Event
from board.mail.models import Outbox
from tests.builders import Maker, People, Rows
from tests.pages import Browser


def test_who_goes_is_told_once_and_who_said_so_only_now_is_not(
    make: Maker, rows: Rows, people: People, member: Browser
) -> None:
    event = make.event(
        people.hodge_hill, people.organiser, days=5, places=2, address="14 Larch House"
    )
    make.attend(event, people.member)
    make.later(4.5, lambda: make.attend(event, people.resident, people.elsewhere))
    hours = (event.starts_at - clock.now()) / timedelta(days=1)
    make.jobs(days=hours - 1.1)
    assert rows.count(Activity, verb=verbs.REMINDED) == 0
    for days in (hours - 0.9, hours - 0.5, hours + 1):
        make.jobs(days=days)
    assert rows.count(Activity, verb=verbs.REMINDED) == 1
    assert rows.heard(people.member).count(verbs.REMINDED) == 1
    assert verbs.REMINDED not in rows.heard(people.resident) + rows.heard(
        people.elsewhere
    )
    (mail,) = [mail for mail in rows.all(Outbox) if mail.key.startswith("line-")]
    assert mail.to == "member@example.org"
    assert "You said you are coming, and it is soon:" in mail.text
    assert "14 Larch House" not in mail.text + mail.html
    assert member.get("/notifications").says(
        "You said you are coming, and it is soon:", event.title
    )


def test_after_a_pause_it_catches_up_until_it_begins_and_leaves_out_the_cancelled(
    make: Maker, rows: Rows, people: People
) -> None:
    soon, gone, off = (
        make.event(people.hodge_hill, people.organiser, days=days) for days in (5, 3, 5)
    )
    for event in (soon, gone, off):
        make.attend(event, people.member)
    make.cancel(off, people.organiser)
    make.jobs(days=(soon.starts_at - clock.now()) / timedelta(days=1) - 0.01)
    assert [line.subject_id for line in rows.all(Activity, verb=verbs.REMINDED)] == [
        soon.id
    ]


def test_an_event_that_is_moved_is_reminded_of_anew(
    make: Maker, rows: Rows, people: People, organiser: Browser
) -> None:
    event = make.event(people.hodge_hill, people.organiser, days=5)
    make.attend(event, people.member)
    days = (event.starts_at - clock.now()) / timedelta(days=1)
    make.jobs(days=days - 0.5)
    later = {"starts_at": "2031-05-01T18:00", "ends_at": "2031-05-01T19:00"}
    assert organiser.fill(f"/events/{event.id}/edit", later).status == 303
    make.jobs(
        days=(rows.get(Event, event.id).starts_at - clock.now()) / timedelta(days=1)
        - 0.5
    )
    assert rows.heard(people.member).count(verbs.REMINDED) == 2


def test_of_many_who_do_the_job_at_once_one_tells(
    make: Maker, rows: Rows, people: People
) -> None:
    events = [make.event(people.hodge_hill, people.organiser, days=5) for _ in range(3)]
    for event in events:
        make.attend(event, people.member)
    days = (events[0].starts_at - clock.now()) / timedelta(days=1) - 0.5
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: make.jobs(days=days), range(4)))
    make.jobs(days=days)
    assert rows.heard(people.member).count(verbs.REMINDED) == 3
    assert rows.count(Outbox) == 3
