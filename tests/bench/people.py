"""How long finding people takes beside the list of posts: 20,000 people with three
lines each, 200,000 lines of deeds in the log.

python -m tests.bench --only people      on SQLite; with
BOARD_BENCH_URL=postgresql+psycopg://… there
"""

import os
import random
import tempfile
import time

from flask import Flask
from sqlalchemy import event, insert, text

from board import create_app, settings_read
from board.accounts.models import Person
from board.activity.models import Activity
from board.areas.models import Area, Membership
from board.db import db, write_tx
from board.migrations import run
from board.people.models import Line
from board.policy import Role
from board.tasks import verbs
from tests.bench import seed
from tests.bench.seed import Visit

PEOPLE, DEEDS, POSTS, AREAS, TIMES = 20_000, 200_000, 10_000, 40, 20
SMALL = AREAS + 5  # an area of ten people, who show their lines to members
MEMBER, ORGANISER, ALONE = seed.PEOPLE + 1, seed.PEOPLE + 2, seed.PEOPLE + 3
SKILLS = ["drive a van", "cook for fifty", "urdu", "sew", "mend a bike", "speak welsh"]
PAGES = (
    ("the list of posts", "/issues"),
    ("everybody", "/people"),
    ("of an area", "/people?area=area-7"),
    ("a common skill", "/people?skill=van"),
    ("a skill nobody has", "/people?skill=xylophone"),
    (
        "a rare skill, teaching, in an area",
        "/people?skill=welsh&kind=teach&area=area-7",
    ),
    ("in the middle", f"/people?after={PEOPLE // 2}"),
)


def people(chance: random.Random) -> dict[type, list[dict[str, object]]]:
    """People who belong to an area each and say three things of themselves."""
    tables: dict[type, list[dict[str, object]]] = {
        Area: [
            {"slug": f"area-{n}", "name": f"Area {n}", "about": "A place."}
            for n in range(seed.AREAS + 1, SMALL + 1)
        ],
        Person: [],
        Membership: [],
        Line: [],
    }
    for number in range(seed.PEOPLE + 1, PEOPLE + 1):
        alone = number % 2000 == ALONE % 2000
        area = SMALL if alone else 1 + seed.AREAS + number % AREAS - 1
        role = Role.ORGANISER if number == ORGANISER else Role.MEMBER
        tables[Person].append(
            {
                "name": f"Person {number}",
                "email": f"p{number}@example.org",
                "password_hash": "-",
                "is_operator": False,
            }
        )
        tables[Membership].append({"person_id": number, "area_id": area, "role": role})
        for kind in ("can", "learn", "teach"):
            skill = chance.choice(SKILLS)
            # nobody shows anything to everyone: the hardest to find
            seen_by = chance.choice(["nobody", "organisers", "members"])
            line = {"words": skill, "skill": skill, "kind": kind, "seen_by": seen_by}
            tables[Line].append(line | {"person_id": number, "at": seed.BEGIN})
    return tables


def filled(instance: str, url: str) -> Flask:
    """A board with all of them, and what they did."""
    given = {"BOARD_INSTANCE": instance, "BOARD_DATABASE_URL": url}
    settings = settings_read.load(given | {"BOARD_LIMITS": "off"})
    run.migrate(settings)
    app = create_app(settings)
    seed.fill(app, POSTS)
    deeds: seed.Rows = []
    for number in range(DEEDS):
        who = {"actor_id": 1 + number % PEOPLE}
        seed.said(deeds, verbs.COMPLETED, "task", 1 + number % seed.TASKS, 1, **who)
    with app.app_context():
        with write_tx():
            for model, rows in (people(random.Random(7)) | {Activity: deeds}).items():
                for first in range(0, len(rows), 20_000):
                    some = rows[first : first + 20_000]
                    table = model.__table__  # type: ignore[attr-defined]
                    db.session.connection().execute(insert(table), some)
        with db.engine.connect().execution_options(
            isolation_level="AUTOCOMMIT"
        ) as connection:
            words = "ANALYZE" if settings.is_sqlite else "VACUUM ANALYZE"
            connection.execute(text(words))
    return app


def took(app: Flask, visit: Visit, path: str) -> tuple[float, int]:
    """Milliseconds that half of some requests take at most, and how many statements
    the last one made."""
    client, times, sent = app.test_client(use_cookies=False), [], []
    headers = {"Cookie": visit.cookie}

    def note(_c: object, _u: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    for _ in range(TIMES):
        began = time.perf_counter()
        answer = client.get(path, headers=headers)
        times.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, answer.status
    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    client.get(path, headers=headers)
    event.remove(engine, "before_cursor_execute", note)
    asked = [one for one in sent if one.lstrip().upper().startswith(("SELECT", "WITH"))]
    return sorted(times)[len(times) // 2], len(asked)


def main() -> None:
    """Of a member, an organiser, and a member of the smallest area."""
    with tempfile.TemporaryDirectory() as instance:
        app = filled(instance, os.environ.get("BOARD_BENCH_URL", ""))
        app.extensions["cached"] = lambda _version, read, asked: read(*asked)
        for who, number in (
            ("member", MEMBER),
            ("organiser", ORGANISER),
            ("member of a small area", ALONE),
        ):
            visit = seed.sign_in(app, number)
            print(f"\nA {who}{'p50':>50}  statements  × posts")
            (_name, posts), *_rest = PAGES
            beside = took(app, visit, posts)[0]
            for name, path in PAGES:
                p50, asked = took(app, visit, path)
                print(f"  {name:<46}{p50:>8.1f} ms {asked:>8} {p50 / beside:>9.2f}")
        with app.app_context():
            db.engine.dispose()
