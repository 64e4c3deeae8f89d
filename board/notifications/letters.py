"""What became of it, by mail: to whoever posted or said "me too", and for some to
followers; one a person and line."""

from typing import Any

from flask import current_app
from sqlalchemy import String, case, cast, literal, select, union

from board.accounts.models import Person
from board.activity.models import Follow, Line, Verb
from board.campaigns.models import Campaign, Update
from board.db import AnySelect, read
from board.drawing import exact
from board.issues.models import Comment, Issue, Second
from board.mail.actions import queue_each
from board.notifications.actions import came_with_an_end
from board.tasks.models import Claim, Task
from board.words import BADGES

PARTS: dict[Any, Any] = {Issue: Comment, Campaign: Update}
# What a line is about, its title, and what was said with it.
TOLD: dict[str, tuple[Any, Any]] = {
    Verb.ISSUE_STATE_SET: (
        Issue,
        Comment.body
        + case((Comment.evidence != "", "\n\n" + Comment.evidence), else_=""),
    ),
    Verb.ISSUE_REOPENED: (Issue, Comment.body),
    Verb.ISSUE_MERGED: (Issue, Comment.body),
    Verb.CAMPAIGN_STARTED: (Campaign, Campaign.goal),
    Verb.CAMPAIGN_UPDATED: (Campaign, Update.title + "\n\n" + Update.body),
    Verb.CAMPAIGN_ENDED: (Campaign, Update.body),
}


def mail(line: Line, after: int, limit: int) -> int | None:
    """Mail what somebody did to those who had asked for it.

    An import is no news, and done by nobody.

    It goes to `limit` people whose number is above `after`. Returns the last one's
    while there may be more, else None.
    """
    if line.verb == Verb.TASK_OFFERED:
        _offer(line)
    if line.verb not in TOLD or line.actor_id is None or came_with_an_end(line):
        return None
    model, words = TOLD[line.verb]
    part = PARTS[model]
    told = (
        select(model.title, words)
        .select_from(model)
        .outerjoin(part, part.id == literal(line.part_id))
    )
    found = read(told.where(model.id == line.subject_id, *model.visible(None)))
    if not found:
        return None
    title, said = found[0]
    base = current_app.config["BOARD"].base_url.rstrip("/")
    given = {"verb": line.verb, "title": title, "said": said, "badges": BADGES}
    given |= {
        "state": line.facts.get("state"),
        "outcome": line.facts.get("outcome"),
        "follows": _is_for_all(line),
    }
    who = _who_asked(line, after).limit(limit)
    count = queue_each(
        who, "news", url=f"{base}/{line.subject_kind}s/{line.subject_id}", **given
    )
    return (
        int(read(who.with_only_columns(Person.id).offset(limit - 1).limit(1))[0][0])
        if count == limit
        else None
    )


def _offer(line: Line) -> None:
    """A place is free for the next in line: they have to hear of it before its time is
    over."""
    columns = (
        Task.title,
        Task.shape,
        Task.starts_at,
        Task.ends_at,
        Task.due_on,
        Claim.until,
    )
    task = read(
        select(*columns)
        .join(Claim, Claim.task_id == Task.id)
        .where(Claim.id == line.part_id)
    )[0]
    base = current_app.config["BOARD"].base_url.rstrip("/")
    them = select(literal(f"line-{line.id}"), Person.email).join(
        Claim, Claim.person_id == Person.id
    )
    them = them.where(Claim.id == line.part_id, Person.email != "")
    queue_each(
        them,
        "offer",
        task=task,
        until=exact(task.until),
        url=f"{base}/tasks/{line.subject_id}",
    )


def _is_for_all(line: Line) -> bool:
    return line.verb == Verb.CAMPAIGN_ENDED or bool(line.facts.get("everyone"))


def _who_asked(line: Line, after: int) -> AnySelect:
    """(key, address) of everyone above a number who posted one of the line's issues or
    said "me too" there.

    Not of who did it.
    """
    topics = [
        topic.removeprefix("issue-")
        for topic in line.topics
        if topic.startswith("issue-")
    ]
    ids = (
        [line.subject_id]
        if line.subject_kind == "issue"
        else [int(id) for id in topics]
    )
    posted = select(Issue.author_id).where(
        Issue.id.in_(ids), Issue.author_id.is_not(None)
    )
    told = [posted, select(Second.person_id).where(Second.issue_id.in_(ids))]
    if _is_for_all(line):
        topics = [
            topic for topic in line.topics if topic.startswith(("issue-", "campaign-"))
        ]
        told.append(select(Follow.person_id).where(Follow.topic.in_(topics)))
    asked: Any = union(*told)
    key = literal(f"line-{line.id}-") + cast(Person.id, String)
    others = (Person.id > after, Person.id != line.actor_id, Person.email != "")
    return (
        select(key, Person.email)
        .where(Person.id.in_(asked), *others)
        .order_by(Person.id)
    )
