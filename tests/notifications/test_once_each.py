"""Whatever people choose and however jobs and the mail server behave, each piece of
news reaches each person who wants it once, on the board and by mail; nobody hears what
they may not see."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from threading import Thread

import pytest
from flask import Flask

from board import clock
from board.activity.models import Activity
from board.activity.verbs import Kind
from board.cli.send_mail import send_due, write_at_once
from board.issues import verbs
from board.issues.models import State
from board.mail import lease_actions
from board.mail.models import Outbox
from board.notifications import choices
from board.notifications.digest import write_evenings
from board.notifications.models import Notification, Rhythm
from tests.builders import Maker, People, Rows
from tests.mail.conftest import Postman, postman  # noqa: F401  the fixture

ACTS = 60


def before_change(year: int, month: int) -> datetime:
    """Noon of the last Saturday before the last Sunday of a month."""
    last = datetime(year, month, 31, 12, tzinfo=UTC)
    return last - timedelta(days=(last.weekday() + 1) % 7 + 1)


class Evenings:
    """Four people who follow everything that is said, and an organiser who does."""

    def __init__(
        self, app: Flask, make: Maker, rows: Rows, people: People, man: Postman
    ) -> None:
        self.app, self.make, self.rows, self.people = app, make, rows, people
        self.postman = man
        self.crowd = [people.resident, people.member, people.elsewhere]
        self.crowd.append(make.person("Hal Hope"))
        self.said: list[int] = []
        self.wants = dict.fromkeys(range(4), Rhythm.DAILY)
        self.never: set[int] = set()  # who ever chose it
        self.not_for: set[tuple[int, int]] = set()  # said while somebody wanted none
        self.refused = people.elsewhere.email

    def begin(self, now: datetime) -> None:
        """At noon, with nothing to send."""
        self.now = now
        self.at(self._all_due)

    def act(self, chance: Random) -> None:
        """Something at random."""
        acts: list[Callable[[], object]] = [
            self.happen,
            self.evening,
            self.server_is_down,
            lambda: self.choose(chance.randrange(4), chance.choice(list(Rhythm))),
            lambda: self.wait(chance.choice([1, 5, 7, 13, 24, 24 * 6, -1])),
            lambda: self.job(chance.random() < 0.5),
            lambda: self.send(chance.choice(["", "451 later"]), chance.random() < 0.3),
            lambda: self.send("", False, slow=0.02),
        ]
        chance.choices(acts, weights=[6, 1, 1, 3, 4, 3, 3, 1])[0]()

    def at(self, act: object) -> None:
        """Do it now, by the machine's own clock."""
        with self.app.app_context(), clock.set_to(self.now):
            act()  # type: ignore[operator]

    def _all_due(self) -> None:
        write_at_once()
        while write_evenings():
            pass

    def mark(self, number: int) -> str:
        """What only the mail about this piece of news says."""
        return f"Reason {number}."

    def happen(self) -> None:
        """Something is settled that all four follow."""
        number = len(self.said)
        with clock.set_to(self.now):
            issue = self.make.issue(self.people.operator, title=f"Post {number}")
            for person in self.crowd:
                self.make.follow(f"issue-{issue.id}", person)
            reason = self.mark(number)
            self.make.state(issue, self.people.organiser, State.LOOKED_AT, reason)
        self.said.append(issue.id)
        for who, rhythm in self.wants.items():
            if rhythm == Rhythm.NEVER:
                self.not_for.add((who, number))

    def choose(self, who: int, rhythm: Rhythm) -> None:
        """Somebody chooses anew."""
        with self.make.writing():
            choices.choose(self.crowd[who], Kind.SAID, rhythm)
        self.wants[who] = rhythm
        if rhythm == Rhythm.NEVER:
            self.never.add(who)

    def wait(self, hours: int) -> None:
        """Time goes by; or the machine's clock is put back."""
        self.now += timedelta(hours=hours)

    def job(self, twice: bool) -> None:
        """The job runs, alone or in two processes at once."""
        self.together(self._all_due, 1 + twice)

    def together(self, act: object, count: int) -> None:
        """So many do it at the same time."""
        workers = [Thread(target=self.at, args=[act]) for _ in range(count)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(60)

    def send(self, says: str, refuses: bool, slow: float = 0) -> None:
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
        self.send("", False)

    def server_is_down(self) -> None:
        """Nobody answers at all."""
        found = replace(self.app.config["BOARD"], mail_url="smtp://127.0.0.1:1")
        with suppress(OSError):
            self.at(lambda: send_due(found))

    def told(self) -> Counter[tuple[str, int]]:
        """How many mails told whom of which piece of news."""
        found: Counter[tuple[str, int]] = Counter()
        for mail in self.postman.got:
            text = mail.get_body(["plain"]).get_content()  # type: ignore[union-attr]
            for number in range(len(self.said)):
                if f"> {self.mark(number)}" in text:
                    found[str(mail["To"]), number] += 1
        return found

    def nobody_is_told_twice_or_of_what_they_do_not_want(self) -> None:
        """At any time."""
        found = self.told()
        assert not found or max(found.values()) == 1, found
        for who, number in self.not_for:
            assert not found[self.crowd[who].email, number]

    def end(self) -> None:
        """In the end all have heard."""
        self.now += timedelta(days=14)
        self.at(self._all_due)
        self.at(self._all_due)
        for mail in self.rows.all(Outbox, sent_at=None):
            if mail.text:
                with self.make.writing(), clock.set_to(self.now):
                    lease_actions.try_again(mail.id)
        self.send("", False)
        self.nobody_is_told_twice_or_of_what_they_do_not_want()
        found = self.told()
        for who, person in enumerate(self.crowd):
            for number in range(len(self.said)):
                if who not in self.never and person.email != self.refused:
                    assert found[person.email, number] == 1, (person.email, number)
        lines = self.rows.all(Activity, verb=verbs.STATE_SET)
        mine = {line.id for line in lines if line.subject_id in self.said}
        heard = Counter(
            (row.person_id, row.activity_id)
            for row in self.rows.all(Notification)
            if row.activity_id in mine
        )
        for person in self.crowd:
            assert all(heard[person.id, line] == 1 for line in mine)


@pytest.mark.trial
@pytest.mark.parametrize("month", [3, 10])
def test_each_piece_of_news_reaches_each_person_once(
    app: Flask,
    make: Maker,
    rows: Rows,
    people: People,
    postman: Postman,  # noqa: F811
    turn: int,
    month: int,
) -> None:
    season, chance = Evenings(app, make, rows, people, postman), Random(turn)
    season.begin(before_change(2031, month))
    for _ in range(ACTS):
        season.act(chance)
        season.nobody_is_told_twice_or_of_what_they_do_not_want()
    season.end()
    assert len(season.said) > ACTS / 6
