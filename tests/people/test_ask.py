"""Asking one person to take a place on a task: it has an answer, and nobody is asked by
two people in a week."""

import pytest

from board.errors import Conflict, NotAllowed, NotFound
from board.people import line_actions, request_actions, verbs
from board.people.models import SeenBy
from board.people.request_models import Reply, Request, Wish
from board.policy import Role
from board.tasks.claim_models import Claim
from tests.builders import Maker, People, Rows, Things, in_days


def ask(make: Maker, people: People, things: Things) -> Request:
    """The organiser asks the member."""
    return make.request(people.member, people.organiser, things.task, "You know lamps.")


def test_yes_takes_the_place_and_whoever_asked_hears_it(
    make: Maker, people: People, things: Things, rows: Rows
) -> None:
    made = ask(make, people, things)
    assert rows.heard(people.member)[-1] == verbs.ASKED
    make.reply(made, Reply.YES)
    (claim,) = rows.all(Claim, task_id=things.task.id, person_id=people.member.id)
    assert claim.state == "held"
    assert rows.heard(people.organiser)[-1] == verbs.ANSWERED
    assert rows.get(Request, made.id).answer == Reply.YES
    with pytest.raises(Conflict, match="answered"):
        make.reply(made, Reply.NO)


def test_yes_where_the_last_place_is_gone_answers_nothing(
    make: Maker, people: People, things: Things, rows: Rows
) -> None:
    task = make.task(things.campaign, people.organiser, places=1)
    made = make.request(people.member, people.organiser, task)
    make.claim(task, people.resident)
    with pytest.raises(Conflict, match="last place"):
        make.reply(made, Reply.YES)
    assert rows.get(Request, made.id).answered_at is None


def test_whoever_has_the_place_already_says_yes_all_the_same(
    make: Maker, people: People, things: Things, rows: Rows
) -> None:
    made = ask(make, people, things)
    make.claim(things.task, people.member)
    make.reply(made, Reply.YES)
    assert rows.count(Claim, task_id=things.task.id, person_id=people.member.id) == 1


def test_no_holds_for_ninety_days(make: Maker, people: People, things: Things) -> None:
    make.reply(ask(make, people, things), Reply.NO)
    with pytest.raises(Conflict, match="answer holds"):
        ask(make, people, things)
    make.later(91, lambda: ask(make, people, things))


def test_later_comes_back_on_its_day_and_not_before(
    make: Maker, people: People, things: Things, rows: Rows
) -> None:
    made = ask(make, people, things)
    make.reply(made, Reply.LATER, in_days(10))
    make.jobs(days=9)
    assert rows.get(Request, made.id).answer == Reply.LATER
    make.jobs(days=10.5)
    back = rows.get(Request, made.id)
    assert (back.answer, back.answered_at, back.later_on) == (None, None, None)
    assert rows.heard(people.member)[-1] == verbs.AGAIN
    assert rows.count(Request) == 1


def test_later_does_not_come_back_once_the_task_is_called_off(
    make: Maker, people: People, things: Things, rows: Rows
) -> None:
    made = ask(make, people, things)
    make.reply(made, Reply.LATER, in_days(10))
    make.call_off(things.task, people.organiser)
    make.jobs(days=11)
    assert rows.get(Request, made.id).answer == Reply.LATER
    assert verbs.AGAIN not in rows.heard(people.member)


def test_what_nobody_answers_lapses_after_two_weeks(
    make: Maker, people: People, things: Things, rows: Rows
) -> None:
    made = ask(make, people, things)
    make.jobs(days=13.9)
    assert rows.get(Request, made.id).answered_at is None
    make.jobs(days=14.1)
    over = rows.get(Request, made.id)
    assert over.answered_at
    assert over.answer is None
    assert rows.heard(people.organiser)[-1] == verbs.LAPSED
    with pytest.raises(Conflict):
        make.later(14.2, lambda: make.reply(made, Reply.YES))


def test_nobody_is_asked_by_two_people_within_seven_days(
    make: Maker, people: People, things: Things
) -> None:
    ask(make, people, things)
    other = make.person("Oz", area=people.hodge_hill, role=Role.ORGANISER)

    def again() -> None:
        make.request(people.member, other, things.by_date)

    with pytest.raises(Conflict, match="Somebody else asked them"):
        again()
    with pytest.raises(Conflict, match="Somebody else asked them"):
        make.later(6.9, again)
    with make.writing():
        line_actions.wish(people.member, Wish.ANY)
    again()
    with make.writing():
        line_actions.wish(people.member, Wish.ONE)
    with pytest.raises(Conflict, match="Somebody else asked them"):
        make.request(people.member, other, make.task(things.campaign, other))


def test_seven_days_later_somebody_else_may_ask(
    make: Maker, people: People, things: Things
) -> None:
    ask(make, people, things)
    other = make.person("Oz", area=people.hodge_hill, role=Role.ORGANISER)
    make.later(7.1, lambda: make.request(people.member, other, things.by_date))


def test_one_organiser_may_ask_for_two_things_but_for_none_twice(
    make: Maker, people: People, things: Things
) -> None:
    ask(make, people, things)
    with pytest.raises(Conflict, match="asked for this already"):
        ask(make, people, things)
    task = make.task(things.campaign, people.organiser)
    make.request(people.member, people.organiser, task)


def test_whoever_does_not_want_to_be_asked_is_not(
    make: Maker, people: People, things: Things
) -> None:
    with make.writing():
        line_actions.wish(people.member, Wish.NONE)
    with pytest.raises(Conflict, match="do not want"):
        ask(make, people, things)


def test_only_those_who_organise_there_ask_and_only_whom_they_know_of(
    make: Maker, people: People, things: Things
) -> None:
    for by in (people.resident, people.member, people.elsewhere):
        with pytest.raises(NotAllowed):
            make.request(people.organiser, by, things.task)
    stranger = make.person("Sam", area=people.ward_end)
    with pytest.raises(NotFound):
        make.request(stranger, people.organiser, things.task)
    make.bring(stranger, "Drive a van", SeenBy.EVERYONE)
    make.request(stranger, people.organiser, things.task)


def test_what_is_over_is_asked_of_nobody_and_answered_by_nobody_else(
    make: Maker, people: People, things: Things
) -> None:
    made = ask(make, people, things)
    with pytest.raises(NotFound), make.writing():
        request_actions.answer(made.id, make._here(people.resident), Reply.YES)
    make.call_off(things.task, people.organiser)
    with pytest.raises(Conflict, match="called off"):
        make.reply(made, Reply.YES)
    with pytest.raises(Conflict, match="called off"):
        make.request(people.resident, people.organiser, things.task)
