"""Each kind of thing that can be flagged, found by its number, hidden or not."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from board.accounts.models import Person
from board.activity.models import Activity, ActivityTopic
from board.areas.models import Area, Membership
from board.campaigns.models import Campaign, Update
from board.councils.models import CouncilReport
from board.db import db, read
from board.errors import NotFound
from board.events.models import Event
from board.issues.models import Comment, Issue
from board.moderation.models import Case
from board.moderation.targets import KINDS, MODELS, Gone, Target
from board.people.models import Line, SeenBy
from board.photos.models import Photo
from board.playbooks.models import Playbook, PlaybookVersion, Suggestion
from board.policy import Role
from board.questions.models import Question
from board.rounds.models import ANSWERS, QUESTIONS, Answer, Round
from board.tasks.models import Task
from board.tasks.talk_models import TaskComment
from board.training.models import Course


def find(kind: str, number: int) -> Target:
    """The thing of this kind and number, hidden or not. Raises NotFound."""
    if kind not in KINDS:
        raise NotFound
    return FOUND[kind](number)


def _row(model: Any, number: Any) -> Any:
    found = db.session.get(model, number, populate_existing=True)
    if found is None:
        raise NotFound
    return found


def _issue(number: int) -> Target:
    row = _row(Issue, number)
    return Target("issue", row, row.area_id, row.author_id, row, row.title, row.body)


def _comment(number: int) -> Target:
    row = _row(Comment, number)
    issue = _row(Issue, row.issue_id)
    return Target(
        "comment", row, issue.area_id, row.author_id, issue, issue.title, row.body
    )


def _campaign(number: int) -> Target:
    row = _row(Campaign, number)
    text = f"{row.goal}\n\n{row.ask}".strip()
    return Target("campaign", row, row.area_id, row.starter_id, row, row.title, text)


def _update(number: int) -> Target:
    row = _row(Update, number)
    campaign = _row(Campaign, row.campaign_id)
    words = (row.title or campaign.title, row.body)
    return Target("update", row, campaign.area_id, row.author_id, campaign, *words)


def _task(number: int) -> Target:
    row = _row(Task, number)
    by = _made_by(f"task-{number}")
    return Target("task", row, row.area_id, by, row, row.title, row.details)


def _task_comment(number: int) -> Target:
    row = _row(TaskComment, number)
    task = _row(Task, row.task_id)
    words = (task.title, row.body)
    return Target("task_comment", row, task.area_id, row.author_id, task, *words)


def _event(number: int) -> Target:
    row = _row(Event, number)
    by = _made_by(f"event-{number}")
    return Target("event", row, row.area_id, by, row, row.title, row.details)


def _playbook(number: int) -> Target:
    row = _row(Playbook, number)
    said = _row(PlaybookVersion, (number, row.version)).content
    steps = (f"{one['title']}\n{one.get('words', '')}" for one in said.get("steps", ()))
    text = "\n\n".join((row.summary, said.get("purpose", ""), *steps)).strip()
    return Target("playbook", row, row.area_id, row.author_id, row, row.title, text)


def _suggestion(number: int) -> Target:
    row = _row(Suggestion, number)
    page = _row(Playbook, row.playbook_id)
    words = (page.title, f"{row.words}\n\n{row.why}")
    author = row.by_id
    return Target("playbook_suggestion", row, page.area_id, author, page, *words)


def _course(number: int) -> Target:
    row = _row(Course, number)
    texts = (part[name] for part in row.parts for name in ("title", "does", "says"))
    text = "\n\n".join(filter(None, (row.summary, *texts)))
    return Target("course", row, row.area_id, row.author_id, row, row.title, text)


def _made_by(topic: str) -> int | None:
    """Who did the first thing under a topic: who planned it."""
    first = (
        select(Activity.actor_id)
        .join(ActivityTopic, ActivityTopic.activity_id == Activity.id)
        .where(ActivityTopic.topic == topic)
        .order_by(ActivityTopic.activity_id)
        .limit(1)
    )
    return db.session.scalar(first)


def _question(number: int) -> Target:
    row = _row(Question, number)
    page = _row(MODELS[row.kind], row.thing_id)
    words = (page.title, f"{row.body}\n\n{row.answer}".strip())
    return Target("question", row, row.area_id, row.asker_id, page, *words)


def _round(number: int) -> Target:
    row = _row(Round, number)
    by = _made_by(f"round-{number}")
    said = [getattr(row, name) for name in (*QUESTIONS, "about", "outcome")]
    text = "\n\n".join(filter(None, said))
    return Target("round", row, row.area_id, by, row, row.title, text)


def _answer(number: int) -> Target:
    row = _row(Answer, number)
    page = _row(Round, row.round_id)
    text = "\n\n".join(filter(None, (getattr(row, name) for name in ANSWERS)))
    words = (page.title, text)
    return Target("answer", row, row.area_id, row.person_id, page, *words)


def _council_report(number: int) -> Target:
    """What the council closed long ago is gone: of a case stays that there was one."""
    row = db.session.get(CouncilReport, number, populate_existing=True)
    if row is None:
        return _gone("council_report", number)
    area = _row(Area, row.area_id)
    return Target("council_report", row, area.id, None, area, row.service, row.words)


def _photo(number: int) -> Target:
    row = _row(Photo, number)
    name, _, owner = row.owner.rpartition("-")
    if name == "area":
        area = _row(Area, int(owner))
        return Target("photo", row, area.id, row.added_by_id, area, area.name, row.alt)
    of = find(name, int(owner))
    return Target("photo", row, of.area_id, row.added_by_id, of.page, of.title, row.alt)


def _person(number: int) -> Target:
    row = _row(Person, number)
    return Target("person", row, _only_area(number), row.id, None, row.name, "")


def _person_line(number: int) -> Target:
    """What nobody else is to read is as gone for moderators: of a case stays that there
    was one."""
    row = db.session.get(Line, number, populate_existing=True)
    if row is None or row.seen_by == SeenBy.NOBODY:
        return _gone("person_line", number)
    who = _row(Person, row.person_id)
    area = _only_area(who.id)
    return Target("person_line", row, area, who.id, who, who.name, row.words)


def _gone(kind: str, number: int) -> Target:
    """What is not there any more, as its case knows it. Raises NotFound without one."""
    its = (Case.kind == kind, Case.thing_id == number)
    case = db.session.scalar(select(Case).where(*its))
    if case is None:
        raise NotFound
    return Target(kind, Gone(number), case.area_id, case.author_id, None, "", "")


def _only_area(number: int) -> int | None:
    """The one area somebody is a member of, whose organisers look after it; none for
    who organises, or is in several: then whoever runs the board does."""
    of_person = (Membership.person_id == number, Membership.role != Role.RESIDENT)
    found = read(select(Membership.area_id, Membership.role).where(*of_person))
    alone = len(found) == 1 and found[0].role == Role.MEMBER
    return int(found[0].area_id) if alone else None


FOUND: dict[str, Callable[[int], Target]] = {
    "issue": _issue,
    "comment": _comment,
    "campaign": _campaign,
    "update": _update,
    "task": _task,
    "task_comment": _task_comment,
    "event": _event,
    "course": _course,
    "playbook": _playbook,
    "playbook_suggestion": _suggestion,
    "question": _question,
    "round": _round,
    "answer": _answer,
    "council_report": _council_report,
    "photo": _photo,
    "person_line": _person_line,
    "person": _person,
}
