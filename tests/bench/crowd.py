"""A campaign with a crowd behind it: what its page takes, and how long whoever tells
the crowd something waits.

python -m tests.bench --only crowd       on SQLite; with
BOARD_BENCH_URL=postgresql+psycopg://… there
"""

import os
import tempfile
import time
from datetime import date
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import func, insert, select, update

from board import create_app, settings_read
from board.accounts.models import Person
from board.activity.models import Follow
from board.areas.models import Membership
from board.campaigns.models import CampaignIssue
from board.db import db, write_tx
from board.issues.models import Second
from board.mail.models import Outbox
from board.migrations import run
from board.notifications.models import Notification, PendingNotice
from board.policy import Role
from board.tasks.models import Shape, Task
from tests.bench import seed, servers
from tests.bench.measure import Bench, get, one
from tests.bench.seed import Visit

ISSUES, SUPPORTERS, TASKS = 500, 20_000, 300
CAMPAIGN = "/campaigns/1"
PATIENCE = 300  # seconds until everybody must have heard


def filled(instance: str, url: str) -> Flask:
    """A board on which campaign 1 has all the issues, the people behind them, and the
    tasks."""
    settings = settings_read.load(
        {"BOARD_INSTANCE": instance, "BOARD_DATABASE_URL": url, "BOARD_LIMITS": "off"}
    )
    run.migrate(settings)
    app = create_app(settings)
    seed.fill(app, ISSUES)
    first, people = (
        seed.PEOPLE + 1,
        range(seed.PEOPLE + 1, seed.PEOPLE + 1 + SUPPORTERS),
    )
    task = {
        "campaign_id": 1,
        "area_id": 1,
        "shape": Shape.OPEN,
        "places": 5,
        "last_day": date(9999, 12, 31),
    }
    tables = {
        Person: [
            {
                "id": n,
                "name": f"Person {n}",
                "email": f"p{n}@example.org",
                "password_hash": "-",
            }
            for n in people
        ],
        Second: [
            {"issue_id": 1 + (n - first) % ISSUES, "person_id": n} for n in people
        ],
        Follow: [
            {"topic": f"issue-{1 + (n - first) % ISSUES}", "person_id": n}
            for n in people
        ],
        CampaignIssue: [
            {"campaign_id": 1, "issue_id": n} for n in range(1, ISSUES + 1)
        ],
        Task: [task | {"title": f"Piece {n}"} for n in range(TASKS)],
    }
    with app.app_context(), write_tx():
        connection = db.session.connection()
        for model, rows in tables.items():
            connection.execute(insert(model.__table__), rows)
        connection.execute(
            update(Membership.__table__)
            .where(Membership.person_id == 1)
            .values(role=Role.ORGANISER)
        )
    return app


class Crowd(Bench):
    """The parts about many people behind one campaign."""

    def __init__(self, url: str, *, quick: bool) -> None:
        super().__init__(quick=quick)
        self.url = url

    def pages(self, instance: str, visit: Visit) -> None:
        """Its page, asked for by one reader after the other."""
        print(
            f"\nA campaign of {ISSUES} issues, {SUPPORTERS:,} supporters, {TASKS} "
            "tasks: its page, one reader"
        )
        for keeps, said in (("all", ""), ("nothing", ", nothing kept")):
            with servers.board(instance, keeps=keeps, url=self.url) as server:
                self.row(
                    f"{CAMPAIGN}, visitor{said}", server, scripts=[[get(CAMPAIGN)]]
                )
                self.row(
                    f"{CAMPAIGN}, an organiser{said}",
                    server,
                    scripts=[[get(CAMPAIGN, visit)]],
                )

    def news(self, app: Flask, instance: str, visit: Visit) -> None:
        """How long telling the crowd takes whoever does it, and when the last one has
        heard."""
        with servers.board(instance, url=self.url) as server:
            began = time.monotonic()
            answer = one(server, sent(visit)).decode("latin-1").partition("\r\n")[0]
            print(
                f"  news for all of them (POST): {answer} after "
                f"{1000 * (time.monotonic() - began):.0f} ms"
            )
            while waiting(app) and time.monotonic() < began + PATIENCE:
                time.sleep(0.1)
            heard, mails = told(app)
            print(
                f"  everybody has heard after {time.monotonic() - began:.1f} s: "
                f"{heard:,} news, {mails:,} mails"
            )


def sent(visit: Visit) -> str:
    """The form by which an organiser tells the news."""
    body = urlencode(
        {
            "csrf_token": visit.token,
            "title": "They said yes",
            "body": "All lamps by May.",
        }
    )
    head = (
        f"POST {CAMPAIGN}/updates HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: "
        f"{visit.cookie}\r\nConnection: close\r\n"
    )
    return (
        f"{head}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
        f"{len(body)}\r\n\r\n{body}"
    )


def waiting(app: Flask) -> bool:
    """Whether somebody has not heard yet."""
    with app.app_context():
        return db.session.scalar(select(PendingNotice.activity_id).limit(1)) is not None


def told(app: Flask) -> tuple[int, int]:
    """(news, mails) written."""
    with app.app_context():
        count = [
            db.session.scalar(select(func.count()).select_from(table)) or 0
            for table in (Notification, Outbox)
        ]
        return count[0], count[1]


def main(*, quick: bool) -> None:
    """Fill a board, and measure."""
    with tempfile.TemporaryDirectory() as instance:
        url = os.environ.get("BOARD_BENCH_URL", f"sqlite:///{instance}/board.db")
        app = filled(instance, url)
        visit = seed.sign_in(app, 1)
        crowd = Crowd(url, quick=quick)
        crowd.pages(instance, visit)
        crowd.news(app, instance, visit)
