"""A season goes by: people do this and that, at random, and the jobs run; after each week every number is true."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any, TypeVar

import pytest
from flask import Flask

from board import clock
from board.accounts.models import Person
from board.activity.models import Activity
from board.campaigns.models import Campaign, Outcome
from board.cli.check import untrue_numbers
from board.db import Model
from board.errors import BoardError
from board.events.models import Event
from board.issues.models import Issue, Says, State
from board.tasks.models import Task
from tests.builders import Maker, People, Rows, at_six
from tests.pages import Browser
from tests.trials import Figure

WEEKS, ACTS = 13, 30
PAGES = ["/", "/issues", "/campaigns", "/tasks", "/events", "/issues.atom", "/issues.csv", "/areas/hodge-hill"]
M = TypeVar("M", bound=Model)


class Season:
    """Picks who does what to which thing; what the rules refuse is refused."""

    def __init__(self, make: Maker, rows: Rows, people: People, chance: Random) -> None:
        self.make, self.rows, self.people, self.chance = make, rows, people, chance
        self.crowd = [make.person(area=people.hodge_hill) for _ in range(8)] + [people.organiser] * 4
        self.done: Counter[str] = Counter()

    def who(self) -> Person:
        """A member, or one time in three the organiser."""
        return self.chance.choice(self.crowd)

    def one(self, model: type[M]) -> M:
        """One of the newest of a kind."""
        return self.chance.choice(self.rows.all(model)[-6:])

    def acts(self) -> dict[str, Callable[[], Any]]:
        """What may happen next."""
        make, who, one = self.make, self.who(), self.one
        shift = {"starts_at": at_six(3), "ends_at": at_six(3) + timedelta(hours=2)}
        return {
            "post": lambda: make.issue(who),
            "second": lambda: make.second(one(Issue), who),
            "take back": lambda: make.unsecond(one(Issue), who),
            "comment": lambda: make.comment(one(Issue), who),
            "merge": lambda: make.merge(one(Issue), who, into=one(Issue)),
            "part": lambda: make.unmerge(one(Issue), who),
            "close": lambda: make.state(one(Issue), who, State.DONE, reason="It is lit.", evidence="Seen by us."),
            "say": lambda: make.verdict(one(Issue), who, self.chance.choice(list(Says)), "So it is."),
            "start": lambda: make.campaign(who, one(Issue)),
            "back": lambda: make.back(one(Campaign), who),
            "tell": lambda: make.update(one(Campaign), who),
            "end": lambda: make.end(one(Campaign), who, self.chance.choice(list(Outcome))),
            "plan": lambda: make.task(one(Campaign), who, places=self.chance.randint(1, 3)),
            "plan a shift": lambda: make.task(one(Campaign), who, **shift),
            "repeat": lambda: make.series(one(Campaign), who),
            "claim": lambda: make.claim(one(Task), who),
            "wait": lambda: make.wait(one(Task), who),
            "accept": lambda: make.accept(one(Task), who),
            "release": lambda: make.release(one(Task), who),
            "complete": lambda: make.complete(one(Task), who),
            "confirm": lambda: make.confirm(one(Task), who, self.who()),
            "call off a task": lambda: make.call_off(one(Task), who),
            "gather": lambda: make.event(self.people.hodge_hill, who, places=self.chance.randint(1, 4)),
            "attend": lambda: make.attend(one(Event), who),
            "withdraw": lambda: make.withdraw(one(Event), who),
            "call off an event": lambda: make.cancel(one(Event), who),
        }

    def week(self) -> None:
        """Some of these, one after the other."""
        for _ in range(ACTS):
            name, act = self.chance.choice(list(self.acts().items()))
            try:
                act()
                self.done[name] += 1
            except BoardError:
                self.done["refused"] += 1


@pytest.mark.trial
def test_after_each_week_of_a_season_every_number_is_true(
    app: Flask,
    make: Maker,
    rows: Rows,
    people: People,
    things: object,
    browser: Callable[..., Browser],
    figure: Figure,
    turn: int,
) -> None:
    season, began = Season(make, rows, people, Random(turn)), clock.now()
    for week in range(WEEKS):
        with clock.set_to(began + timedelta(weeks=week)):
            season.week()
            assert None not in make.jobs(days=3).values(), "a job failed"
            with app.app_context():
                assert list(untrue_numbers()) == [], f"week {week} of season {turn}: {season.done}"
    with clock.set_to(began + timedelta(weeks=WEEKS)):
        for each in (browser(), browser(people.organiser)):
            assert [path for path in PAGES if each.get(path).status != 200] == []
    figure("weeks", WEEKS)
    figure("things that happened in them", rows.count(Activity))
