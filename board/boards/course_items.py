"""Courses as boards tell each other of them."""

from typing import Any

import msgspec
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from board.boards.documents import About, Course, FirstTask, Part, Sheet
from board.boards.kinds import Here, Kind, lines
from board.db import AnySelect, read
from board.policy import Actor
from board.training import received_actions
from board.training.actions import checked
from board.training.models import Course as Ours

SAME = (
    "title",
    "summary",
    "skill",
    "months",
    "for_whom",
    "aims",
    "materials",
    "before",
    "safeguarding",
    "worked",
)
COLUMNS = (
    *(getattr(Ours, name) for name in SAME),
    Ours.id,
    Ours.lineage,
    Ours.version,
    Ours.from_lineage,
    Ours.from_version,
    Ours.people_from,
    Ours.people_to,
    Ours.parts,
    Ours.sheets,
    Ours.origin,
    Ours.task_title,
    Ours.task_words,
    Ours.task_days,
    Ours.created_at,
    Ours.changed_at,
    Ours.hidden_at,
)


def published() -> AnySelect:
    """What anybody may read."""
    return select(*COLUMNS).where(*Ours.visible(None))


def about(row: Any) -> About:
    """A course as a feed tells of it."""
    course = Course(
        parts=[msgspec.convert(part, Part) for part in row.parts],
        people=[row.people_from, row.people_to],
        source=row.origin,
        task=FirstTask(row.task_title, row.task_words, row.task_days),
        sheets=[msgspec.convert(sheet, Sheet) for sheet in row.sheets],
        **{name: getattr(row, name) for name in SAME},
    )
    return About(
        lineage=row.lineage,
        version=row.version,
        from_lineage=row.from_lineage or "",
        from_version=row.from_version or 0,
        course=course,
    )


def _here(lineage: str) -> Here | None:
    rows = read(select(*COLUMNS).where(Ours.lineage == lineage))
    return Here(rows[0].id, about(rows[0]), bool(rows[0].hidden_at)) if rows else None


def _fields(said: About) -> dict[str, Any]:
    """The columns of a course."""
    course = said.course
    assert course
    least, most = (*course.people, 8, 20)[:2] if len(course.people) != 1 else (8, 20)
    return {
        **{name: getattr(course, name) for name in SAME},
        "people_from": least,
        "people_to": most,
        "origin": course.source,
        "parts": [msgspec.structs.asdict(part) for part in course.parts],
        "sheets": [msgspec.structs.asdict(sheet) for sheet in course.sheets],
        "task_title": course.task.title,
        "task_words": course.task.words,
        "task_days": course.task.days,
    }


def _check(said: About) -> None:
    checked(_fields(said))


def _receive(by: Actor, said: About) -> Ours:
    return received_actions.receive(
        by,
        lineage=said.lineage,
        version=said.version,
        from_lineage=said.from_lineage,
        from_version=said.from_version or None,
        **_fields(said),
    )


def _told(said: About) -> dict[str, str]:
    course = said.course
    assert course
    task = course.task
    found = {
        _("Title"): course.title,
        _("What it is in one line"): course.summary,
        _("What people can do afterwards"): course.skill,
        _("For whom"): course.for_whom,
        _("People"): "–".join(map(str, course.people)),
        _("What you learn"): lines(*course.aims),
        _("What you need"): lines(*course.materials),
        _("Before it begins"): course.before,
        _("Keeping people safe"): course.safeguarding,
        _("How to tell that it worked"): lines(*course.worked),
        _("The small task it ends in"): lines(task.title, task.words),
        _("Where its figures come from"): course.source,
    }
    for number, part in enumerate(course.parts, 1):
        name = _("Part %(number)s: %(title)s", number=number, title=part.title)
        words = lines(_("%(num)s minutes", num=part.minutes), part.does, part.says)
        found[name] = words
    for sheet in course.sheets:
        found[_("Sheet: %(title)s", title=sheet.title)] = sheet.words
    return {str(name): words for name, words in found.items()}


KIND = Kind(
    "course",
    "/courses",
    "graduation-cap",
    _l("Course"),
    told=_told,
    here=_here,
    check=_check,
    receive=_receive,
)
