"""How somebody chooses their mails: signed in, or by the links of a mail."""

import re

import pytest
from flask import Flask

from board.activity.models import Follow
from board.activity.verbs import Kind
from board.cli.send_mail import write_at_once
from board.confirm import signed
from board.mail.models import Outbox
from board.notifications import choices
from board.notifications.letters import stop_path
from board.notifications.models import USUAL, Rhythm
from tests.builders import Maker, People, Rows, Things
from tests.pages import Browser

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def chosen(app: Flask, person_id: int) -> dict[Kind, Rhythm]:
    """How a person is mailed."""
    with app.app_context():
        return choices.of(person_id)


def path_to_stop(app: Flask, person_id: int, what: str) -> str:
    """The address that a mail holds."""
    with app.app_context():
        return stop_path(person_id, what)


def test_what_is_usual_is_quiet_and_each_kind_can_be_chosen(
    app: Flask, people: People, resident: Browser
) -> None:
    page = resident.get("/me/notifications")
    assert page.value("answer") == "at_once"
    assert {page.value(kind) for kind in Kind if kind != Kind.ANSWER} == {"daily"}
    assert page.says("Mails go to resident@example.org.")
    answer = resident.fill("/me/notifications", {"said": "weekly", "around": "never"})
    assert (answer.status, answer.location) == (303, "/me/notifications")
    expected = USUAL | {Kind.SAID: Rhythm.WEEKLY, Kind.AROUND: Rhythm.NEVER}
    assert chosen(app, people.resident.id) == expected
    assert resident.get("/me/notifications").value("said") == "weekly"


def test_all_else_is_chosen_at_once_but_for_a_kind_that_was_chosen_by_itself(
    app: Flask, people: People, resident: Browser
) -> None:
    resident.fill("/me/notifications", {"others": "weekly", "talk": "never"})
    all_else = dict.fromkeys(USUAL, Rhythm.WEEKLY) | {Kind.ANSWER: Rhythm.AT_ONCE}
    assert chosen(app, people.resident.id) == all_else | {Kind.TALK: Rhythm.NEVER}
    page = resident.get("/me/notifications")
    assert page.value("others") == "each"
    assert page.value("talk") == "never"
    resident.fill("/me/notifications")
    assert chosen(app, people.resident.id) == all_else | {Kind.TALK: Rhythm.NEVER}
    resident.fill("/me/notifications", {"others": "weekly"})
    assert chosen(app, people.resident.id) == all_else
    resident.fill("/me/notifications", {"around": "daily"})
    assert chosen(app, people.resident.id) == all_else | {Kind.AROUND: Rhythm.DAILY}


def test_what_is_not_offered_is_refused(
    app: Flask, people: People, resident: Browser
) -> None:
    page = resident.fill("/me/notifications", {"said": "hourly"})
    assert page.status == 422
    assert page.errors == {"said": "Pick one of these."}
    assert chosen(app, people.resident.id) == USUAL


def test_a_mail_leads_to_the_choices_of_somebody_who_is_not_signed_in(
    app: Flask,
    make: Maker,
    things: Things,
    people: People,
    visitor: Browser,
    rows: Rows,
) -> None:
    make.ask(things.task, people.resident, "Is there parking?")
    with app.app_context():
        write_at_once()
    mail = rows.all(Outbox, to=people.organiser.email)[-1]
    found = re.search(r"http://127.0.0.1:8000(/mail/choices/[\w-]+)\n", mail.text)
    assert found
    assert visitor.fill(found[1], {"answer": "never"}).status == 303
    assert chosen(app, people.organiser.id)[Kind.ANSWER] == Rhythm.NEVER
    assert "example.org" not in visitor.get(found[1]).text


def test_one_press_of_a_mail_program_stops_a_list_and_says_so_twice(
    app: Flask, people: People, visitor: Browser, rows: Rows
) -> None:
    at = path_to_stop(app, people.resident.id, "daily")
    before = rows.everything()
    for method in ("HEAD", "GET"):
        assert visitor.open(method, at).status == 200
    assert rows.everything() == before
    for _again in range(2):
        page = visitor.send_form(at, list(ONE_CLICK.items()))
        assert page.status == 200
        assert page.cookies == []
        assert page.says("Stopped", "The mail that comes once a day")
    expected = dict.fromkeys(Kind, Rhythm.NEVER) | {Kind.ANSWER: Rhythm.AT_ONCE}
    assert chosen(app, people.resident.id) == expected


def test_a_button_does_the_same_for_people(
    app: Flask, people: People, visitor: Browser
) -> None:
    at = path_to_stop(app, people.resident.id, "said")
    assert visitor.get(at).says("Stop these mails", "What became of what I said")
    assert visitor.fill(at).status == 200
    expected = USUAL | {Kind.SAID: Rhythm.NEVER}
    assert chosen(app, people.resident.id) == expected


def test_each_entry_stops_the_thing_it_is_about(
    app: Flask, make: Maker, people: People, visitor: Browser, rows: Rows
) -> None:
    lamp = make.issue(people.resident)
    at = path_to_stop(app, people.resident.id, f"issue-{lamp.id}")
    visitor.fill(at)
    mine = rows.all(Follow, person_id=people.resident.id, topic=f"issue-{lamp.id}")
    assert mine == []
    assert chosen(app, people.resident.id) == USUAL


@pytest.mark.parametrize("change", ["person", "meaning", "purpose", "cut", "nothing"])
def test_a_link_that_was_tampered_with_leads_nowhere(
    app: Flask, people: People, visitor: Browser, change: str
) -> None:
    with app.app_context():
        token = signed.make("stop", people.resident.id, "daily")
        other = signed.make("choices", people.resident.id, "daily")
        unknown = signed.make("stop", people.resident.id, "hourly")
        nobody = signed.make("stop", 9_999_999, "daily")
    wrong = {"person": nobody, "meaning": unknown, "purpose": other, "cut": token[:-1]}
    page = visitor.get(f"/mail/stop/{wrong.get(change, 'x' * 40)}")
    assert page.status == 404
    assert page.says("This link does not work any more")
    assert visitor.send_form(page.url, list(ONE_CLICK.items())).status == 404
