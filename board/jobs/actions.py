"""Taking a job and giving it back: one guarded write keeps processes and machines
apart."""

from datetime import timedelta

from sqlalchemy import or_, update

from board import clock
from board.db import db, insert_new
from board.jobs.models import Job

# a process that died in the middle of a job holds it up no longer
LEASE = timedelta(minutes=5)


def take(name: str, rest: timedelta) -> bool:
    """Whether the job is ours now.

    It is not while somebody else has it, nor within `rest` of its last run.
    """
    now = clock.now()
    if insert_new(
        Job, ["name"], name=name, leased_until=now + LEASE, last_run=None, failure=""
    ):
        return True
    has_rested = or_(Job.last_run.is_(None), Job.last_run <= now - rest)
    free = (Job.name == name, Job.leased_until <= now, has_rested)
    lease = update(Job).where(*free).values(leased_until=now + LEASE)
    taken = db.session.execute(lease)
    return bool(taken.rowcount)  # type: ignore[attr-defined]


def give_back(name: str, failure: str = "") -> None:
    """The job is done for now, or failed with this error."""
    now = clock.now()
    mine = update(Job).where(Job.name == name)
    done = {"leased_until": now, "last_run": now, "failure": failure[:80]}
    db.session.execute(mine.values(done))


def ask_for(name: str) -> bool:
    """Let the job be done in the next round, however lately it was; False where it is
    unknown."""
    soon = update(Job).where(Job.name == name).values(last_run=None)
    return bool(db.session.execute(soon).rowcount)  # type: ignore[attr-defined]
