"""Writing the evening's mails to many people who each have much news: how long it takes
a person, how much memory, and what a page takes meanwhile.

python -m tests.bench --only digest      on SQLite; with
BOARD_BENCH_URL=postgresql+psycopg://… there
"""

import os
import resource
import statistics
import tempfile
import time
from datetime import timedelta

import psutil
from flask import Flask
from sqlalchemy import func, insert, literal, select

from board import clock, create_app, settings_read
from board.accounts.models import Person
from board.activity.models import Activity
from board.db import db, read, table_of, write, write_tx
from board.db.engine import taking_time
from board.jobs.actions import give_back
from board.jobs.apart import Apart
from board.migrations import run as migrations
from board.notifications import runs
from board.notifications.digest import write_evenings
from board.notifications.models import Notification, Rhythm
from board.tasks import verbs
from board.tasks.models import Task
from tests.bench import seed, servers
from tests.bench.measure import Bench, get

PEOPLE, NEWS = 20_000, 200
SPREAD = 1_009  # of ten times as many lines each person hears of others
VERBS = (verbs.CLAIMED, verbs.COMPLETED, verbs.RELEASED)


def fill(app: Flask, people: int, news: int) -> None:
    """So many new people who have about so many news of the board's tasks, each of
    others of ten times as many lines."""
    with app.app_context(), taking_time(), write_tx():
        connection = db.session.connection()
        tasks = read(select(Task.id, Task.area_id).order_by(Task.id).limit(60))
        actors = [row[0] for row in read(select(Person.id).limit(200))]
        before = read(select(func.max(Activity.id)))[0][0]
        always = {"at": clock.now(), "subject_kind": "task", "facts": {}, "topics": []}
        lines = []
        for n in range(10 * news):
            task = tasks[n % len(tasks)]
            line = {"verb": VERBS[n % 3], "actor_id": actors[n % len(actors)]}
            about = {"subject_id": task.id, "area_id": task.area_id}
            lines.append(always | line | about)
        connection.execute(insert(table_of(Activity)), lines)
        rows = [
            {"name": f"P {n}", "email": f"d{n}@example.org", "password_hash": "-"}
            for n in range(people)
        ]
        connection.execute(insert(table_of(Person)), rows)
        is_mine = (Activity.id * 31 + Person.id * 17) % SPREAD < SPREAD // 10 + 1
        why = literal(f"task-{tasks[0].id}")
        heard = select(Person.id, Activity.id, why).join(Activity, is_mine)
        heard = heard.where(Activity.id > before, Person.email.like("d%"))
        columns = ["person_id", "activity_id", "why"]
        write(insert(table_of(Notification)).from_select(columns, heard))


def run(app: Flask) -> tuple[int, float, int]:
    """Write what is due tomorrow: to how many people, in how many seconds of work, and
    how many KiB of memory that took."""
    with app.app_context():
        write_evenings()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began = time.process_time()
        with clock.set_to(clock.now() + timedelta(days=1)):
            count = write_evenings()
        took = time.process_time() - began
    return count, took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before


def begin(app: Flask) -> None:
    """It is the evening of the next day: the mails of everybody are due."""
    with app.app_context(), clock.set_to(clock.now() + timedelta(days=1)), write_tx():
        runs.begin(Rhythm.DAILY)


def reached(app: Flask) -> int | None:
    """The last person who has theirs; None when all have."""
    with app.app_context():
        run = runs.current(Rhythm.DAILY)
        db.session.remove()
    return None if run is None or run.after is None else int(run.after)


class Evening(Bench):
    """An evening, with the process that `board serve` has for it."""

    def __init__(self, app: Flask, *, quick: bool) -> None:
        super().__init__(quick=quick)
        self.app = app
        self.apart = Apart(app.config["BOARD"])

    def begin(self) -> psutil.Process:
        """Begin, or go on with, the work; returns its process once it is at it."""
        with self.app.app_context(), write_tx():
            give_back("digests")
        before = reached(self.app)
        self.apart.begin("jobs", "digests")
        while reached(self.app) == before:
            time.sleep(0.1)
        assert self.apart.begun
        return psutil.Process(self.apart.begun.pid)

    def pages(self, instance: str, url: str) -> None:
        """A reader's post and week, without the work and beside it, in turns."""
        visit = seed.sign_in(self.app, 1)
        script = [[get("/issues/1", visit), get("/me", visit)]]
        ratios = []
        with servers.board(instance, url=url) as server:
            self.load(server, script)
            for _ in range(3 if self.quick else 7):
                without = self.load(server, script)
                self.begin()
                beside = self.load(server, script)
                assert reached(self.app), "it was over before the pages were read"
                self.apart.end()
                ratios.append([beside[name] / without[name] for name in ("p50", "p99")])
                print(
                    f"  p50 {without['p50']:.1f} ms, beside it {beside['p50']:.1f}; "
                    f"p99 {without['p99']:.1f}, {beside['p99']:.1f}",
                    flush=True,
                )
        p50, p99 = (statistics.median(column) for column in zip(*ratios, strict=True))
        print(f"  a page beside it takes {p50:.2f} × as long, p99 {p99:.2f} ×")

    def work(self) -> None:
        """All that is left, alone."""
        first, began, sizes = reached(self.app) or 0, time.monotonic(), []
        process = self.begin()
        took = 0.0
        while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
            sizes.append(servers.pss(process.pid) / 1024)
            took = sum(process.cpu_times()[:2])
            time.sleep(0.5)
        people = PEOPLE + seed.PEOPLE - first
        print(
            f"  {people:,} people: {1000 * took / people:.2f} ms of work each, "
            f"{1000 * (time.monotonic() - began) / people:.2f} ms; memory "
            f"{sizes[0]:.0f} MiB, halfway {sizes[len(sizes) // 2]:.0f}, "
            f"at the end {sizes[-2]:.0f}"
        )


def main(*, quick: bool) -> None:
    """Fill a board, and measure."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as instance:
        url = os.environ.get("BOARD_BENCH_URL", f"sqlite:///{instance}/board.db")
        given = {"INSTANCE": instance, "DATABASE_URL": url, "LIMITS": "off"}
        # as the process that does the work reads them
        os.environ |= {f"BOARD_{name}": value for name, value in given.items()}
        settings = settings_read.load(os.environ)
        migrations.migrate(settings)
        app = create_app(settings)
        seed.fill(app, 2_000)
        with app.app_context():
            write_evenings()
        fill(app, PEOPLE, NEWS)
        begin(app)
        print(f"\nThe evening's mails to {PEOPLE:,} people with {NEWS} news each")
        evening = Evening(app, quick=quick)
        evening.pages(instance, url)
        evening.work()
