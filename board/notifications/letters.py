"""Mails about what happened: to whoever posted or pressed "me too", for some verbs also
to followers; at most one for each person and line of the log."""

from typing import Any

from flask import current_app
from sqlalchemy import String, cast, literal, select, union

from board.accounts.models import Person
from board.activity import things
from board.activity.models import Follow, Line
from board.activity.verbs import Verb, named
from board.db import AnyRow, AnySelect, read
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
    what = _what(line, verb) if verb.is_news(line) else None
    if what is None:
        return None
    title, text = what
    follows = letter.for_followers(line)
    base = current_app.config["BOARD"].base_url.rstrip("/")
    address = things.of_kind(line.subject_kind).address(line.subject_id)
    words, state = letter.words(line, title), line.facts.get("state")
    given = {"title": title, "said": text, "state": state, "follows": follows}
    who = _who_asked(line, after, follows).limit(limit)
    count = queue_each(
        who,
        "news",
        words=words,
        url=f"{base}{address}",
        **given,
    )
    return (
        int(read(who.with_only_columns(Person.id).offset(limit - 1).limit(1))[0][0])
        if count == limit
        else None
    )


def _what(line: Line, verb: Verb) -> AnyRow | None:
    """The title of the thing that the line is about, and the text that came with it;
    None where not everybody may see the thing."""
    assert verb.letter
    thing = things.of_kind(line.subject_kind).model
    found = select(thing.title, verb.letter.said).select_from(thing)
    if verb.part:
        found = found.outerjoin(verb.part, verb.part.id == literal(line.part_id))
    rows = read(found.where(thing.id == line.subject_id, *thing.visible(None)))
    return rows[0] if rows else None


def _who_asked(line: Line, after: int, follows: bool) -> AnySelect:
    """(key, address) of everyone above a number who posted one of the line's issues or
    pressed "me too" there, without the person who did it."""
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
    people = [posted, select(Second.person_id).where(Second.issue_id.in_(ids))]
    if follows:
        topics = [
            topic for topic in line.topics if topic.startswith(("issue-", "campaign-"))
        ]
        people.append(select(Follow.person_id).where(Follow.topic.in_(topics)))
    asked: Any = union(*people)
    key = literal(f"line-{line.id}-") + cast(Person.id, String)
    others = (Person.id > after, Person.id != line.actor_id, Person.email != "")
    return (
        select(key, Person.email)
        .where(Person.id.in_(asked), *others)
        .order_by(Person.id)
    )
