"""Courses are written by organisers for their area, anew or from another."""

import pytest

from board.errors import ChangedMeanwhile, Invalid
from board.training import actions, queries
from board.training.models import Course
from board.training.wording import (
    parts_as_text,
    parts_from_text,
    sheets_as_text,
    sheets_from_text,
)
from tests.builders import A_COURSE, Maker, People, Rows
from tests.conftest import on_sqlite
from tests.pages import Browser

LONG = [{"minutes": 900, "title": "A", "does": "", "says": ""}] * 2


def test_a_course_that_is_begun_from_another_keeps_where_it_came_from(
    make: Maker, people: People, rows: Rows
) -> None:
    first = make.course(people.organiser)
    with make.writing():
        own = actions.write(
            make._here(people.ward_end),
            make._here(people.elsewhere),
            begun_from=make._here(first),
            **A_COURSE,
        )
    assert (own.from_lineage, own.from_version) == (first.lineage, 1)
    assert own.lineage != first.lineage
    assert len(rows.lines("course.published")) == 2


@pytest.mark.parametrize(
    "wrong",
    [{"parts": LONG}, {"people_from": 9, "people_to": 8}],
    ids=["a course longer than a day", "fewer people than the smallest group"],
)
def test_what_cannot_be_is_refused(
    make: Maker, people: People, wrong: dict[str, object]
) -> None:
    with pytest.raises(Invalid):
        make.course(people.organiser, **wrong)


def test_of_two_who_change_it_at_once_the_second_is_asked_to_compare(
    make: Maker, people: People, rows: Rows
) -> None:
    course = make.course(people.organiser)
    said = A_COURSE | {"title": "First"}
    with make.writing():
        by = make._here(people.organiser)
        actions.edit(make._here(course), by, version=1, **said)
    with make.writing():
        by, here = make._here(people.organiser), make._here(course)
        with pytest.raises(ChangedMeanwhile):
            actions.edit(here, by, version=1, **said)
    assert rows.get(Course, course.id).version == 2


def test_a_list_goes_on_where_it_ended_and_words_are_found_in_any_letters(
    make: Maker, people: People
) -> None:
    for title in ("Łódź asks", "Turnout", "Turnout again"):
        make.course(people.organiser, title=title)
    with make.app.app_context():
        first = queries.listed(limit=2)
        rest = queries.listed(limit=2, after=first[1].id)
        found = queries.matching("lodz")
        here, there = (queries.listed(area=f) for f in ("hodge-hill", "ward-end"))
    assert [row.title for row in (*first[:2], *rest)] == [
        "Łódź asks",
        "Turnout",
        "Turnout again",
    ]
    assert [row.title for row in found] == ["Łódź asks"]
    assert (len(here), len(there)) == (3, 0)


@on_sqlite
def test_a_page_holds_all_of_a_course_and_each_sheet_has_one_of_its_own(
    make: Maker, people: People, visitor: Browser
) -> None:
    course = make.course(people.organiser)
    page = visitor.get(f"/courses/{course.id}").text
    for part in ("0:20", "1:00", "In pairs", "Listen.", "Three questions", "A clock"):
        assert part in page
    for words in ("Each knows one new thing.", "Ask one neighbour", "one-to-ones"):
        assert words in page
    sheet = visitor.get(f"/courses/{course.id}?sheet=1").text
    assert "What keeps you?" in sheet
    assert "In pairs" not in sheet


def test_what_one_writes_is_read_back_as_it_was() -> None:
    parts, sheets = A_COURSE["parts"], A_COURSE["sheets"]
    assert parts_from_text(parts_as_text(parts)) == parts
    assert sheets_from_text(sheets_as_text(sheets)) == sheets
