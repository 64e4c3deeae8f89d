"""What waits for whoever runs the board: areas nobody organises, mails that did not
leave, jobs that stand still."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import exists, func, select

from board import clock
from board.areas.models import Area, Membership
from board.db import Rows, read
from board.desk.queries import WAITS
from board.issues.models import Issue
from board.jobs.queries import last_done
from board.mail.queries import waiting_and_given_up
from board.policy import Actor, Role

STILL = timedelta(hours=1)  # without a job something is wrong


class Operating(NamedTuple):
    """What an operator must look at."""

    areas: Rows  # nobody organises there; with how many posts wait
    mails_given_up: int  # in 30 days
    jobs_still_since: datetime | None

    @property
    def number(self) -> int:
        """How many lines that makes."""
        return len(self.areas) + bool(self.mails_given_up) + bool(self.jobs_still_since)


def waits_for(person: Actor) -> Operating | None:
    """What waits for this person as an operator, None for anybody else."""
    if not person.is_operator:
        return None
    _waiting, given_up = waiting_and_given_up()
    done = last_done()
    is_still = done is not None and done < clock.now() - STILL
    return Operating(_not_organised(), given_up, done if is_still else None)


def _not_organised() -> Rows:
    organised = exists().where(
        Membership.area_id == Area.id, Membership.role == Role.ORGANISER
    )
    waiting = (
        select(func.count())
        .where(Issue.area_id == Area.id, *WAITS, *Issue.visible(None))
        .correlate(Area)
        .scalar_subquery()
    )
    return read(
        select(Area.slug, Area.name, waiting.label("waiting"))
        .where(~organised, *Area.visible(None))
        .order_by(Area.name)
        .limit(50)
    )
