"""Writing the evening's mails to many people who each have much news: how long it takes
a person, and how much memory."""

import resource
import time
from datetime import timedelta

from flask import Flask
from sqlalchemy import insert

from board import clock
from board.accounts.models import Person
from board.activity.models import Activity
from board.db import db, table_of, write_tx
from board.notifications.digest import write_evenings
from board.notifications.models import Notification
from board.tasks.models import Task

AT_ONCE = 500


def fill(app: Flask, tasks: list[Task], people: int, news: int, by: int) -> None:
    """So many people who have so many news of these tasks."""
    with app.app_context(), write_tx():
        connection = db.session.connection()
        line = {"at": clock.now(), "actor_id": by, "subject_kind": "task"}
        line |= {"area_id": tasks[0].area_id, "facts": {}, "topics": []}
        verbs = ("task.claimed", "task.completed", "task.released")
        lines = [
            line | {"verb": verbs[n % 3], "subject_id": tasks[n % len(tasks)].id}
            for n in range(news)
        ]
        added = insert(table_of(Activity)).returning(Activity.id)
        ids = [row[0] for row in connection.execute(added, lines)]
        for start in range(0, people, AT_ONCE):
            some = range(start, min(start + AT_ONCE, people))
            rows = [
                {"name": f"P {n}", "email": f"d{n}@example.org", "password_hash": "-"}
                for n in some
            ]
            adding = insert(table_of(Person)).returning(Person.id)
            who = [row[0] for row in connection.execute(adding, rows)]
            heard = [
                {"person_id": person, "activity_id": id, "why": f"task-{tasks[0].id}"}
                for person in who
                for id in ids
            ]
            connection.execute(insert(table_of(Notification)), heard)


def run(app: Flask) -> tuple[int, float, int]:
    """Write what is due tomorrow: to how many people, in how many seconds of work, and
    how many KiB of memory that took."""
    with app.app_context():
        while write_evenings():
            pass
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began, count = time.process_time(), 0
        with clock.set_to(clock.now() + timedelta(days=1)):
            while done := write_evenings():
                count += done
        took = time.process_time() - began
    return count, took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
