"""What can be flagged and hidden: each kind found by its number, hidden or not, with
what moderators have to know of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from board.accounts.models import Person
from board.activity.models import Activity, ActivityTopic
from board.areas.models import Area, Membership
from board.campaigns.models import Campaign, Update
from board.db import Model, db, read
from board.errors import NotFound
from board.events.models import Event
from board.issues.models import Comment, Issue
from board.photos.models import Photo
from board.policy import Actor, Role, allowed, belongs
from board.questions.models import Question
from board.tasks.models import TAKING, Claim, Task, TaskComment

KINDS: dict[str, Any] = {
    "issue": _l("A post"),
    "comment": _l("A comment"),
    "campaign": _l("A campaign"),
    "update": _l("News of a campaign"),
    "task": _l("A task"),
    "task_comment": _l("A line on a task"),
    "event": _l("An event"),
    "question": _l("A question"),
    "photo": _l("A picture"),
    "person": _l("A person"),
}
MODELS: dict[str, Any] = {
    "issue": Issue,
    "comment": Comment,
    "campaign": Campaign,
    "update": Update,
    "task": Task,
    "task_comment": TaskComment,
    "event": Event,
    "question": Question,
    "photo": Photo,
}
# whose page is gone with them; of the others a line on a page is
PAGES = {"issue": "issues", "campaign": "campaigns", "task": "tasks", "event": "events"}


@dataclass(frozen=True)
class Target:
    """A thing, as a moderator has to know it.

    `page` is what it is on and `address` where that is; `topics` are those of the page.
    """

    kind: str
    row: Any
    area_id: int | None
    author_id: int | None
    page: Model | None
    title: str
    text: str

    @property
    def id(self) -> int:
        """Its number."""
        return int(self.row.id)

    @property
    def hidden_at(self) -> Any:
        """Since when it is hidden, None where it is not."""
        return getattr(self.row, "hidden_at", None)

    @property
    def is_taken_back(self) -> bool:
        """Whether its words are gone for good: there is nothing to read or to show."""
        is_empty = self.kind == "issue" and not self.row.title
        return is_empty or getattr(self.row, "removed_at", None) is not None

    @property
    def topics(self) -> list[str]:
        """Where in the log things about its page stand."""
        if self.kind == "task_comment":
            return [f"task-{self.row.task_id}-talk"]
        return list(getattr(self.page, "topics", ()))

    @property
    def address(self) -> str:
        """Of the page it is on."""
        if self.page is None:
            return ""
        name = self.page.__tablename__
        if isinstance(self.page, Area):
            return f"/areas/{self.page.slug}"
        return f"/{PAGES[name]}/{self.page.id}"  # type: ignore[attr-defined]

    @property
    def is_private(self) -> bool:
        """Whether only some people read it when it is not hidden."""
        return self.kind == "task_comment" or bool(getattr(self.row, "private", False))


def find(kind: str, number: int) -> Target:
    """The thing of this kind and number, hidden or not. Raises NotFound."""
    if kind not in KINDS:
        raise NotFound
    return FOUND[kind](number)


def look_at(kind: str, number: int, person: Actor | None) -> Target:
    """The same for who may see it as it stands: a person without their name, where they
    may not read it. Raises NotFound."""
    target = find(kind, number)
    if person is not None and allowed(person, "moderation.decide", target):
        return target
    if target.is_private and not _reads(target, person):
        raise NotFound
    if kind == "person":
        return target if _knows(number, person) else replace(target, title="")
    if target.is_taken_back or what_is_hidden(target):
        raise NotFound
    return target


def what_is_hidden(target: Target) -> Target | None:
    """What takes a thing out of sight: itself, or what it is part of, which says why;
    None where everybody reads it."""
    if target.hidden_at is not None and target.row.hidden_for:
        return target
    above = _part_of(target)
    hidden = what_is_hidden(above) if above else None
    return hidden or (target if target.hidden_at is not None else None)


def _part_of(target: Target) -> Target | None:
    """What goes with all that is part of it: the post of a comment, the campaign of a
    task."""
    if target.kind == "photo":
        kind, _, number = target.row.owner.rpartition("-")
        return find(kind, int(number)) if kind in MODELS else None
    if target.page is not None and target.page is not target.row:
        page: Any = target.page
        return find(page.__tablename__, page.id)
    if target.kind == "task":  # an event stands for itself
        return find("campaign", target.row.campaign_id)
    return None


def _reads(target: Target, person: Actor | None) -> bool:
    """Whether this person reads what is for some only."""
    if person is None:
        return False
    if target.kind == "task_comment":
        mine = (Claim.task_id == target.row.task_id, Claim.person_id == person.id)
        on_it = select(Claim.id).where(*mine, Claim.state.in_(TAKING))
        return bool(read(on_it))
    return bool(target.author_id == person.id)


def _knows(number: int, person: Actor | None) -> bool:
    """Whether this person reads the name of another: everybody reads an organiser's,
    and members those of their area's members."""
    if person is not None and (person.is_operator or person.id == number):
        return True
    columns = (Membership.area_id, Membership.role)
    theirs = (Membership.person_id == number, Membership.role != Role.RESIDENT)
    return any(
        row.role == Role.ORGANISER or (person is not None and belongs(person, row))
        for row in read(select(*columns).where(*theirs))
    )


def _row(model: Any, number: int) -> Any:
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
    "question": _question,
    "photo": _photo,
    "person": _person,
}
