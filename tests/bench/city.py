"""A city beside a town: a million posts, 200,000 people and 5 million lines of the log
beside a hundredth of each. What every list costs in both, asked for in turn, and how
long the work takes that no page does (city_work.py).

python -m tests.bench --only city      on SQLite; with
BOARD_BENCH_URL=postgresql+psycopg://…/{size}?… in two databases, city and town
"""

import os
import random
import tempfile
import time
from datetime import timedelta
from statistics import median
from typing import Any

from flask import Flask
from sqlalchemy import event, insert, select, text

from board import create_app, settings_read
from board.accounts.models import Person
from board.activity.models import Activity, Follow
from board.areas.models import Membership
from board.db import db, read, table_of, write_tx
from board.issues import verbs
from board.issues.models import Comment, Issue, Second
from board.migrations import run
from board.notifications.models import Notification
from board.numbers import count_anew
from board.policy import Role
from board.talent.deed_actions import rebuild
from board.tasks import verbs as task_verbs
from tests.bench import city_work, find, seed
from tests.bench.seed import Rows

CITY, TOWN, CHUNK, TURNS = 1_000_000, 10_000, 10_000, 15
PEOPLE = 5  # posts to a person
MEMBER, ORGANISER, OPERATOR = 1, 2, 3
PAGES = {
    "visitor": (
        "/",
        "/issues",
        "/issues?sort=seconded",
        "/issues?sort=active&category=noise",
        "/issues?area=area-1&state=open",
        "/issues?q=lamp+school",
        "/issues?q=street7",
        "/issues?sort=near&near=52.48,-1.9",
        "/issues/500",
        "/issues/similar?title=The+lamp+is+out&area=area-1&category=lighting",
        "/search?q=lamp",
        "/campaigns",
        "/tasks",
        "/events",
        "/areas",
        "/areas/area-1",
        "/areas/area-1/story",
        "/story",
        "/issues.atom",
        "/areas/area-1.atom",
        "/issues.csv",
        "/issues.geojson",
        "/moderation/log",
    ),
    "member": (
        "/",
        "/issues",
        "/issues?mine=1",
        "/issues?followed=1",
        "/issues/500",
        "/tasks",
        "/me",
        "/notifications",
        "/people",
    ),
    "organiser": (
        "/areas/area-1/desk",
        "/areas/area-1/people",
        "/moderation",
        "/issues?area=area-1",
    ),
    "operator": (
        "/operator",
        "/operator/log",
        "/operator/people",
        "/operator/people?q=Person+77",
    ),
}
WHO = {"member": MEMBER, "organiser": ORGANISER, "operator": OPERATOR}


def fill(app: Flask, posts: int) -> None:
    """So many posts, each with a comment, up to three who are counted in, and five lines
    of the log; a fifth as many people, who follow and hear."""
    seed.fill(app, 1_000)
    chance = random.Random(7)
    with app.app_context():
        for first in range(1_001, posts + 1, CHUNK):
            last = min(first + CHUNK, posts + 1)
            with write_tx():
                _some(chance, range(first, last), newest_line())
        _roles()
        with write_tx():
            count_anew(db.session.connection())
            rebuild()
        words = "ANALYZE" if db.engine.dialect.name == "sqlite" else "VACUUM ANALYZE"
        connection = db.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        with connection:
            connection.execute(text(words))


def newest_line() -> int:
    """The number of the newest line of the log."""
    return int(read(select(Activity.id).order_by(Activity.id.desc()).limit(1))[0][0])


