"""After a session: a small first task for each who came, and a mentor where both say
yes."""

import pytest

from board.accounts.models import Person
from board.errors import Conflict, NotFound
from board.training import after_actions, after_queries
from board.training.after_models import FirstTask, MentorOffer, Pairing
from board.training.models import Course
from board.training.skill_actions import confirm
from board.training.skill_models import SkillHeld
from tests.builders import Maker, People, Rows
from tests.conftest import on_sqlite
from tests.pages import Browser


@pytest.fixture
def course(make: Maker, people: People) -> Course:
    """Held tomorrow by the organiser; the member came."""
    course = make.course(people.organiser)
    event = make.session(course, people.organiser)
    make.attend(event, people.member)
    make.came(event, people.organiser, people.member)
    return course


def do(make: Maker, verb: object, course: Course, by: Person, *rest: object) -> None:
    """One of the actions, in a transaction of its own."""
    with make.writing():
        verb(make._here(course), make._here(by), *rest)  # type: ignore[operator]


def first(make: Maker, course: Course, by: Person, number: int, *, taken: bool) -> None:
    """Somebody answers their first task."""
    with make.writing():
        here, person = make._here(course), make._here(by)
        after_actions.answer_first(here, person, number, taken=taken)


def test_each_who_came_is_offered_a_first_task_within_fourteen_days(
    make: Maker, people: People, rows: Rows, course: Course
) -> None:
    (task,) = rows.all(FirstTask)
    assert task.person_id == people.member.id
    assert (task.due_on - task.offered_at.date()).days == 14
    assert "first_task.offered" in rows.heard(people.member)
    first(make, course, people.member, task.id, taken=True)
    do(make, after_actions.finish_first, course, people.member, task.id)
    done = rows.get(FirstTask, task.id)
    assert done.taken
    assert done.done_at
    with pytest.raises(Conflict):
        first(make, course, people.member, task.id, taken=False)


def test_after_its_days_a_first_task_is_taken_no_more(
    make: Maker, people: People, rows: Rows, course: Course
) -> None:
    (task,) = rows.all(FirstTask)
    late = 16

    def take() -> None:
        with pytest.raises(Conflict):
            first(make, course, people.member, task.id, taken=True)

    make.later(late, take)
    make.later(14, lambda: first(make, course, people.member, task.id, taken=True))


def test_a_first_task_of_somebody_else_is_not_answered(
    make: Maker, people: People, rows: Rows, course: Course
) -> None:
    (task,) = rows.all(FirstTask)
    with pytest.raises(Conflict):
        first(make, course, people.resident, task.id, taken=True)


def test_learner_and_mentor_are_paired_when_both_say_yes(
    make: Maker, people: People, rows: Rows, course: Course
) -> None:
    mentor = people.organiser  # who led
    do(make, after_actions.ask_mentor, course, people.member, mentor.id)
    assert rows.heard(mentor)[-1] == "pairing.asked"
    (pairing,) = rows.all(Pairing)
    assert pairing.agreed is None
    with pytest.raises(NotFound):
        answer(make, course, people.resident, pairing.id)
    answer(make, course, mentor, pairing.id)
    assert rows.get(Pairing, pairing.id).agreed
    assert rows.heard(people.member)[-1] == "pairing.answered"
    do(make, after_actions.end_pairing, course, people.member, pairing.id)
    assert rows.get(Pairing, pairing.id).ended_at


def answer(make: Maker, course: Course, by: Person, number: int) -> None:
    """A mentor says yes."""
    with make.writing():
        here, person = make._here(course), make._here(by)
        after_actions.answer_learner(here, person, number, agreed=True)


def test_what_no_mentor_answers_is_over_after_two_weeks(
    make: Maker, people: People, rows: Rows, course: Course
) -> None:
    do(make, after_actions.ask_mentor, course, people.member, people.organiser.id)
    make.jobs(days=13)
    (pairing,) = rows.all(Pairing)
    assert pairing.ended_at is None
    make.jobs(days=15)
    assert rows.get(Pairing, pairing.id).ended_at
    with pytest.raises(Conflict):
        answer(make, course, people.organiser, pairing.id)
    # it may begin anew
    do(make, after_actions.ask_mentor, course, people.member, people.organiser.id)


