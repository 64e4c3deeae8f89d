"""What happened, by mail: all that is due to a person in one, each line once."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from board import clock
from board.activity.verbs import Kind
from board.cli.send_mail import write_at_once
from board.issues.models import Issue, State
from board.mail.models import Outbox
from board.notifications import choices
from board.notifications.digest import write_due
from board.notifications.models import Rhythm
from tests.builders import Maker, People, Rows, Things
from tests.cli.conftest import Command, board  # noqa: F401  the fixture

NOON = datetime(2031, 5, 1, 11, tzinfo=UTC)  # a Thursday, 12:00 in London
EVENING = NOON + timedelta(hours=6)


def write(app: Flask, rhythm: Rhythm = Rhythm.DAILY, at: datetime = EVENING) -> None:
    """Write all that is due at a moment."""
    with app.app_context(), clock.set_to(at):
        while write_due(rhythm):
            pass


def mails_to(rows: Rows, person: object) -> list[Outbox]:
    """The mails to a person, oldest first."""
    found = rows.all(Outbox, to=person.email)  # type: ignore[attr-defined]
    return sorted(found, key=lambda mail: mail.id)


@pytest.fixture
def begun(app: Flask) -> Flask:
    """The board at noon, so that nothing is due."""
    for rhythm in (Rhythm.DAILY, Rhythm.WEEKLY):
        write(app, rhythm, NOON)
    with app.app_context():
        write_at_once()
    return app


def test_everything_of_the_day_is_one_mail_in_the_evening_and_is_not_sent_twice(
    begun: Flask, make: Maker, people: People, rows: Rows
) -> None:
    lamp = make.issue(people.resident, people.ward_end, title="The lamp")
    make.comment(lamp, people.member, "Ours too.")
    make.state(lamp, people.elsewhere, State.LOOKED_AT, "We look at it.")
    write(begun, at=NOON)
    assert mails_to(rows, people.resident) == []
    write(begun)
    (mail,) = mails_to(rows, people.resident)
    assert mail.subject.startswith("Your news: ")
    for words in (
        f"* {people.member.given_name} commented on The lamp",
        "> Ours too.",
        "* The status has changed: The lamp (Being looked at)",
        "> We look at it.",
        f"http://127.0.0.1:8000/issues/{lamp.id}\n",
        "You follow this post.",
        "/mail/stop/",
        "/mail/choices/",
    ):
        assert words in mail.text, words
    write(begun, at=EVENING + timedelta(hours=1))
    write(begun, at=EVENING + timedelta(days=1))
    assert len(mails_to(rows, people.resident)) == 1
    make.comment(lamp, people.member, "Still dark.")
    write(begun, at=EVENING + timedelta(days=2))
    assert len(mails_to(rows, people.resident)) == 2
    assert "Ours too." not in mails_to(rows, people.resident)[1].text


def test_what_needs_an_answer_leaves_at_once(
    begun: Flask, make: Maker, things: Things, people: People, rows: Rows
) -> None:
    before = rows.count(Outbox)
    make.ask(things.task, people.resident, "Is there parking?")
    with begun.app_context():
        write_at_once()
        write_at_once()
    assert rows.count(Outbox) == before + 1
    mail = mails_to(rows, people.organiser)[-1]
    assert "Somebody asks a question:" in mail.subject
    assert "> Is there parking?" in mail.text
    assert (mail.list_id, mail.thread) == ("answer", f"task-{things.task.id}")
    write(begun)
    daily = [one for one in mails_to(rows, people.organiser) if one.list_id != "answer"]
    assert not any("parking" in one.text for one in daily)


def test_each_kind_comes_as_it_was_chosen(
    begun: Flask, make: Maker, people: People, rows: Rows
) -> None:
    with make.writing():
        choices.choose(people.resident, Kind.TALK, Rhythm.AT_ONCE)
        choices.choose(people.member, Kind.TALK, Rhythm.WEEKLY)
        choices.choose(people.elsewhere, Kind.TALK, Rhythm.NEVER)
    lamp = make.issue(people.resident, people.ward_end, title="The lamp")
    make.second(lamp, people.member, people.elsewhere)
    make.comment(lamp, people.organiser, "Tell us more.")
    with begun.app_context():
        write_at_once()
    assert len(mails_to(rows, people.resident)) == 1
    write(begun)
    assert not any("The lamp" in one.text for one in mails_to(rows, people.member))
    sunday = EVENING + timedelta(days=3)
    write(begun, Rhythm.WEEKLY, sunday - timedelta(minutes=1))
    assert not any("The lamp" in one.text for one in mails_to(rows, people.member))
    write(begun, Rhythm.WEEKLY, sunday)
    assert sum("The lamp" in one.text for one in mails_to(rows, people.member)) == 1
    told = " ".join(one.text for one in mails_to(rows, people.elsewhere))
    assert "Tell us more." not in told


def test_who_chooses_anew_gets_what_has_gathered_once(
    begun: Flask, make: Maker, people: People, rows: Rows
) -> None:
    lamp = make.issue(people.resident, people.ward_end, title="The lamp")
    make.comment(lamp, people.member, "Number one")
    with make.writing():
        choices.choose(people.resident, Kind.TALK, Rhythm.AT_ONCE)
    with begun.app_context():
        write_at_once()
    write(begun)
    told = [one for one in mails_to(rows, people.resident) if "Number one" in one.text]
    assert len(told) == 1
    with make.writing():
        choices.choose(people.resident, Kind.TALK, Rhythm.NEVER)
    make.comment(lamp, people.member, "Number two")
    with make.writing():
        choices.choose(people.resident, Kind.TALK, Rhythm.DAILY)
    make.comment(lamp, people.member, "Number three")
    write(begun, at=EVENING + timedelta(days=1))
    texts = " ".join(one.text for one in mails_to(rows, people.resident))
    assert "Number two" not in texts
    assert texts.count("Number three") == 1


def test_what_has_a_letter_of_its_own_stands_in_no_other_mail(
    begun: Flask, make: Maker, people: People, rows: Rows
) -> None:
    event = make.event(people.hodge_hill, people.organiser, title="The tea")
    make.attend(event, people.resident)
    make.cancel(event, people.organiser)
    with begun.app_context():
        write_at_once()
    write(begun)
    told = [one for one in mails_to(rows, people.resident) if "The tea" in one.subject]
    assert [one.subject for one in told] == ["Called off: The tea"]


def test_a_first_evening_is_none_that_was_missed(
    app: Flask, make: Maker, people: People, rows: Rows
) -> None:
    make.issue(people.organiser)
    write(app, at=EVENING + timedelta(hours=2))
    assert rows.count(Outbox) == 0
    write(app, at=EVENING + timedelta(days=1))
    assert rows.count(Outbox) > 0


def test_a_mail_stays_under_what_mail_programs_cut_off(
    begun: Flask, make: Maker, people: People, rows: Rows
) -> None:
    for n in range(60):
        lamp = make.issue(people.resident, people.ward_end, title=f"{n} " + "W" * 110)
        make.comment(lamp, people.member, "ü" * 3000)
    write(begun)
    (mail,) = mails_to(rows, people.resident)
    assert len(mail.html.encode()) < 102 * 1024
    assert len(mail.text.encode()) < 102 * 1024
    assert re.search(r"And 2\d more on the board:", mail.text)


def test_the_demo_mails_nobody(
    app: Flask,
    board: Command,  # noqa: F811
    rows: Rows,
) -> None:
    board("demo")
    assert rows.count(Issue) > 10
    tomorrow = clock.now() + timedelta(days=1)
    for rhythm in (Rhythm.AT_ONCE, Rhythm.DAILY, Rhythm.DAILY, Rhythm.WEEKLY):
        write(app, rhythm, tomorrow)
        tomorrow += timedelta(days=7)
    assert rows.count(Outbox) == 0
