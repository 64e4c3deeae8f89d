"""How long finding people, and reading who has been doing what, takes beside the list
of posts: 20,000 people with three lines each, 200,000 lines of deeds in the log and
200,000 rows of what is counted of them.

python -m tests.bench --only people      on SQLite; with
BOARD_BENCH_URL=postgresql+psycopg://… there
"""

import os
import random
import tempfile
import time
from datetime import timedelta
from statistics import median

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
from board.talent.models import Deed, DeedKind
from board.tasks import verbs
from tests.bench import seed
from tests.bench.seed import Visit

PEOPLE, DEEDS, POSTS, AREAS, TIMES = 20_000, 200_000, 10_000, 40, 60
SMALL = AREAS + 5  # an area of ten people, who show their lines to members
ALL = SMALL + 1  # an area of nearly everybody
MEMBER, ORGANISER, ALONE = seed.PEOPLE + 1, seed.PEOPLE + 2, seed.PEOPLE + 3
CHAIR = seed.PEOPLE + 4  # organises the area of nearly everybody
KINDS = [kind for kind in DeedKind if kind != DeedKind.LATEST]
ONE, RARE = PEOPLE // 2, "keep bees"  # who alone can
SKILLS = ["drive a van", "cook for fifty", "urdu", "sew", "mend a bike", "speak welsh"]
POSTS_AT = "/issues"
PAGES = (
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
MIDDLE = (seed.BEGIN + timedelta(hours=PEOPLE // 2)).timestamp()
DOING = (
    ("who has been doing what", f"/areas/area-{ALL}/people"),
    ("the same further on", f"/areas/area-{ALL}/people?after={MIDDLE}-{PEOPLE}"),
    ("of the area of nearly everybody", f"/people?area=area-{ALL}"),
    ("of these a common skill", f"/people?area=area-{ALL}&skill=van"),
    ("of these what one person can do", f"/people?area=area-{ALL}&skill=bees"),
    ("of these a skill nobody has", f"/people?area=area-{ALL}&skill=xylophone"),
)


def people(chance: random.Random) -> dict[type, list[dict[str, object]]]:
    """People who belong to an area each and say three things of themselves."""
    tables: dict[type, list[dict[str, object]]] = {
        Area: [
            {"slug": f"area-{n}", "name": f"Area {n}", "about": "A place."}
            for n in range(seed.AREAS + 1, ALL + 1)
        ],
        Person: [],
        Membership: [],
        Line: [],
        Deed: [],
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
        if number not in (MEMBER, ORGANISER, ALONE):
            chair = Role.ORGANISER if number == CHAIR else Role.MEMBER
            mine = {"person_id": number, "area_id": ALL, "role": chair}
            tables[Membership].append(mine)
        tables[Deed] += deeds(number, ALL, 5) + deeds(number, area, 3)
        for kind in ("can", "learn", "teach"):
            skill = RARE if number == ONE else chance.choice(SKILLS)
            # nobody shows anything to everyone: the hardest to find
            seen_by = chance.choice(["nobody", "organisers", "members"])
            line = {"words": skill, "compared": skill, "kind": kind, "seen_by": seen_by}
            tables[Line].append(line | {"person_id": number, "at": seed.BEGIN})
    return tables


def deeds(number: int, area: int, kinds: int) -> list[dict[str, object]]:
    """What somebody did in an area, and when last."""
    at = seed.BEGIN + timedelta(hours=number)
    mine = {"person_id": number, "area_id": area, "last_at": at, "not_so": False}
    did = [KINDS[(number + nth) % len(KINDS)] for nth in range(kinds)]
    rows = [mine | {"kind": kind, "times": 1 + number % 7} for kind in did]
    latest = {"kind": DeedKind.LATEST, "times": 0}
    campaign = {"campaign_id": 1 + number % seed.CAMPAIGNS}
    return [campaign | row for row in [*rows, mine | latest]]


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


def took(app: Flask, visit: Visit, path: str) -> tuple[float, float, int]:
    """Milliseconds that half of some requests take at most, beside the list of posts
    asked for in turn with it, and how many statements the last one made."""
    client, sent = app.test_client(use_cookies=False), []
    times: dict[str, list[float]] = {POSTS_AT: [], path: []}
    headers = {"Cookie": visit.cookie}

    def note(_c: object, _u: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    for turn in range(TIMES * 2):
        at = (POSTS_AT, path)[turn % 2]
        began = time.perf_counter()
        answer = client.get(at, headers=headers)
        times[at].append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, answer.status
    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    client.get(path, headers=headers)
    event.remove(engine, "before_cursor_execute", note)
    asked = [one for one in sent if one.lstrip().upper().startswith(("SELECT", "WITH"))]
    return median(times[path]), median(times[POSTS_AT]), len(asked)


def main() -> None:
    """Of a member, an organiser, and a member of the smallest area."""
    with tempfile.TemporaryDirectory() as instance:
        app = filled(instance, os.environ.get("BOARD_BENCH_URL", ""))
        app.extensions["cached"] = lambda _version, read, asked: read(*asked)
        for who, number, pages in (
            ("member", MEMBER, PAGES),
            ("organiser", ORGANISER, PAGES),
            ("member of a small area", ALONE, PAGES),
            ("organiser of nearly everybody", CHAIR, DOING),
        ):
            visit = seed.sign_in(app, number)
            print(f"\nA {who}{'p50':>50}  statements  × posts")
            for name, path in pages:
                p50, posts, asked = took(app, visit, path)
                print(f"  {name:<46}{p50:>8.1f} ms {asked:>8} {p50 / posts:>9.2f}")
        with app.app_context():
            db.engine.dispose()
