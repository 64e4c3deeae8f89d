"""What became of it, by mail: to whoever posted or said "me too", a mail a person and line of the log."""

from typing import Any

from flask import current_app
from sqlalchemy import String, case, cast, literal, select, union

from board.accounts.models import Person
from board.activity.models import Activity, Verb
from board.campaigns.models import Campaign, Update
from board.db import AnySelect, read
from board.drawing import exact
from board.issues.models import Comment, Issue, Second
from board.mail.actions import queue_each
from board.tasks.models import Claim, Task
from board.words import BADGES

PARTS: dict[Any, Any] = {Issue: Comment, Campaign: Update}
# What a line is about, its title, and what was said with it.
TOLD: dict[str, tuple[Any, Any]] = {
    Verb.ISSUE_STATE_SET: (Issue, Comment.body + case((Comment.evidence != "", "\n\n" + Comment.evidence), else_="")),
    Verb.ISSUE_REOPENED: (Issue, Comment.body),
    Verb.ISSUE_MERGED: (Issue, Comment.body),
    Verb.CAMPAIGN_STARTED: (Campaign, Campaign.goal),
    Verb.CAMPAIGN_UPDATED: (Campaign, Update.title + "\n\n" + Update.body),
}


def mail_out(lines: list[Activity]) -> None:
    """Mail what somebody did to all who had asked for it. An import is no news, and done by nobody."""
    for line in lines:
        if line.verb == Verb.TASK_OFFERED:
            _offer(line)
        if line.verb in TOLD and line.actor_id is not None:
            _mail(line)


def _offer(line: Activity) -> None:
    """A place is free for the next in line: they have to hear of it before its time is over."""
    told = select(Task.title, Claim.until).join(Claim, Claim.task_id == Task.id).where(Claim.id == line.part_id)
    title, until = read(told)[0]
    base = current_app.config["BOARD"].base_url.rstrip("/")
    them = select(literal(f"line-{line.id}"), Person.email).join(Claim, Claim.person_id == Person.id)
    them = them.where(Claim.id == line.part_id, Person.email != "")
    queue_each(them, "offer", title=title, until=exact(until), url=f"{base}/tasks/{line.subject_id}")


def _mail(line: Activity) -> None:
    model, words = TOLD[line.verb]
    part = PARTS[model]
    told = select(model.title, words).select_from(model).outerjoin(part, part.id == literal(line.part_id))
    title, said = read(told.where(model.id == line.subject_id))[0]
    base = current_app.config["BOARD"].base_url.rstrip("/")
    given = {"verb": line.verb, "title": title, "said": said, "badges": BADGES, "state": line.facts.get("state")}
    queue_each(_who_asked(line), "news", url=f"{base}/{line.subject_kind}s/{line.subject_id}", **given)


def _who_asked(line: Activity) -> AnySelect:
    """(key, address) of everyone who posted one of the line's issues or said "me too" there, but not who did it."""
    topics = [t.topic.removeprefix("issue-") for t in line.topics if t.topic.startswith("issue-")]
    ids = [line.subject_id] if line.subject_kind == "issue" else [int(id) for id in topics]
    posted = select(Issue.author_id).where(Issue.id.in_(ids), Issue.author_id.is_not(None))
    asked: Any = union(posted, select(Second.person_id).where(Second.issue_id.in_(ids)))
    key = literal(f"line-{line.id}-") + cast(Person.id, String)
    return select(key, Person.email).where(Person.id.in_(asked), Person.id != line.actor_id, Person.email != "")
