"""Whatever people choose and however jobs and the mail server behave, each piece of
news reaches each person who wants it once, on the board and by mail; nobody hears what
they may not see."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from random import Random

import pytest
from flask import Flask

from board import clock
from board.activity.verbs import Kind
from board.cli.send_mail import send_due, write_at_once
from board.db import db
from board.mail import lease_actions
from board.mail.models import Outbox
from board.notifications import choices
from board.notifications.digest import write_evenings
from board.notifications.models import Rhythm
from tests.builders import Maker, People, Rows
from tests.mail.conftest import Postman, postman  # noqa: F401  the fixture
from tests.notifications.happenings import Happenings
from tests.notifications.season import Season
from tests.notifications.told import Told
from tests.pages import Browser
from tests.trials import TIMES

PEOPLE, ACTS = (19, 300) if TIMES else (12, 60)
MONTHS = (3, 10)  # in which the clock changes
CHOICES = [*Rhythm]
LATER = "451 later"
HOURS = (1, 5, 7, 13, 24, 24 * 6, -1)
processes = get_context("fork")


def before_change(month: int) -> datetime:
    """Noon of the last Saturday before the last Sunday of a month."""
    last = datetime(2031, month, 31, 12, tzinfo=UTC)
    return last - timedelta(days=(last.weekday() + 1) % 7 + 1)


class Run:
    """What happens in a season, with the jobs and the mail server."""

    def __init__(self, app: Flask, season: Season, rows: Rows, man: Postman) -> None:
        self.app, self.season, self.rows, self.postman = app, season, rows, man
        self.happenings = Happenings(season, rows)
        self.refused = season.everybody[max(season.everybody)].email
        self.told = Told(season, man, self.refused)
        self.now = before_change(MONTHS[0])
        self.at(self._all_due)

    def act(self, chance: Random) -> None:
        """Something at random."""
        season = self.season
        acts: list[tuple[int, Callable[[], object]]] = [
            (12, lambda: self.happen(chance.random() < 0.5)),
            (6, lambda: self.choose(chance)),
            (6, lambda: self.wait(chance.choice(HOURS))),
            (5, lambda: self.job(chance.random() < 0.3)),
            (5, lambda: self.send(chance.choice(["", LATER]), chance.random() < 0.3)),
            (1, lambda: self.send(slow=0.02)),
            (2, self.server_is_down),
            (2, self.evening),
            (2, lambda: self.at(season.turn)),
        ]
        weights, all_acts = zip(*acts, strict=True)
        chance.choices(all_acts, weights)[0]()
        self.told.look()

    def at(self, act: Callable[[], object]) -> None:
        """Do it now, by the machine's own clock."""
        with self.app.app_context(), clock.set_to(self.now):
            act()

    def happen(self, then_a_turn: bool) -> None:
        """Some hear of something, and perhaps may no longer when it is mailed."""
        self.at(self.happenings.happen)
        self.told.happened()
        if then_a_turn:
            self.at(self.season.turn)

    def choose(self, chance: Random) -> None:
        """Somebody chooses anew."""
        who, kind = chance.choice([*self.told.rhythms])
        rhythm = chance.choice(CHOICES)
        with self.season.make.writing():
            choices.choose(self.season.everybody[who], kind, rhythm)
        self.told.chose(who, kind, rhythm)

    def wait(self, hours: int) -> None:
        """Time goes by; or the machine's clock is put back."""
        self.now += timedelta(hours=hours)

    def job(self, twice: bool) -> None:
        """The job runs, alone or in two processes at once."""
        self.together(self._all_due, 1 + twice)

    def _all_due(self) -> None:
        write_at_once()
        while write_evenings():
            pass

    def together(self, act: Callable[[], object], count: int) -> None:
        """Do it, or have so many processes do it at the same time."""
        if count == 1:
            self.at(act)
            return
        some = [processes.Process(target=self._apart, args=[act]) for _ in range(count)]
        for process in some:
            process.start()
        for process in some:
            process.join(60)
            assert process.exitcode == 0

    def _apart(self, act: Callable[[], object]) -> None:
        with self.app.app_context():
            db.engine.dispose(close=False)  # connections don't survive a fork
        self.at(act)

    def send(self, says: str = "", refuses: bool = False, slow: float = 0) -> None:
        """The sender runs while the mail server works, is busy, or knows one of the
        addresses no more; two of them while it is slow."""
        self.postman.says, self.postman.slow = says, slow
        self.postman.refuses = {self.refused} if refuses else set()
        found = replace(self.app.config["BOARD"], mail_url=self.postman.url)
        self.together(lambda: send_due(found), 2 if slow else 1)
        self.postman.says, self.postman.refuses, self.postman.slow = "", set(), 0

    def evening(self) -> None:
        """A day ends as it should."""
        self.now += timedelta(days=1)
        self.at(self._all_due)
        self.send()

    def server_is_down(self) -> None:
        """Nobody answers at all."""
        found = replace(self.app.config["BOARD"], mail_url="smtp://127.0.0.1:1")
        with suppress(OSError):
            self.at(lambda: send_due(found))

    def end(self) -> None:
        """All that is due is written and sent, by two processes at once."""
        self.now += timedelta(days=14)
        self.job(twice=True)
        self.told.look()
        for mail in self.rows.all(Outbox, sent_at=None):
            if mail.text:
                with self.season.make.writing(), clock.set_to(self.now):
                    lease_actions.try_again(mail.id)
        self.send(slow=0.005)
        self.told.look()


@pytest.mark.trial
def test_each_piece_of_news_reaches_each_person_once(
    app: Flask,
    make: Maker,
    rows: Rows,
    people: People,
    postman: Postman,  # noqa: F811
    browser: Callable[..., Browser],
    turn: int,
) -> None:
    chance = Random(turn)
    season = Season(make, people, chance, PEOPLE)
    run = Run(app, season, rows, postman)
    for month in MONTHS:
        run.now = max(run.now, before_change(month))
        for _ in range(ACTS // 2):
            run.act(chance)
    run.end()
    run.told.all_by_mail()
    for who, person in season.everybody.items():
        if who not in season.out:
            run.told.all_on_board(who, browser(person))
    assert {one.kind for one in season.news} == set(Kind)
