"""How long finding takes on a large board: every filter, order and common pair, with
its plan.

python -m tests.bench --only find        on SQLite; with
BOARD_BENCH_URL=postgresql+psycopg://… there
"""

import os
import random
import tempfile
import time
from collections.abc import Iterator
from typing import Any

from flask import Flask
from sqlalchemy import event, insert, text

from board import create_app, settings_read
from board.activity.models import Follow
from board.db import db, write_tx
from board.issues import lists
from board.issues.filters import Filter
from board.issues.models import Issue
from board.migrations import run
from tests.bench import seed

ISSUES, CHUNK, TIMES, TARGET = 1_000_000, 20_000, 12, 50
STATES = ["open", "open", "open", "done", "done", "not_done"]
MIDDLE = [f"street{n}" for n in range(300)]  # words that one post in a hundred has
HERE = (52.48, -1.9)


def posts(chance: random.Random, first: int, count: int) -> list[dict[str, Any]]:
    """Short posts in one town: some states and areas are rare, some words are
    everywhere."""
    made = []
    for number in range(first, first + count):
        row = seed.issue(chance, number, [])
        rare = number % 5_000 == 0
        row["body"] = " ".join(
            chance.choices(seed.COMMON, k=8)
            + chance.choices(MIDDLE, k=3)
            + chance.choices(seed.RARE)
        )
        row["body"] += f" number{number}"
        row["state"] = "in_campaign" if rare else chance.choice(STATES)
        row["kind"] = chance.choice(["problem"] * 8 + ["idea", "hope"])
        row["area_id"] = 5 if number % 2_000 == 7 else 1 + number % 4
        made.append(row)
    return made


def filled(instance: str, url: str, issues: int) -> Flask:
    """A board with so many posts; one that is there already is taken as it is."""
    settings = settings_read.load(
        {"BOARD_INSTANCE": instance, "BOARD_DATABASE_URL": url, "BOARD_LIMITS": "off"}
    )
    run.migrate(settings)
    app = create_app(settings)
    with app.app_context():
        if lists.listed(Filter(), 1).rows:
            return app
    began = time.monotonic()
    seed.fill(app, 100)
    chance = random.Random(7)
    with app.app_context():
        for first in range(101, issues + 1, CHUNK):
            with write_tx():
                rows = posts(chance, first, min(CHUNK, issues + 1 - first))
                db.session.connection().execute(insert(Issue.__table__), rows)
        with write_tx():
            follows = [
                {"topic": f"issue-{1 + 997 * n}", "person_id": 1}
                for n in range(min(500, issues // 1000))
            ]
            db.session.connection().execute(insert(Follow.__table__), follows)
        with db.engine.connect().execution_options(
            isolation_level="AUTOCOMMIT"
        ) as connection:
            connection.execute(
                text("ANALYZE" if settings.is_sqlite else "VACUUM ANALYZE")
            )
    print(f"{issues:,} issues inserted in {time.monotonic() - began:.0f} s", flush=True)
    return app


WANTED: dict[str, dict[str, Any]] = {
    "": {},
    "area": {"area": "area-1"},
    "a small area": {"area": "area-5"},
    "category": {"category": "noise"},
    "kind": {"kind": "idea"},
    "state": {"state": "open"},
    "a rare state": {"state": "in_campaign"},
    "mine": {"mine": 1},
    "followed": {"followed": 1},
    "a word that every post has": {"q": "since"},
    "a common word": {"q": "still"},
    "a word of one in a hundred": {"q": "street7"},
    "a word of one post": {"q": "number77777"},
    "two common words": {"q": "past every"},
    "near, 5 km": {"near": HERE, "within": 5.0},
    "near, 50 km": {"near": HERE, "within": 50.0},
    "near, 0.5 km": {"near": HERE, "within": 0.5},
    "near nothing": {"near": (10.0, 10.0), "within": 50.0},
}
PAIRS = [
    ("area", "category"), ("area", "state"), ("area", "kind"), ("category", "state"), ("category", "kind"),
    ("kind", "state"), ("a small area", "a rare state"), ("category", "a rare state"), ("a small area", "category"),
    ("a common word", "category"), ("a word of one in a hundred", "a rare state"), ("near, 5 km", "category"),
    ("near, 5 km", "a rare state"), ("near, 0.5 km", "a small area"), ("mine", "a rare state"),
]  # fmt: skip


def asked() -> Iterator[tuple[str, Filter]]:
    """Every filter in every order, and pairs of filters."""
    for name, values in [
        *WANTED.items(),
        *((f"{a} + {b}", WANTED[a] | WANTED[b]) for a, b in PAIRS),
    ]:
        for sort in (
            "new",
            "active",
            "seconded",
            *(("near",) if "near" in values else ()),
        ):
            yield f"{name or 'everything'}, by {sort}", Filter(sort=sort, **values)


def took(wanted: Filter) -> list[float]:
    """Milliseconds of each of some runs, the first left out."""
    times = []
    for _ in range(TIMES + 1):
        began = time.perf_counter()
        lists.listed(wanted)
        db.session.rollback()
        times.append((time.perf_counter() - began) * 1000)
    return sorted(times[1:])


def plan(wanted: Filter) -> str:
    """What the database says it does for the last statement of this list."""
    sent: list[tuple[str, Any]] = []

    def note(
        _connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any
    ) -> None:
        sent.append((statement, values))

    event.listen(db.engine, "before_cursor_execute", note)
    lists.listed(wanted)
    event.remove(db.engine, "before_cursor_execute", note)
    db.session.rollback()
    explain = (
        "EXPLAIN QUERY PLAN " if db.engine.dialect.name == "sqlite" else "EXPLAIN "
    )
    with db.engine.connect() as connection:
        rows = connection.exec_driver_sql(explain + sent[-1][0], sent[-1][1]).all()
    lines = [str(row[-1]).strip() for row in rows]
    return "; ".join(
        line
        for line in lines
        if any(word in line for word in ("SCAN", "SEARCH", "Scan", "Sort", "TEMP"))
    )


def report(app: Flask, *, plans: bool) -> None:
    """Print p50 and p99 of every question; those over the target with their plan."""
    with app.app_context():
        for name, wanted in asked():
            times = took(wanted)
            p50, p99 = times[len(times) // 2], times[-1]
            print(
                (
                    f"  {name:<58}{p50:>9.1f} {p99:>9.1f} "
                    f"ms{'  OVER' if p50 > TARGET else ''}"
                ),
                flush=True,
            )
            if plans or p50 > TARGET:
                print(f"      {plan(wanted)[:400]}", flush=True)


def main(quick: bool) -> None:
    """On SQLite, or on the database BOARD_BENCH_URL names; a tenth of the posts when
    quick."""
    with tempfile.TemporaryDirectory() as instance:
        app = filled(
            instance,
            os.environ.get("BOARD_BENCH_URL", ""),
            ISSUES // 10 if quick else ISSUES,
        )
        print(f"\nFinding{'p50':>60} {'p99':>9}")
        report(app, plans=not quick)