def _some(chance: random.Random, numbers: range, newest: int) -> None:
    connection = db.session.connection()
    lines = [line for n in numbers for line in _lines(n)]
    heard = [
        {"person_id": 1 + n % 200, "activity_id": newest + 1 + 5 * (n - numbers[0])}
        for n in numbers
    ]
    tables: dict[Any, Rows] = {
        Person: [_person(n // PEOPLE) for n in numbers if n % PEOPLE == 0],
        Membership: [_member(n // PEOPLE) for n in numbers if n % PEOPLE == 0],
        Issue: find.posts(chance, numbers[0], len(numbers)),
        Comment: [_comment(n) for n in numbers],
        Second: [row for n in numbers for row in _seconds(n)],
        Follow: [{"topic": f"issue-{n}", "person_id": 1 + n % 190} for n in numbers],
        Activity: lines,
        Notification: heard,
    }
    for model, rows in tables.items():
        if rows:
            connection.execute(insert(table_of(model)), rows)


def _person(number: int) -> dict[str, Any]:
    number += seed.PEOPLE
    email = f"p{number}@example.org"
    return {
        "id": number,
        "name": f"Person {number}",
        "email": email,
        "password_hash": "-",
    }


def _member(number: int) -> dict[str, Any]:
    number += seed.PEOPLE
    return {"person_id": number, "area_id": 1 + number % 4, "role": Role.MEMBER}


def _comment(number: int) -> dict[str, Any]:
    at = seed.BEGIN + timedelta(minutes=number)
    who = 1 + number % 190
    return {"issue_id": number, "author_id": who, "body": "Ours too.", "at": at}


def _seconds(number: int) -> Rows:
    return [
        {"issue_id": number, "person_id": 1 + (number + nth) % 190}
        for nth in range(number * 31 % 4)
    ]


def _lines(number: int) -> Rows:
    lines: Rows = []
    area, task = 1 + number % 4, 1 + number % seed.TASKS
    for verb in (verbs.POSTED, verbs.COMMENTED, verbs.SECONDED):
        seed.said(lines, verb, "issue", number, area, actor_id=1 + number % 190)
    for verb in (task_verbs.CLAIMED, task_verbs.RELEASED):
        seed.said(lines, verb, "task", task, 1, actor_id=1 + number % 190)
    for line in lines:
        line["at"] = seed.BEGIN + timedelta(minutes=number)
    return lines


def _roles() -> None:
    with write_tx():
        organises = f"role = '{Role.ORGANISER}' WHERE person_id = {ORGANISER}"
        db.session.execute(text(f"UPDATE membership SET {organises}"))
        operates = f"is_operator = true WHERE id = {OPERATOR}"
        db.session.execute(text(f"UPDATE person SET {operates}"))


def board(size: str, posts: int, instance: str) -> Flask:
    """A board of that size; one that is there already is taken as it is."""
    url = os.environ.get("BOARD_BENCH_URL", "").replace("{size}", size)
    given = {"BOARD_INSTANCE": instance, "BOARD_DATABASE_URL": url}
    settings = settings_read.load(given | {"BOARD_LIMITS": "off"})
    run.migrate(settings)
    app = create_app(settings)
    app.extensions["cached"] = lambda _version, read, asked: read(*asked)
    with app.app_context():
        there = read(select(Issue.id).limit(1))
    began = time.monotonic()
    if not there:
        fill(app, posts)
        print(
            f"{size}: {posts:,} posts in {time.monotonic() - began:.0f} s", flush=True
        )
    return app


def took(apps: list[Flask], who: str, path: str) -> tuple[list[float], int]:
    """Milliseconds that half of some requests take at most in each, and how many
    statements the last makes."""
    visits = [seed.sign_in(app, WHO[who]) if who in WHO else None for app in apps]
    times: list[list[float]] = [[] for _ in apps]
    for _turn in range(TURNS):
        for app, visit, taken in zip(apps, visits, times, strict=True):
            headers = {"Cookie": visit.cookie} if visit else {}
            client = app.test_client(use_cookies=False)
            began = time.perf_counter()
            answer = client.get(path, headers=headers)
            taken.append((time.perf_counter() - began) * 1000)
            assert answer.status_code == 200, f"{path}: {answer.status}"
            answer.get_data()
    return [median(taken) for taken in times], _statements(apps[-1], visits[-1], path)


def _statements(app: Flask, visit: Any, path: str) -> int:
    sent: list[str] = []

    def note(_c: object, _u: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    headers = {"Cookie": visit.cookie} if visit else {}
    app.test_client(use_cookies=False).get(path, headers=headers)
    event.remove(engine, "before_cursor_execute", note)
    return sum(one.lstrip().upper().startswith(("SELECT", "WITH")) for one in sent)


def main(*, quick: bool) -> None:
    """Print each page's time in the town and in the city; a tenth as large when
    quick."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        kept = os.environ.get("BOARD_BENCH_CITY")  # a folder that outlives this
        places = [f"{kept}/town", f"{kept}/city"] if kept else [one, other]
        apps = [
            board("town", TOWN, places[0]),
            board("city", CITY // 10 if quick else CITY, places[1]),
        ]
        for who, pages in PAGES.items():
            print(f"\nA {who}{'town':>52}       city  statements")
            for path in pages:
                (small, large), asked = took(apps, who, path)
                over = "  OVER" if large > 1.2 * small and large > small + 2 else ""
                print(
                    f"  {path:<52}{small:>8.1f} {large:>9.1f} ms "
                    f"{large / small:>6.2f} {asked:>5}{over}",
                    flush=True,
                )
        city_work.main(apps)
        for app in apps:
            with app.app_context():
                db.engine.dispose()
