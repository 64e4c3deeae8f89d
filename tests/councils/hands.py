"""What tests of councils have people and jobs do."""

from datetime import timedelta
from typing import Any

from board import clock
from board.councils import actions, queries, sending_actions
from board.councils.models import Council, CouncilSending
from board.db import db
from board.issues.models import Issue
from board.jobs.run import jobs_alone
from tests.builders import Maker, People
from tests.councils.stand_in import StandIn

MINUTES = 1 / 24 / 60
KEY = "s3cret-key"


def named(make: Maker, people: People, council: StandIn, **more: Any) -> Council:
    """An operator names it for Hodge Hill, and it is asked what it takes."""
    said = {"name": "Brum Council", "address": council.address, "key": KEY}
    said |= {"jurisdiction": "", "is_near": True} | more
    with make.writing():
        area = make._here(people.hodge_hill)
        made = actions.connect(area, make._here(people.operator), **said)
    do(make, "councils")
    return made


def connected(make: Maker, people: People, council: StandIn, **more: Any) -> Council:
    """The same, and posts about lighting can go there."""
    made = named(make, people, council, **more)
    mapped(make, people, made)
    return made


def mapped(make: Maker, people: People, council: Council, **more: Any) -> None:
    """An organiser lets people send posts of a category there."""
    said = {"category": "lighting", "code": "LAMP", "answers": {}} | more
    with make.writing():
        by = make._here(people.organiser)
        actions.map_category(queries.get(council.id), by, **said)


def do(make: Maker, *jobs: str, minutes: float = 0) -> None:
    """What jobs do in so many minutes."""
    at = clock.now() + timedelta(minutes=minutes)
    with make.app.app_context(), clock.set_to(at):
        for name in jobs:
            while jobs_alone[name]():
                pass


def post(make: Maker, people: People, **more: Any) -> Issue:
    """The resident posts about a lamp, and wants the council to have it."""
    said = {"latitude": 52.49, "longitude": -1.83, "also_sent": True} | more
    return make.issue(people.resident, **said)


def sent(make: Maker, *at: float) -> None:
    """The job sends what is due, at these minutes from now; once the wait is over if
    none are said."""
    for minutes in at or (11,):
        do(make, "council posts", minutes=minutes)


def state(make: Maker, issue: Issue) -> CouncilSending:
    """How far a post is."""
    with make.app.app_context():
        found = db.session.get(CouncilSending, issue.id)
    assert found
    return found


def settle(
    make: Maker, people: People, issue: Issue, how: str, number: str = ""
) -> None:
    """An organiser says what becomes of it."""
    with make.writing():
        by = make._here(people.organiser)
        sending_actions.settle(make._here(issue), by, how=how, number=number)
