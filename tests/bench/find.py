"""How long finding takes on a large board: every filter, order and common pair, with its plan.

python -m tests.bench --only find        on SQLite; with BOARD_BENCH_URL=postgresql+psycopg://… there
"""

import random
import time
from typing import Any

from flask import Flask
from sqlalchemy import insert, text

from board import config, create_app
from board.activity.models import Follow
from board.db import db, write_tx
from board.issues import queries
from board.issues.models import Issue
from board.issues.queries import Filter
from board.migrations import run
from tests.bench import seed

ISSUES, CHUNK, TIMES = 1_000_000, 20_000, 15
STATES = ["open", "open", "open", "done", "done", "not_done"]
MIDDLE = [f"street{n}" for n in range(300)]  # words that one post in a hundred has
HERE = (52.48, -1.9)


def posts(chance: random.Random, first: int, count: int) -> list[dict[str, Any]]:
    """Short posts in one town: some states and areas are rare, some words are everywhere."""
    made = []
    for number in range(first, first + count):
        row = seed.issue(chance, number, [])
        rare = number % 5_000 == 0
        row["body"] = " ".join(
            chance.choices(seed.COMMON, k=8) + chance.choices(MIDDLE, k=3) + chance.choices(seed.RARE)
        )
        row["body"] += f" number{number}"
        row["state"] = "in_campaign" if rare else chance.choice(STATES)
        row["kind"] = chance.choice(["problem"] * 8 + ["idea", "hope"])
        row["area_id"] = 5 if number % 2_000 == 7 else 1 + number % 4
        made.append(row)
    return made


def filled(instance: str, url: str, issues: int) -> Flask:
    """A board with so many posts; one that is there already is taken as it is."""
    settings = config.load({"BOARD_INSTANCE": instance, "BOARD_DATABASE_URL": url, "BOARD_LIMITS": "off"})
    run.migrate(settings)
    app = create_app(settings)
    with app.app_context():
        if queries.listed(Filter(), 1).rows:
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
            follows = [{"topic": f"issue-{1 + 997 * n}", "person_id": 1} for n in range(min(500, issues // 1000))]
            db.session.connection().execute(insert(Follow.__table__), follows)
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE" if settings.is_sqlite else "VACUUM ANALYZE"))
    print(f"{issues:,} issues inserted in {time.monotonic() - began:.0f} s", flush=True)
    return app
