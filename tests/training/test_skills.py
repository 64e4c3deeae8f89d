"""What somebody can do is proposed by coming, confirmed by a person, and holds until
its day; each day is reached by a moved clock."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.accounts.models import Person
from board.db import db
from board.errors import Conflict, Invalid, NotAllowed
from board.events.models import Event
from board.training import skill_queries
from board.training.expiry import WARNINGS, months_after, warning
from board.training.models import Course
from board.training.session_actions import lead
from board.training.skill_actions import confirm, extend
from board.training.skill_models import SkillExtension, SkillHeld
from tests.builders import Maker, People, Rows, in_days
from tests.conftest import on_sqlite
from tests.pages import Browser

MONTHS = 6
LAST = months_after(in_days(1), MONTHS)  # of what is learned tomorrow
ENDS = (LAST - in_days(0)).days


@pytest.fixture
def course(make: Maker, people: People) -> Course:
    """What one learns there holds for half a year."""
    return make.course(people.organiser, months=MONTHS)


@pytest.fixture
def held(make: Maker, people: People, course: Course, rows: Rows) -> Callable[[], Any]:
    """The member came tomorrow and was confirmed; gives their row as it is now."""
    event = make.session(course, people.organiser)
    came(make, people, event)
    (row,) = rows.all(SkillHeld, person_id=people.member.id)
    confirmed(make, people.organiser, course, row.id)
    return lambda: rows.get(SkillHeld, row.id)


def came(make: Maker, people: People, event: Event) -> None:
    """The member comes to a session."""
    make.attend(event, people.member)
    make.came(event, people.organiser, people.member)


def confirmed(make: Maker, by: Person, course: Course, *ids: int) -> int:
    """Somebody says of rows that it is so."""
    with make.writing():
        return confirm(make._here(course), make._here(by), ids)


def known(make: Maker, person: Person, reader: Person | None = None) -> list[str]:
    """What is confirmed of somebody, for whoever reads."""
    with make.app.app_context():
        by = db.session.get(Person, reader.id) if reader else None
        return [row.skill for row in skill_queries.confirmed_skills([person.id], by)]


def test_coming_and_leading_propose_and_a_person_confirms(
    make: Maker, people: People, rows: Rows, course: Course
) -> None:
    event = make.session(course, people.organiser)
    came(make, people, event)
    proposed = rows.all(SkillHeld, event_id=event.id)
    both = {people.member.id, people.organiser.id}
    assert {row.person_id for row in proposed} == both
    assert known(make, people.member) == []
    assert "skill.proposed" in rows.heard(people.organiser)
    mine = next(row for row in proposed if row.person_id == people.member.id)
    assert confirmed(make, people.organiser, course, mine.id) == 1
    assert confirmed(make, people.operator, course, mine.id) == 0
    assert known(make, people.member) == ["one-to-ones"]
    assert "skill.confirmed" in rows.heard(people.member)


def test_nobody_confirms_themself_or_where_they_neither_led_nor_organise(
    make: Maker, people: People, rows: Rows, course: Course
) -> None:
    event = make.session(course, people.organiser)
    came(make, people, event)
    for row in rows.all(SkillHeld):
        for person in (people.member, people.resident, people.elsewhere):
            with pytest.raises(NotAllowed):
                confirmed(make, person, course, row.id)
        if row.person_id == people.organiser.id:
            with pytest.raises(NotAllowed):
                confirmed(make, people.organiser, course, row.id)


def test_who_was_ticked_by_mistake_has_nothing_proposed(
    make: Maker, people: People, rows: Rows, course: Course
) -> None:
    event = make.session(course, people.organiser)
    came(make, people, event)
    make.came(event, people.organiser, people.member, came=False)
    assert rows.count(SkillHeld) == 0


def test_what_nobody_confirms_is_over_after_ninety_days(
    make: Maker, people: People, rows: Rows, course: Course
) -> None:
    came(make, people, make.session(course, people.organiser))
    make.jobs(days=90)
    assert rows.count(SkillHeld) == 2
    make.jobs(days=92)
    assert rows.count(SkillHeld) == 0


def test_it_holds_up_to_its_last_day_and_not_a_day_longer(
    make: Maker, people: People, held: Callable[[], Any]
) -> None:
    assert held().expires_on == LAST
    make.later(ENDS, lambda: known_is(make, people, ["one-to-ones"]))
    make.later(ENDS + 1, lambda: known_is(make, people, []))


def known_is(make: Maker, people: People, skills: list[str]) -> None:
    """What is confirmed of the member."""
    assert known(make, people.member) == skills


def test_what_ended_is_kept_for_a_year_and_then_forgotten(
    make: Maker, rows: Rows, held: Callable[[], Any]
) -> None:
    mine = held().id
    make.jobs(days=ENDS + 365)
    assert rows.count(SkillHeld, id=mine) == 1
    make.jobs(days=ENDS + 367)
    assert rows.count(SkillHeld, id=mine) == 0


def test_one_is_warned_90_30_and_7_days_before_once_each(
    make: Maker, people: People, rows: Rows, held: Callable[[], Any]
) -> None:
    before = [91, 90, 89, 31, 30, 29, 8, 7, 6, 0, -1]
    for left in before:
        make.jobs(days=ENDS - left)
        make.jobs(days=ENDS - left)
    told = [line.facts["days"] for line in rows.lines("skill.warned")]
    assert told == [90, 30, 7]
    assert rows.heard(people.member).count("skill.warned") == 3


def test_whoever_comes_again_holds_it_for_longer_and_is_warned_anew(
    make: Maker, people: People, course: Course, held: Callable[[], Any]
) -> None:
    make.jobs(days=ENDS - 30)
    assert held().warned == 30
    event = make.session(course, people.organiser, days=100)
    came(make, people, event)
    assert held().expires_on == months_after(in_days(100), MONTHS)
    assert held().warned is None
    make.came(event, people.organiser, people.member, came=False)
    assert held().expires_on == LAST


def test_leading_renews_as_coming_does(
    make: Maker, people: People, course: Course, held: Callable[[], Any]
) -> None:
    # the member organises elsewhere and leads there
    event = make.session(course, people.organiser, days=120, led=False)
    with make.writing():
        lead(event.id, make._here(people.member))
    make.attend(event, people.resident)
    make.came(event, people.organiser, people.resident)
    assert held().expires_on == months_after(in_days(120), MONTHS)


def test_all_of_a_kind_are_extended_by_one_recorded_act(
    make: Maker, people: People, rows: Rows, course: Course, held: Callable[[], Any]
) -> None:
    until = LAST + timedelta(days=40)
    with make.writing():
        here, by = make._here(people.hodge_hill), make._here(people.organiser)
        said = {"until": until, "reason": "The hall was closed.", "once": "one"}
        assert extend(make._here(course), here, by, **said) == 1
        assert extend(make._here(course), here, by, **said) == 1  # pressed twice
    (kept,) = rows.all(SkillExtension)
    assert (kept.reason, kept.people, kept.by_id) == (
        "The hall was closed.",
        1,
        people.organiser.id,
    )
    assert held().expires_on == until
    assert len(rows.lines("skill.extended")) == 1
    assert "skill.extended" in rows.heard(people.member)
    # coming again does not shorten it
    came(make, people, make.session(course, people.organiser, days=2))
    assert held().expires_on == until


@pytest.mark.parametrize(
    ("days", "wrong"), [(0, Invalid), (800, Invalid), (1, Conflict)]
)
def test_an_extension_to_no_use_is_refused(
    make: Maker,
    people: People,
    rows: Rows,
    course: Course,
    held: Callable[[], Any],
    days: int,
    wrong: type[Exception],
) -> None:
    with pytest.raises(wrong):
        extended(make, people, course, days)
    assert rows.count(SkillExtension) == 0
    assert held().expires_on == LAST


def extended(make: Maker, people: People, course: Course, days: int) -> None:
    """The organiser extends all here by so many days from today."""
    with make.writing():
        here, by = make._here(people.hodge_hill), make._here(people.organiser)
        extend(make._here(course), here, by, until=in_days(days), reason="So.")


def test_who_shares_an_area_reads_it_and_of_a_young_person_organisers_alone(
    make: Maker, people: People, held: Callable[[], Any]
) -> None:
    assert held().confirmed_at
    shown = {
        name: known(make, people.member, person)
        for name, person in people.by_name.items()
    }
    assert [name for name, skills in shown.items() if skills] == [
        *("member", "organiser"),
    ]
    other = make.person(area=people.hodge_hill)
    assert known(make, people.member, other)
    make.young(people.member, people.organiser, people.hodge_hill)
    assert known(make, people.member, other) == []
    assert known(make, people.member, people.organiser)


@given(day=st.dates(date(1900, 1, 1), date(2150, 1, 1)), months=st.integers(1, 120))
def test_so_many_months_later_is_the_same_day_or_the_last_of_a_shorter_month(
    day: date, months: int
) -> None:
    later = months_after(day, months)
    passed = (later.year - day.year) * 12 + later.month - day.month
    assert passed == months
    tomorrow = later + timedelta(days=1)
    assert later.day == day.day or (later.day < day.day and tomorrow.day == 1)


@given(days=st.lists(st.integers(0, 200), max_size=30))
def test_each_warning_is_given_once_whenever_the_job_runs(days: list[int]) -> None:
    told: list[int] = []
    for left in sorted(days, reverse=True):
        due = warning(left, told[-1] if told else None)
        if due is not None:
            told.append(due)
    assert told == sorted(set(told), reverse=True)
    assert set(told) <= set(WARNINGS)
    if days and min(days) <= 7:
        assert told[-1] == 7


@on_sqlite
def test_a_page_confirms_and_extends(
    make: Maker,
    people: People,
    rows: Rows,
    course: Course,
    organiser: Browser,
) -> None:
    event = make.session(course, people.organiser)
    came(make, people, event)
    at = f"/courses/{course.id}/skills"
    assert "Mo Malik" in organiser.get(at).text
    (mine,) = rows.all(SkillHeld, person_id=people.member.id)
    page = organiser.post(at, {"confirm": "yes", "held": str(mine.id)})
    assert page.status == 303
    assert f"until {LAST.day}" in organiser.get(at).text
    short = {"until": str(in_days(3)), "reason": "So.", "area": "hodge-hill"}
    assert organiser.fill(at, short).status == 409
    assert organiser.fill(at, short | {"reason": ""}).status == 422
    said = short | {"until": str(LAST + timedelta(days=9)), "reason": "It snowed."}
    assert organiser.fill(at, said).status == 303
    assert "It snowed." in organiser.get(at).text


@on_sqlite
def test_a_long_list_goes_on_where_it_ended(
    make: Maker, people: People, rows: Rows, course: Course, organiser: Browser
) -> None:
    event = make.session(course, people.organiser)
    many = [make.person(f"Learner {n:02}", area=people.hodge_hill) for n in range(52)]
    make.attend(event, *many)
    make.came(event, people.organiser, *many)
    ids = [row.id for row in rows.all(SkillHeld)]
    confirmed(make, people.operator, course, *ids)
    at, read = f"/courses/{course.id}/skills", set()
    page = organiser.get(at)
    names = {person.name for person in many}
    for _ in range(2):
        read |= {name for name in names if f"<span>{name}" in page.text}
        further = [link for link in page.links if link.startswith(f"{at}?after=")]
        page = organiser.get(further[0]) if further else page
    assert read == names
    assert organiser.get(f"{at}?after=2026-02-30.x").status == 200