def test_only_who_can_do_it_is_a_mentor_and_only_who_came_asks(
    make: Maker, people: People, rows: Rows, course: Course
) -> None:
    with pytest.raises(Conflict):
        do(make, after_actions.offer_to_mentor, course, people.member)
    with pytest.raises(Conflict):
        do(make, after_actions.ask_mentor, course, people.resident, people.organiser.id)
    (row,) = rows.all(SkillHeld, person_id=people.member.id)
    with make.writing():
        confirm(make._here(course), make._here(people.organiser), [row.id])
    do(make, after_actions.offer_to_mentor, course, people.member)
    assert rows.count(MentorOffer) == 1
    do(make, after_actions.stop_mentoring, course, people.member)
    assert rows.count(MentorOffer) == 0


def test_under_18_nobody_is_paired(
    make: Maker, people: People, rows: Rows, course: Course
) -> None:
    make.young(people.member, people.organiser, people.hodge_hill)
    with pytest.raises(Conflict):
        do(make, after_actions.ask_mentor, course, people.member, people.organiser.id)
    make.young(people.organiser, people.organiser, people.hodge_hill)
    with make.app.app_context():
        assert after_queries.mentors(course.id, people.member) == []
    assert rows.count(Pairing) == 0


@on_sqlite
def test_a_first_task_is_taken_and_a_mentor_asked_by_a_press_each(
    make: Maker, people: People, member: Browser, course: Course
) -> None:
    at = f"/courses/{course.id}/after"
    page = member.get(at)
    assert "Ask Olu Okafor" in page.text
    assert member.post(at, {"do": "take", "id": "1"}).status == 303
    assert member.post(at, {"do": "take", "id": "1"}).status == 409
    asked = {"do": "ask", "id": str(people.organiser.id)}
    assert member.post(at, asked).status == 303
    assert "is asked" in member.get(at).text


def test_my_week_asks_about_the_first_task_until_it_is_answered_and_done(
    make: Maker, people: People, rows: Rows, course: Course, member: Browser
) -> None:
    (task,) = rows.all(FirstTask)
    assert member.get("/me").says(f"A small first task after “{course.title}”")
    first(make, course, people.member, task.id, taken=True)
    assert member.get("/me").says("You took your first task", "Say that it is done")
    do(make, after_actions.finish_first, course, people.member, task.id)
    assert not member.get("/me").says("Say that it is done")


def test_my_week_says_who_would_like_my_company(
    make: Maker, people: People, course: Course, organiser: Browser
) -> None:
    mentor = people.organiser.id
    do(make, after_actions.ask_mentor, course, people.member, mentor)
    assert organiser.get("/me").says(f"Mo Malik learns “{course.title}”")


def test_whoever_led_names_who_goes_along_and_the_learner_asks_them_or_another(
    make: Maker,
    people: People,
    rows: Rows,
    course: Course,
    organiser: Browser,
    member: Browser,
    browsers: dict[str, Browser],
) -> None:
    make.session(course, people.elsewhere, days=-1, area=people.ward_end.id)
    at, mine = f"/courses/{course.id}/skills", f"/courses/{course.id}/after"
    (task,) = rows.all(FirstTask)
    said = {"along": "yes", f"along-{task.id}": str(people.elsewhere.id)}
    assert organiser.post(at, said).status == 303
    assert rows.get(FirstTask, task.id).buddy_id == people.elsewhere.id
    assert rows.heard(people.member)[-1] == "first_task.buddy_named"
    assert member.get(mine).says("Eli Evans named to go along with you")
    assert not rows.count(Pairing)
    assert member.post(mine, {"do": "ask", "id": people.organiser.id}).status == 303
    said = {"along": "yes", f"along-{task.id}": "0"}
    assert organiser.post(at, said).status == 303
    assert rows.get(FirstTask, task.id).buddy_id is None
    assert browsers["resident"].post(at, said).status == 403
    assert browsers["elsewhere"].post(at, said).status == 403


def test_nobody_is_named_who_did_not_offer_it_nor_the_learner_themself(
    make: Maker, people: People, rows: Rows, course: Course, organiser: Browser
) -> None:
    (task,) = rows.all(FirstTask)
    for person in (people.resident, people.member):
        said = {"along": "yes", f"along-{task.id}": str(person.id)}
        assert organiser.post(f"/courses/{course.id}/skills", said).status == 303
        assert rows.get(FirstTask, task.id).buddy_id is None
