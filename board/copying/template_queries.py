"""Reading templates: one's own, and those that organisers of one's areas share."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_, select

from board.accounts.models import Person
from board.areas.models import Area
from board.copying.models import Template
from board.db import AnyRow, AnySelect, Rows, fresh, read, the_one
from board.tasks.models import Task, TaskRole

PAGE = 50


def listed(person_id: int, area_ids: Sequence[int], before: int = 0) -> Rows:
    """Those that one may use, the newest first: one more than a page where there are
    further ones."""
    statement = _cards(person_id, area_ids).order_by(Template.id.desc())
    if before:
        statement = statement.where(Template.id < before)
    return read(statement.limit(PAGE + 1))


def one(template_id: int, person_id: int, area_ids: Sequence[int]) -> AnyRow:
    """One that one may use, or NotFound."""
    statement = _cards(person_id, area_ids)
    return the_one(statement.where(Template.id == template_id))


def task(task_id: int) -> AnyRow:
    """The task that a template is made of, or NotFound."""
    statement = select(*Task.__table__.columns)
    return the_one(statement.where(Task.id == task_id, *Task.visible(None)))


def parts(task_id: int) -> Rows:
    """(name, places) of the parts of a task."""
    here = (TaskRole.task_id == task_id, *Task.visible(None))
    statement = select(TaskRole.name, TaskRole.places)
    ordered = statement.join(Task, Task.id == TaskRole.task_id).where(*here)
    return read(ordered.order_by(TaskRole.id))


def get(template_id: int) -> Template:
    """The template to act on, or NotFound."""
    return fresh(Template, template_id)


def _cards(person_id: int, area_ids: Sequence[int]) -> AnySelect:
    columns = (*Template.__table__.columns, Person.name.label("keeper"))
    return (
        select(*columns, Area.name.label("area_name"), Area.slug.label("area_slug"))
        .join(Person, Person.id == Template.person_id)
        .outerjoin(Area, Area.id == Template.area_id)
        .where(_may_use(person_id, area_ids))
    )


def _may_use(person_id: int, area_ids: Sequence[int]) -> ColumnElement[bool]:
    mine = Template.person_id == person_id
    return or_(mine, Template.area_id.in_(area_ids))
