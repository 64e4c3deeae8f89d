"""Things of moderation in lists: how the thing of each case begins, and what one person
wrote."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, func, select, true

from board.accounts.models import Person
from board.areas.models import Membership
from board.campaigns.models import Campaign, Update
from board.councils.models import CouncilReport
from board.db import Rows, read
from board.events.models import Event
from board.issues.models import Comment, Issue
from board.people.models import Line, SeenBy
from board.photos.models import Photo
from board.playbooks.models import Playbook, Suggestion
from board.policy import Role
from board.questions.models import Question
from board.rounds.models import Answer, Round
from board.tasks.models import Task
from board.tasks.talk_models import TaskComment
from board.training.models import Course

# the words by which each kind is known in a list
KNOWN_BY: dict[str, Any] = {
    "issue": Issue.title,
    "comment": Comment.body,
    "campaign": Campaign.title,
    "update": Update.title,
    "task": Task.title,
    "task_comment": TaskComment.body,
    "event": Event.title,
    "course": Course.title,
    "playbook": Playbook.title,
    "playbook_suggestion": Suggestion.why,
    "question": Question.body,
    "round": Round.title,
    "answer": Answer.answer_1,
    "council_report": CouncilReport.words,
    "photo": Photo.alt,
    "person_line": Line.words,
    "person": Person.name,
}


# of which nobody but the writer reads a word
SHOWN: dict[str, Any] = {"person_line": Line.seen_by != SeenBy.NOBODY}


def words_of(cases: Rows) -> dict[int, str]:
    """How the thing of each case begins, by the case; a statement for each kind."""
    found: dict[int, str] = {}
    for kind, words in KNOWN_BY.items():
        mine = {row.thing_id: row.id for row in cases if row.kind == kind}
        if mine:
            model = words.class_
            shown = (model.id.in_(mine), SHOWN.get(kind, true()))
            these = select(model.id, func.substr(words, 1, 120)).where(*shown)
            found |= {mine[number]: text for number, text in read(these)}
    return found


class Written(NamedTuple):
    """A thing that somebody wrote, and how it begins."""

    kind: str
    id: int
    text: str


# the one area of whoever wrote a line, as finding.py has it
_ONLY_AREA = (
    select(func.max(Membership.area_id))
    .where(Membership.person_id == Line.person_id, Membership.role != Role.RESIDENT)
    .having(func.count() == 1)
    .scalar_subquery()
)
# what one person writes: who, when, in which area, and what else holds of it
WRITTEN = {
    "issue": (Issue.author_id, Issue.created_at, Issue.area_id, Issue.title != ""),
    "comment": (
        Comment.author_id,
        Comment.at,
        Issue.area_id,
        (Issue.id == Comment.issue_id) & Comment.removed_at.is_(None),
    ),
    "playbook": (Playbook.author_id, Playbook.created_at, Playbook.area_id, true()),
    "playbook_suggestion": (
        Suggestion.by_id,
        Suggestion.at,
        Playbook.area_id,
        Playbook.id == Suggestion.playbook_id,
    ),
    "course": (Course.author_id, Course.created_at, Course.area_id, true()),
    "question": (Question.asker_id, Question.asked_at, Question.area_id, true()),
    "answer": (Answer.person_id, Answer.at, Answer.area_id, Answer.shared.is_(True)),
    "task_comment": (
        TaskComment.author_id,
        TaskComment.at,
        Task.area_id,
        Task.id == TaskComment.task_id,
    ),
    "person_line": (Line.person_id, Line.at, _ONLY_AREA, and_(*Line.visible(None))),
}


def written_since(
    author_id: int, since: datetime, area_id: int | None
) -> list[Written]:
    """All that somebody wrote in an area since then and is not hidden; everywhere where
    no area is named. A statement for each kind."""
    found = []
    for kind, (author, at, area, holds) in WRITTEN.items():
        words = KNOWN_BY[kind]
        model = words.class_
        mine = [author == author_id, at >= since, model.hidden_at.is_(None), holds]
        if area_id is not None:
            mine.append(area == area_id)
        these = select(model.id, func.substr(words, 1, 120).label("text")).where(*mine)
        found += [Written(kind, *row) for row in read(these.order_by(model.id))]
    return found
