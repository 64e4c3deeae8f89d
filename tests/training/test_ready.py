"""The courses that come with the board: complete, put there once, and renewed where
nobody here has changed them."""

from pathlib import Path
from typing import Any

import pytest

from board.training import actions
from board.training.models import Course
from board.training.ready_actions import READY, from_file, put_ready
from tests.builders import A_COURSE, Maker, People, Rows

FIXTURES = Path(__file__).parent / "ready"
SMALL = (FIXTURES / "small.toml").read_text()
FILES = sorted((*READY.glob("*.toml"), *FIXTURES.glob("*.toml")))


def course_of(folder: Path, **changed: Any) -> Path:
    """A folder with the small course in it, some of its lines changed."""
    text = SMALL
    for name, value in changed.items():
        before = next(
            line for line in text.splitlines() if line.startswith(f"{name} =")
        )
        text = text.replace(before, f"{name} = {value}")
    folder.mkdir(exist_ok=True)
    (folder / "small.toml").write_text(text)
    return folder


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_course_carries_all_that_one_needs_to_run_it(file: Path) -> None:
    course = from_file(file)
    assert file.stem == course["lineage"].rpartition(":")[2]
    for column in Course.__table__.columns:
        most = getattr(column.type, "length", None)
        if most and column.name in course:
            assert len(course[column.name] or "") <= most, column.name
    texts = ("title", "summary", "skill", "for_whom", "before", "safeguarding")
    for name in (*texts, "task_title", "task_words", "aims", "materials", "worked"):
        assert course[name], f"{name} is missing"
    assert all(part["minutes"] and part["title"] for part in course["parts"])
    assert all(part["does"] or part["says"] for part in course["parts"])
    assert any(part["says"] for part in course["parts"])
    assert course["sheets"]
    assert all(sheet["title"] and sheet["words"] for sheet in course["sheets"])
    assert {sheet["kind"] for sheet in course["sheets"]} <= {"handout", "exercise"}
    assert 1 <= course["task_days"] <= 14


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_minutes_of_a_course_add_up(file: Path) -> None:
    import tomllib

    said = tomllib.loads(file.read_text())
    assert sum(part["minutes"] for part in said["parts"]) == said["minutes"]


def test_they_are_put_there_once(make: Maker, rows: Rows, tmp_path: Path) -> None:
    for _again in range(2):
        with make.writing():
            put_ready(course_of(tmp_path))
    (course,) = rows.all(Course)
    assert (course.lineage, course.minutes, course.area_id) == (
        "local-action-board:course:small",
        60,
        None,
    )


def test_a_newer_file_replaces_what_nobody_here_has_changed(
    make: Maker, rows: Rows, tmp_path: Path
) -> None:
    with make.writing():
        put_ready(course_of(tmp_path))
    with make.writing():
        put_ready(course_of(tmp_path, title='"Łasking"', version=2))
    (course,) = rows.all(Course)
    assert (course.title, course.version, course.ready_version) == ("Łasking", 2, 2)
    assert len(rows.lines("course.changed")) == 1


def test_what_an_operator_changed_stays(
    make: Maker, people: People, rows: Rows, tmp_path: Path
) -> None:
    with make.writing():
        put_ready(course_of(tmp_path))
    (course,) = rows.all(Course)
    with make.writing():
        by = make._here(people.operator)
        here = make._here(course)
        actions.edit(here, by, version=1, **A_COURSE | {"title": "As we do it"})
    with make.writing():
        put_ready(course_of(tmp_path, title='"Newer"', version=9))
    assert rows.get(Course, course.id).title == "As we do it"
