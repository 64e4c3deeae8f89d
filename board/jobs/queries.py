"""How the jobs are getting on."""

from datetime import datetime

from sqlalchemy import func, select

from board.db import AnyRow, read
from board.jobs.models import Job


def last_done() -> datetime | None:
    """When a job was last done; None where none ever was."""
    row = read(select(func.max(Job.last_run).label("at")))[0]
    when: datetime | None = row.at
    return when


def states() -> dict[str, AnyRow]:
    """(name, last_run, leased_until, failure) of each job that ever was done, by its
    name."""
    columns = (Job.name, Job.last_run, Job.leased_until, Job.failure)
    return {row.name: row for row in read(select(*columns))}


def failing() -> list[str]:
    """The names of jobs whose last run failed."""
    rows = read(select(Job.name).where(Job.failure != "").order_by(Job.name))
    return [row.name for row in rows]
