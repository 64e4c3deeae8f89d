"""Who may do what in training, for the table of tests/test_rules.py."""

from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import select, update

from board import clock
from board.accounts.models import Person
from board.db import db, fresh
from board.events import attendance, register
from board.events.models import Attendance
from board.training import after_actions, ask_actions, buddy_actions, skill_actions
from board.training.after_models import FirstTask, Pairing
from board.training.models import Course
from board.training.session_actions import hold
from board.training.skill_models import SkillHeld
from tests.builders import People, Things, at_six, in_days

Act = Callable[[Any], object]
EVERYONE = "resident member organiser operator elsewhere"


def here(person: Person) -> Any:
    """The person in this transaction."""
    return db.session.get(Person, person.id, populate_existing=True)


def came(things: Things, people: People) -> Course:
    """The operator leads a session to which the member comes."""
    course = fresh(Course, things.course.id)
    by = here(people.operator)
    when = {"starts_at": at_six(), "place": "The hall", "trainer": by.id}
    event = hold(course, people.hodge_hill, by, **when)
    attendance.attend(event, here(people.member))
    place = select(Attendance.id).where(Attendance.event_id == event.id)
    marks = {db.session.scalar(place) or 0: register.RegisterMark(True, None)}
    with clock.set_to(at_six()):
        register.update_register(event, by, marks=marks)
    return course


def the(model: Any, **equal: Any) -> int:
    """The number of the one row there is."""
    return int(db.session.scalar(select(model.id).filter_by(**equal)) or 0)


def confirms(things: Things, people: People, by: Any) -> None:
    """Of the member."""
    course = came(things, people)
    mine = the(SkillHeld, person_id=people.member.id)
    skill_actions.confirm(course, by, [mine])


def extends(things: Things, people: People, by: Any) -> None:
    """What the member holds until next week."""
    course = came(things, people)
    values = {"confirmed_at": clock.now(), "expires_on": in_days(7)}
    db.session.execute(update(SkillHeld).values(**values))
    said = {"until": in_days(90), "reason": "Snow."}
    skill_actions.extend(course, people.hodge_hill, by, **said)


def asks(things: Things, people: People, verb: Any, by: Any) -> None:
    """Once the operator has asked for it in Hodge Hill."""
    ask_actions.ask(things.course, people.hodge_hill, here(people.operator))
    verb(things.course, people.hodge_hill, by)


def answers(things: Things, people: People, by: Any) -> None:
    """The member's first task."""
    course = came(things, people)
    after_actions.answer_first(course, by, the(FirstTask), taken=True)


def finishes(things: Things, people: People, by: Any) -> None:
    """The same once the member has taken it."""
    answers(things, people, here(people.member))
    after_actions.finish_first(things.course, by, the(FirstTask))


def names_buddy(things: Things, people: People, by: Any) -> None:
    """The operator, who led, for the member."""
    course = came(things, people)
    buddy_actions.name_buddy(course, by, the(FirstTask), people.operator.id)


def asks_mentor(things: Things, people: People, by: Any) -> None:
    """The operator, after the session."""
    after_actions.ask_mentor(came(things, people), by, people.operator.id)


def offers(things: Things, people: People, by: Any) -> None:
    """To mentor, after the session."""
    after_actions.offer_to_mentor(came(things, people), by)


def says_yes(things: Things, people: People, by: Any) -> None:
    """To the member who asked the operator."""
    asks_mentor(things, people, here(people.member))
    after_actions.answer_learner(things.course, by, the(Pairing), agreed=True)


def ends(things: Things, people: People, by: Any) -> None:
    """What the member asked of the operator."""
    asks_mentor(things, people, here(people.member))
    after_actions.end_pairing(things.course, by, the(Pairing))


def _of(act: Callable[..., object]) -> Callable[[Things, People], Act]:
    return lambda things, people: lambda by: act(things, people, by)


TRAINING: dict[str, tuple[str, Callable[[Things, People], Act]]] = {
    "event.plan/session": (
        "organiser operator",
        lambda t, p: partial(
            hold, t.course, p.hodge_hill, starts_at=at_six(), place="The hall"
        ),
    ),
    "skill.confirm": ("organiser operator", _of(confirms)),
    "skill.extend": ("organiser operator", _of(extends)),
    "training.ask": (
        "organiser operator",
        lambda t, p: partial(ask_actions.ask, t.course, p.hodge_hill),
    ),
    "training.ask/back": (
        "organiser operator",
        lambda t, p: lambda by: asks(t, p, ask_actions.take_back, by),
    ),
    "training.offer": (  # nobody led it or says that they could teach it
        "",
        lambda t, p: lambda by: asks(t, p, ask_actions.offer, by),
    ),
    "first_task.answer": ("member", _of(answers)),
    "first_task.answer/done": ("member", _of(finishes)),
    "first_task.buddy": ("organiser operator", _of(names_buddy)),
    "pairing.ask": ("member", _of(asks_mentor)),
    "pairing.ask/offer": ("operator", _of(offers)),
    "pairing.ask/stop": (
        EVERYONE,
        lambda t, p: partial(after_actions.stop_mentoring, t.course),
    ),
    "pairing.ask/answer": ("operator", _of(says_yes)),
    "pairing.ask/end": ("member operator", _of(ends)),
}
