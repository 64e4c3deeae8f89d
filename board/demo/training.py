"""Training in the demo: sessions, what people can do since, who goes along with whom,
and areas that ask."""

from collections.abc import Iterable

from sqlalchemy import select

from board.db import db
from board.demo.neighbourhood import Entry, Neighbourhood
from board.events import attendance, register
from board.events.models import Attendance
from board.training import after_actions, ask_actions, skill_actions
from board.training.after_models import FirstTask, Pairing
from board.training.models import Course
from board.training.ready_actions import LINEAGE, put_ready
from board.training.session_actions import hold
from board.training.skill_models import SkillHeld


def schedule(here: Neighbourhood, entry: Entry) -> None:
    """Schedule all that happens around one session."""
    here.schedule_ago(entry["days_ago"], _hold, entry)
    here.schedule_ago(entry["days_ago"] - 1, _say_they_come, entry)
    over = -entry["starts_in_days"]
    if "came" in entry:
        here.schedule_ago(over - 0.5, _count, entry)
        here.schedule_ago(over - 1, _confirm, entry)
        here.schedule_ago(over - 2, _take, entry)
        here.schedule_ago(over - 3, _pair, entry)
        here.schedule_ago(over - 6, _finish, entry)


def schedule_ask(here: Neighbourhood, entry: Entry) -> None:
    """Schedule that an area asks for a course, and who would lead it."""
    here.schedule_ago(entry["days_ago"], _ask, entry)
    here.schedule_ago(entry["days_ago"] - 2, _offer, entry)


def bring_courses(_here: Neighbourhood) -> None:
    """Those that come with the board, where `board init` has not brought them."""
    put_ready()


def _course(entry: Entry) -> Course:
    this = Course.lineage == LINEAGE + entry["course"]
    return db.session.scalars(select(Course).where(this)).one()


def _numbers(here: Neighbourhood, names: Iterable[str]) -> list[int]:
    return [here.people[name].id for name in names]


def _hold(here: Neighbourhood, entry: Entry) -> None:
    by = here.people[entry["by"]]
    here.events[_key(entry)] = hold(
        _course(entry),
        here.areas[entry["area"]],
        by,
        starts_at=here.at(entry["starts_in_days"], entry["hour"]),
        place=entry["place"],
        places=entry.get("places", 20),
        trainer=by.id if entry.get("led", True) else None,
    )


def _key(entry: Entry) -> str:
    return f"{entry['course']} in {entry['area']}"


def _say_they_come(here: Neighbourhood, entry: Entry) -> None:
    for name in entry["going"]:
        attendance.attend(here.events[_key(entry)], here.people[name])


def _count(here: Neighbourhood, entry: Entry) -> None:
    event = here.events[_key(entry)]
    came = _numbers(here, entry["came"])
    places = select(Attendance.id).where(
        Attendance.event_id == event.id, Attendance.person_id.in_(came)
    )
    marks = dict.fromkeys(db.session.scalars(places), register.RegisterMark(True, None))
    register.update_register(event, here.people[entry["by"]], marks=marks)


def _confirm(here: Neighbourhood, entry: Entry) -> None:
    people = _numbers(here, entry["confirmed"])
    course = _course(entry)
    held = select(SkillHeld.id).where(
        SkillHeld.course_id == course.id, SkillHeld.person_id.in_(people)
    )
    by = here.people[entry["by"]]
    skill_actions.confirm(course, by, list(db.session.scalars(held)))


def _first_tasks(here: Neighbourhood, entry: Entry) -> dict[int, int]:
    """The number of each person's first task."""
    event = here.events[_key(entry)]
    found = select(FirstTask.person_id, FirstTask.id)
    rows = db.session.execute(found.where(FirstTask.event_id == event.id))
    return {row.person_id: row.id for row in rows}


def _take(here: Neighbourhood, entry: Entry) -> None:
    tasks = _first_tasks(here, entry)
    course = _course(entry)
    for name in entry["took"]:
        person = here.people[name]
        after_actions.answer_first(course, person, tasks[person.id], taken=True)


def _finish(here: Neighbourhood, entry: Entry) -> None:
    tasks = _first_tasks(here, entry)
    course = _course(entry)
    for name in entry["done"]:
        person = here.people[name]
        after_actions.finish_first(course, person, tasks[person.id])


def _pair(here: Neighbourhood, entry: Entry) -> None:
    course = _course(entry)
    for name in entry["mentors"]:
        after_actions.offer_to_mentor(course, here.people[name])
    for learner, mentor in entry["asked"]:
        mine = here.people[mentor]
        after_actions.ask_mentor(course, here.people[learner], mine.id)
        if [learner, mentor] in entry["agreed"]:
            asked = select(Pairing.id).where(Pairing.mentor_id == mine.id)
            number = db.session.scalars(asked).one()
            after_actions.answer_learner(course, mine, number, agreed=True)


def _ask(here: Neighbourhood, entry: Entry) -> None:
    by = here.people[entry["by"]]
    ask_actions.ask(_course(entry), here.areas[entry["area"]], by)


def _offer(here: Neighbourhood, entry: Entry) -> None:
    for name in entry["offers"]:
        area = here.areas[entry["area"]]
        ask_actions.offer(_course(entry), area, here.people[name])
