"""Something that concerns many: whoever says it waits for nobody, and everyone hears of
it once."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import insert, update

from board import clock
from board.accounts.models import Person
from board.activity.models import Follow
from board.cli.send_mail import notify_waiting
from board.db import db, write_tx
from board.issues.models import Issue, Second
from board.mail.models import Outbox
from board.notifications import notify
from board.notifications.digest import write_evenings
from board.notifications.models import Notification, PendingNotice
from tests.builders import Maker, People, Rows

CROWD = 450
NOON = datetime(2031, 5, 1, 11, tzinfo=UTC)


@pytest.fixture
def issue(app: Flask, make: Maker, people: People) -> Issue:
    """A post of the resident's, seconded and followed by a crowd."""
    found = make.issue(people.resident)
    with app.app_context(), write_tx():
        rows = [
            {"name": f"P {n}", "email": f"p{n}@example.org", "password_hash": "-"}
            for n in range(CROWD)
        ]
        ids = list(
            db.session.connection().scalars(
                insert(Person.__table__).returning(Person.id), rows
            )
        )
        for model, more in (
            (Second, {"issue_id": found.id}),
            (Follow, {"topic": f"issue-{found.id}"}),
        ):
            db.session.connection().execute(
                insert(model.__table__), [{"person_id": id} | more for id in ids]
            )
        db.session.connection().execute(
            update(Issue.__table__).values(second_count=CROWD)
        )
    return found


def reached(rows: Rows) -> int:
    """How many have the news."""
    return rows.count(Notification, read_at=None, why="issue-1")


def test_all_are_mailed_once_when_all_have_heard(
    app: Flask, make: Maker, people: People, rows: Rows, issue: Issue
) -> None:
    with app.app_context(), clock.set_to(NOON):
        write_evenings()
    make.campaign(people.organiser, issue)
    with app.app_context(), clock.set_to(NOON + timedelta(hours=9)):
        while write_evenings():
            pass
        begun = "A campaign has begun"
        assert not any(begun in mail.text for mail in rows.all(Outbox))
        notify_waiting()
    with app.app_context(), clock.set_to(NOON + timedelta(days=1, hours=9)):
        while write_evenings():
            pass
    mails = [mail.to for mail in rows.all(Outbox) if begun in mail.text]
    assert len(mails) == len(set(mails))
    assert set(mails) >= {f"p{n}@example.org" for n in range(CROWD)}


def test_the_first_hear_at_once_and_all_others_soon_and_each_once(
    app: Flask, make: Maker, people: People, rows: Rows, issue: Issue
) -> None:
    make.campaign(people.organiser, issue)
    assert 0 < reached(rows) <= notify.AT_ONCE
    with app.app_context():
        notify_waiting()
    assert reached(rows) == CROWD + 1  # and the resident, who posted it
    assert rows.count(PendingNotice) == 0


def test_what_one_dies_over_the_next_one_takes_up_where_it_was(
    app: Flask,
    make: Maker,
    people: People,
    rows: Rows,
    issue: Issue,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(notify, "BATCH", 100)
    make.campaign(people.organiser, issue)
    with app.app_context():
        with write_tx():
            assert notify.notify_more()
        with suppress(ZeroDivisionError), write_tx():
            assert notify.notify_more()
            raise ZeroDivisionError
    assert reached(rows) <= notify.AT_ONCE + 100
    with app.app_context():
        notify_waiting()
    assert reached(rows) == CROWD + 1


def test_two_who_do_it_at_the_same_time_tell_nobody_twice(
    app: Flask,
    make: Maker,
    people: People,
    rows: Rows,
    issue: Issue,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(notify, "BATCH", 20)
    make.campaign(people.organiser, issue)

    def work() -> None:
        with app.app_context():
            notify_waiting()

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    with app.app_context():
        notify_waiting()  # where both had left the last row to the other
    assert reached(rows) == CROWD + 1
    assert rows.count(PendingNotice) == 0
