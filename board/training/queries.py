"""Reading courses: a list of them, one with all it holds, those found by words."""

from functools import cache

from sqlalchemy import select

from board.areas.models import Area
from board.db import AnyRow, AnySelect, Rows, fresh, read, the_one
from board.issues.search import contain
from board.training.models import Course

PAGE = 20
LISTED = (
    Course.id,
    Course.area_id,
    Course.title,
    Course.summary,
    Course.skill,
    Course.minutes,
    Course.people_from,
    Course.people_to,
    Area.name.label("area_name"),
    Area.slug.label("area_slug"),
)
WHOLE = (
    Course.author_id,
    Course.months,
    Course.compared,
    Course.for_whom,
    Course.aims,
    Course.materials,
    Course.before,
    Course.safeguarding,
    Course.worked,
    Course.origin,
    Course.task_title,
    Course.task_words,
    Course.task_days,
    Course.parts,
    Course.sheets,
    Course.version,
    Course.changed_at,
)


@cache
def _cards() -> AnySelect:
    cards = select(*LISTED).outerjoin(Area, Area.id == Course.area_id)
    return cards.where(*Course.visible(None))


def listed(*, area: str = "", q: str = "", after: int = 0, limit: int = PAGE) -> Rows:
    """Courses in the order in which they came, those of one area where it is named; one
    more than `limit` where there are further."""
    found = _cards().where(Course.id > after)
    if area:
        found = found.where(Area.slug == area)
    if q:
        columns = (Course.title, Course.summary, Course.skill)
        found = found.where(*contain(q, columns, Course.folded))
    return read(found.order_by(Course.id).limit(limit + 1))


def matching(q: str, limit: int = 5) -> Rows:
    """Courses in whose title, summary or skill all the words stand."""
    return listed(q=q, limit=limit)[:limit]


def whole(course_id: int) -> AnyRow:
    """A course with all it holds, or NotFound."""
    one = _cards().add_columns(*WHOLE).where(Course.id == course_id)
    return the_one(one)


def get(course_id: int) -> Course:
    """The course to act on, or NotFound."""
    return fresh(Course, course_id)
