"""A city beside a town: a million posts, 200,000 people and 5 million lines of the log
beside a hundredth of each. What every list costs in both, asked for in turn, and how
long the work takes that no page does (city_work.py).

python -m tests.bench --only city      on SQLite; with
BOARD_BENCH_URL=postgresql+psycopg://…/{size}?… in two databases, city and town
"""

import os
import tempfile
import time
from statistics import median
from typing import Any

from flask import Flask
from sqlalchemy import event, select

from board import create_app, settings_read
from board.db import db, read
from board.issues.models import Issue
from board.migrations import run
from tests.bench import city_seed, city_work, seed
from tests.bench.city_seed import OPERATOR, ORGANISER

CITY, TOWN, TURNS = 1_000_000, 10_000, 15
MEMBER = 500  # has as much to do with either as anybody
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
        "/issues/5000",
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
        "/issues/5000",
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
        city_seed.fill(app, posts)
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
