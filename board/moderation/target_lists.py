"""Things of moderation in lists: how the thing of each case begins, and what one person
wrote."""

from typing import Any

from sqlalchemy import func, select

from board.accounts.models import Person
from board.campaigns.models import Campaign, Update
from board.db import Rows, read
from board.events.models import Event
from board.issues.models import Comment, Issue
from board.moderation.finding import find
from board.moderation.targets import Target
from board.photos.models import Photo
from board.questions.models import Question
from board.tasks.models import Task
from board.tasks.talk_models import TaskComment

# the words by which each kind is known in a list
KNOWN_BY: dict[str, Any] = {
    "issue": Issue.title,
    "comment": Comment.body,
    "campaign": Campaign.title,
    "update": Update.title,
    "task": Task.title,
    "task_comment": TaskComment.body,
    "event": Event.title,
    "question": Question.body,
    "photo": Photo.alt,
    "person": Person.name,
}


def words_of(cases: Rows) -> dict[int, str]:
    """How the thing of each case begins, by the case; a statement for each kind."""
    found: dict[int, str] = {}
    for kind, words in KNOWN_BY.items():
        mine = {row.thing_id: row.id for row in cases if row.kind == kind}
        if mine:
            model = words.class_
            these = select(model.id, func.substr(words, 1, 120)).where(
                model.id.in_(mine)
            )
            found |= {mine[number]: text for number, text in read(these)}
    return found


# what one person writes, by whom a kind's rows say it is
WRITTEN = (
    ("issue", Issue, Issue.author_id, Issue.created_at),
    ("comment", Comment, Comment.author_id, Comment.at),
    ("question", Question, Question.asker_id, Question.asked_at),
    ("task_comment", TaskComment, TaskComment.author_id, TaskComment.at),
)


def written_since(author_id: int, since: Any, area_id: int | None) -> list[Target]:
    """What somebody wrote in an area since then and is not hidden; everywhere where no
    area is named."""
    found: list[Target] = []
    for kind, model, author, at in WRITTEN:
        mine = (author == author_id, at >= since, model.hidden_at.is_(None))
        rows: Rows = read(select(model.id).where(*mine).order_by(model.id).limit(200))
        found += [find(kind, row.id) for row in rows]
    return [one for one in found if area_id is None or one.area_id == area_id]
