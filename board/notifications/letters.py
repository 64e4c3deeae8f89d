"""Mails about what happened: to whoever posted or is counted in, for some verbs also to
followers; at most one for each person and line of the log."""

from typing import Any

from sqlalchemy import literal, select, union

from board.accounts.models import Person
from board.accounts.recipient_queries import recipients
from board.activity import things
from board.activity.models import Follow, Line
from board.activity.verbs import Letter, named
from board.db import AnyRow, AnySelect, read
from board.drawing import full
from board.issues.models import Issue, Second
from board.mail.actions import queue_each


def mail_people(line: Line, after: int, limit: int) -> int | None:
    """Mail a line of the log to the people who asked to hear of it.

    Nothing is mailed about an import: nobody did it.

    It goes to `limit` people whose number is above `after`. Returns the last one's
    while there may be more, else None.
    """
    verb = named(line.verb)
    letter = verb.letter
    if letter is None or letter.by_feature or line.actor_id is None:
        return None
    if not verb.is_news(line):
        return None
    found = _title_and_text(line, verb.part, letter)
    if found is None:
        return None
    title, text = found
    follows = letter.for_followers
    recipients = _recipients(line, after, follows).limit(limit)
    count = queue_each(
        recipients,
        "news",
        words=letter.words(line, title),
        url=_address(line),
        title=title,
        text=text,
        state=line.facts.get("state"),
        follows=follows,
    )
    if count < limit:
        return None
    numbers = recipients.with_only_columns(Person.id)
    last = read(numbers.offset(limit - 1).limit(1))[0]
    return int(last[0])


def _address(line: Line) -> str:
    """Where the thing is that the line is about, as a whole address."""
    return full(things.of_kind(line.subject_kind).address(line.subject_id))


def _title_and_text(line: Line, part: Any, letter: Letter) -> AnyRow | None:
    """The title of the thing that the line is about, and the text that came with it;
    None where not everybody may see the thing."""
    thing = things.of_kind(line.subject_kind).model
    statement = select(thing.title, letter.text).select_from(thing)
    if part:
        statement = statement.outerjoin(part, part.id == literal(line.part_id))
    this_one = (thing.id == line.subject_id, *thing.visible(None))
    rows = read(statement.where(*this_one))
    return rows[0] if rows else None


def _recipients(line: Line, after: int, follows: bool) -> AnySelect:
    """(key, address) of everyone above a number who posted one of the line's issues or
    is counted in there, without the person who did it; with `follows` also of who
    follows the issues or their campaign."""
    those = recipients(line, _who_asked(line, follows))
    return those.where(Person.id > after).order_by(Person.id)


def _who_asked(line: Line, follows: bool) -> Any:
    ids = _issues_of(line)
    authors = select(Issue.author_id).where(
        Issue.id.in_(ids), Issue.author_id.is_not(None)
    )
    seconders = select(Second.person_id).where(Second.issue_id.in_(ids))
    if not follows:
        return union(authors, seconders)
    topics = [
        topic for topic in line.topics if topic.startswith(("issue-", "campaign-"))
    ]
    followers = select(Follow.person_id).where(Follow.topic.in_(topics))
    return union(authors, seconders, followers)


def _issues_of(line: Line) -> list[int]:
    """The numbers of the issues the line is about."""
    if line.subject_kind == "issue":
        return [line.subject_id]
    prefix = "issue-"
    topics = [topic for topic in line.topics if topic.startswith(prefix)]
    return [int(topic.removeprefix(prefix)) for topic in topics]
