"""A season goes by: people do this and that, at random, and the jobs run; after each
week every number is true."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from random import Random
from typing import Any, TypeVar

import pytest
from flask import Flask
from sqlalchemy import select

from board import clock
from board.accounts.models import Person
from board.campaigns.models import Campaign, Outcome
from board.db import Model, db
from board.errors import BoardError
from board.events.models import Event
from board.issues.models import Issue, State
from board.issues.outcome_models import Says
from board.numbers import untrue_numbers
from board.tasks.models import Task
from tests.builders import Maker, People, at_six
from tests.pages import Browser
from tests.trials import Figure

WEEKS, ACTS = 13, 12
OFTEN = (
    "claim",
    "wait",
    "accept",
    "release",
    "complete",
    "confirm",
    "attend",
    "withdraw",
)
PAGES = [
    "/",
    "/issues",
    "/campaigns",
    "/tasks",
    "/events",
    "/issues.atom",
    "/issues.csv",
    "/areas/hodge-hill",
]
M = TypeVar("M", bound=Model)


class Season:
    """Picks who does what to which thing; what the rules refuse somebody
    else may try."""

    def __init__(self, make: Maker, people: People, chance: Random) -> None:
        self.make, self.people, self.chance = make, people, chance
        self.crowd = [
            people.organiser,
            *(make.person(area=people.hodge_hill) for _ in range(3)),
        ]
        self.done: Counter[str] = Counter()

    def one(self, model: type[M]) -> M:
        """One of the newest of a kind."""
        with self.make.app.app_context():
            newest = select(model).order_by(model.__table__.c.id.desc()).limit(4)
            return self.chance.choice(db.session.scalars(newest).all())

    def acts(self, who: Person) -> dict[str, Callable[[], Any]]:
        """What this person may do next."""
        make, one = self.make, self.one
        shift = {"starts_at": at_six(3), "ends_at": at_six(3) + timedelta(hours=2)}
        return {
            "post": lambda: make.issue(who),
            "second": lambda: make.second(one(Issue), who),
            "take back": lambda: make.unsecond(one(Issue), who),
            "comment": lambda: make.comment(one(Issue), who),
            "merge": lambda: make.merge(one(Issue), who, into=one(Issue)),
            "part": lambda: make.unmerge(one(Issue), who),
            "close": lambda: make.state(
                one(Issue), who, State.DONE, reason="It is lit.", evidence="Seen by us."
            ),
            "say": lambda: make.verdict(
                one(Issue), who, self.chance.choice(list(Says)), "So it is."
            ),
            "start": lambda: make.campaign(who, one(Issue)),
            "back": lambda: make.back(one(Campaign), who),
            "tell": lambda: make.update(one(Campaign), who),
            "end": lambda: make.end(
                one(Campaign), who, self.chance.choice(list(Outcome))
            ),
            "plan": lambda: make.task(
                one(Campaign), who, places=self.chance.randint(1, 3)
            ),
            "plan a shift": lambda: make.task(one(Campaign), who, **shift),
            "repeat": lambda: make.series(one(Campaign), who),
            "claim": lambda: make.claim(one(Task), who),
            "wait": lambda: make.wait(one(Task), who),
            "accept": lambda: make.accept(one(Task), who),
            "release": lambda: make.release(one(Task), who),
            "complete": lambda: make.complete(one(Task), who),
            "confirm": lambda: make.confirm(
                one(Task), who, self.chance.choice(self.crowd)
            ),
            "call off a task": lambda: make.call_off(one(Task), who),
            "gather": lambda: make.event(
                self.people.hodge_hill, who, places=self.chance.randint(1, 4)
            ),
            "attend": lambda: make.attend(one(Event), who),
            "withdraw": lambda: make.withdraw(one(Event), who),
            "call off an event": lambda: make.cancel(one(Event), who),
        }

    def week(self) -> None:
        """Some of these, one after the other, each by the first of the
        crowd who may."""
        for _ in range(ACTS):
            name = self.chance.choice([*self.acts(self.people.organiser), *OFTEN])
            for who in self.chance.sample(self.crowd, len(self.crowd)):
                with suppress(BoardError):
                    self.acts(who)[name]()
                    self.done[name] += 1
                    break


@pytest.mark.trial
def test_after_each_week_of_a_season_every_number_is_true(
    app: Flask,
    make: Maker,
    people: People,
    things: object,
    browser: Callable[..., Browser],
    figure: Figure,
    turn: int,
) -> None:
    season, began = Season(make, people, Random(turn)), clock.now()
    for week in range(WEEKS):
        with clock.set_to(began + timedelta(weeks=week)):
            season.week()
            assert None not in make.jobs(days=3).values(), "a job failed"
            with app.app_context():
                assert list(untrue_numbers()) == [], (
                    f"week {week} of season {turn}: {season.done}"
                )
    with clock.set_to(began + timedelta(weeks=WEEKS)):
        for each in (browser(), browser(people.organiser)):
            assert [path for path in PAGES if each.get(path).status != 200] == []
    figure("weeks", WEEKS)
    figure("things that happened in them", season.done.total())
