"""A session of a course is an event of kind training, with places, a waiting list and a
register as events have them."""

import pytest

from board.errors import Invalid
from board.events.models import Attendance
from board.people.models import LineKind
from board.people.request_actions import answer, ask
from board.people.request_models import Reply
from board.training import ask_actions, session_queries
from board.training.session_models import Session, TrainingAsk
from tests.builders import Maker, People, Rows
from tests.conftest import on_sqlite
from tests.pages import Browser


def test_a_session_lasts_as_long_as_its_course_and_takes_so_many(
    make: Maker, people: People, rows: Rows
) -> None:
    course = make.course(people.organiser)
    event = make.session(course, people.organiser, places=1)
    assert (event.kind, event.title) == ("training", course.title)
    assert (event.ends_at - event.starts_at).seconds == 3600
    make.attend(event, people.member, people.resident)
    states = [row.state for row in rows.all(Attendance, event_id=event.id)]
    assert states == ["going", "waiting"]
    assert rows.get(Session, event.id).trainer_id == people.organiser.id


@on_sqlite
def test_the_pages_of_course_and_session_lead_to_each_other(
    make: Maker, people: People, organiser: Browser, visitor: Browser
) -> None:
    course = make.course(people.organiser)
    at = f"/courses/{course.id}/session"
    said = {"starts_at": "2031-05-01T18:00", "place": "The hall", "trainer": "me"}
    page = organiser.fill(at, said)
    event = page.headers["location"]
    assert f"/courses/{course.id}" in visitor.get(event).text
    assert event in visitor.get(f"/courses/{course.id}").text
    assert "Olu Okafor" not in visitor.get(event).text
    assert "led by Olu Okafor" in organiser.get(event).text


def test_nobody_is_made_to_lead_who_did_not_offer_to(
    make: Maker, people: People
) -> None:
    course = make.course(people.organiser)
    with pytest.raises(Invalid):
        make.session(course, people.organiser, trainer=people.member.id)


def test_an_area_asks_trainers_elsewhere_hear_and_one_who_offers_can_be_picked(
    make: Maker, people: People, rows: Rows
) -> None:
    course = make.course(people.organiser)
    make.bring(people.elsewhere, "one-to-ones", kind=LineKind.TEACH)
    with make.writing():
        here, by = make._here(people.hodge_hill), make._here(people.organiser)
        ask_actions.ask(make._here(course), here, by)
    assert rows.heard(people.elsewhere) == ["training.asked"]
    with make.writing():
        here, by = make._here(people.hodge_hill), make._here(people.elsewhere)
        ask_actions.offer(make._here(course), here, by)
    assert "training.offered" in rows.heard(people.organiser)
    event = make.session(course, people.organiser, trainer=people.elsewhere.id)
    assert rows.get(Session, event.id).trainer_id == people.elsewhere.id
    assert rows.heard(people.elsewhere)[-1] == "session.led"
    assert rows.count(TrainingAsk) == 0


def test_what_an_area_asked_for_is_over_after_half_a_year(
    make: Maker, people: People, rows: Rows
) -> None:
    course = make.course(people.organiser)
    with make.writing():
        here, by = make._here(people.hodge_hill), make._here(people.organiser)
        ask_actions.ask(make._here(course), here, by)
    make.jobs(days=179)
    assert rows.count(TrainingAsk) == 1
    make.jobs(days=181)
    assert rows.count(TrainingAsk) == 0


def test_who_is_asked_to_come_or_to_lead_does_so_by_saying_yes(
    make: Maker, people: People, rows: Rows
) -> None:
    course = make.course(people.organiser)
    event = make.session(course, people.organiser, led=False)
    for kind in ("course", "course_lead"):
        with make.writing():
            who, by = make._here(people.member), make._here(people.organiser)
            number = ask(who, by, kind, event.id)
        with make.writing():
            answer(number, make._here(people.member), Reply.YES)
    assert rows.get(Session, event.id).trainer_id == people.member.id
    assert rows.count(Attendance, event_id=event.id, person_id=people.member.id) == 1


def test_what_came_of_a_course_is_said_in_both_numbers(
    make: Maker, people: People
) -> None:
    course = make.course(people.organiser)
    event = make.session(course, people.organiser)
    make.attend(event, people.member, people.resident)
    make.came(event, people.organiser, people.member, people.resident)

    def read() -> None:
        with make.app.app_context():
            found = session_queries.numbers(course.id)
        assert (found.held, found.came, found.offered, found.taken) == (1, 2, 2, 0)

    make.later(2, read)
