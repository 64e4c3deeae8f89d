"""A town or a city for the bench (city.py), by bulk inserts."""

import random
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from flask import Flask
from sqlalchemy import insert, select, text

from board.accounts.models import Person
from board.activity.models import Activity, Follow
from board.areas.models import Membership
from board.db import db, read, table_of, write_tx
from board.db.engine import taking_time
from board.figures.large_story_job import count_next
from board.issues import verbs
from board.issues.models import Comment, Issue, Second
from board.notifications.models import Notification
from board.numbers import count_anew
from board.people.models import Line, LineKind, SeenBy
from board.policy import Role
from board.talent.deed_actions import rebuild
from tests.bench import find, seed
from tests.bench.seed import Rows

CHUNK = 10_000
YEARS = timedelta(days=700)  # in which the posts came, evenly
ORGANISER, OPERATOR = 2, 3
FIRST = 1_000  # posts of every bench
PEOPLE = 5  # posts to a person
SAID = (
    verbs.POSTED,
    verbs.COMMENTED,
    verbs.SECONDED,
    verbs.EDITED,
    verbs.DESCRIBED,
)  # the lines of a post
LINES = len(SAID)


def fill(app: Flask, posts: int) -> None:
    """So many posts of two years, each with a comment, up to three who are counted in,
    and five lines of the log; a fifth as many people, who each have as much to do with
    it in a town as in a city."""
    seed.fill(app, FIRST)
    size = Size(posts, posts // PEOPLE)
    chance = random.Random(7)
    with app.app_context(), taking_time():
        for some in _pieces(seed.PEOPLE + 1, size.people):
            brings = [_brings(n) for n in some if n % 5 == 0]
            members = {Person: map(_person, some), Membership: map(_member, some)}
            _put({**members, Line: brings})
        for some in _pieces(FIRST + 1, posts):
            _put(_posted(chance, size, some, newest_line()))
        _roles()
        _analyze()
        with write_tx():
            count_anew(db.session.connection())
            rebuild()
        while count_next():  # large stories, as the job does
            pass
        _analyze()


class Size(NamedTuple):
    """How many posts there are, and people."""

    posts: int
    people: int

    def at(self, number: int) -> datetime:
        """When a post came."""
        return seed.BEGIN + YEARS * number / self.posts

    def who(self, number: int) -> int:
        """One of the people, each as often."""
        return 1 + number % self.people


def _pieces(first: int, last: int) -> Iterator[range]:
    for begin in range(first, last + 1, CHUNK):
        yield range(begin, min(begin + CHUNK, last + 1))


def _put(tables: dict[Any, Iterable[dict[str, Any]]]) -> None:
    with write_tx():
        for model, rows in tables.items():
            db.session.connection().execute(insert(table_of(model)), list(rows))


def _analyze() -> None:
    words = "ANALYZE" if db.engine.dialect.name == "sqlite" else "VACUUM ANALYZE"
    with db.engine.connect() as connection:
        apart = connection.execution_options(isolation_level="AUTOCOMMIT")
        apart.execute(text(words))


def newest_line() -> int:
    """The number of the newest line of the log."""
    return int(read(select(Activity.id).order_by(Activity.id.desc()).limit(1))[0][0])


def _posted(
    chance: random.Random, size: Size, numbers: range, newest: int
) -> dict[Any, Iterable[dict[str, Any]]]:
    """Posts, and what belongs to them; the author hears of the comment."""
    who, at = size.who, size.at
    heard = [newest + 2 + LINES * nth for nth in range(len(numbers))]
    return {
        Issue: [
            post | {"author_id": who(n), "created_at": at(n), "active_at": at(n)}
            for n, post in zip(
                numbers, find.posts(chance, numbers[0], len(numbers)), strict=True
            )
        ],
        Comment: [
            {"issue_id": n, "author_id": who(n + 1), "body": "Ours too.", "at": at(n)}
            for n in numbers
        ],
        Second: [
            {"issue_id": n, "person_id": who(n + nth), "at": at(n)}
            for n in numbers
            for nth in range(n * 31 % 4)
        ],
        Follow: [{"topic": f"issue-{n}", "person_id": who(n)} for n in numbers],
        Activity: [line for n in numbers for line in _lines(size, n)],
        Notification: [
            {"person_id": who(n), "activity_id": line}
            for n, line in zip(numbers, heard, strict=True)
        ],
    }


def _person(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "name": f"Person {number}",
        "email": f"p{number}@example.org",
        "password_hash": "-",
    }


def _member(number: int) -> dict[str, Any]:
    # where they post: see who(), and find.posts
    area = 1 + (number - 1) % 4
    return {"person_id": number, "area_id": area, "role": Role.MEMBER}


def _brings(number: int) -> dict[str, Any]:
    """What somebody can do, which members read."""
    words = f"Skill {number % 50}"
    seen = {"compared": words.lower(), "seen_by": SeenBy.MEMBERS}
    return {"person_id": number, "kind": LineKind.CAN, "words": words, **seen}


def _lines(size: Size, number: int) -> Rows:
    lines: Rows = []
    area = 1 + number % 4
    for nth, verb in enumerate(SAID):
        who = size.who(number + nth)
        seed.said(lines, verb, "issue", number, area, actor_id=who, at=size.at(number))
    return lines


def _roles() -> None:
    with write_tx():
        organises = f"role = '{Role.ORGANISER}' WHERE person_id = {ORGANISER}"
        db.session.execute(text(f"UPDATE membership SET {organises}"))
        operates = f"is_operator = true WHERE id = {OPERATOR}"
        db.session.execute(text(f"UPDATE person SET {operates}"))
