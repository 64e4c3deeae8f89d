"""How the jobs are getting on."""

from datetime import datetime

from sqlalchemy import func, select

from board.db import read
from board.jobs.models import Job


def last_done() -> datetime | None:
    """When a job was last done; None where none ever was."""
    row = read(select(func.max(Job.last_run).label("at")))[0]
    when: datetime | None = row.at
    return when
