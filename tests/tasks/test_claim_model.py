"""Whatever people press in whatever order, a task does what a model of a few lines does."""

from contextlib import nullcontext

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from board.accounts.models import Person
from board.errors import Conflict
from board.tasks.models import Claim, Hold, Task
from tests.builders import Maker, People, Rows

WHO = st.integers(0, 3)


class Places(RuleBasedStateMachine):
    """Four members and one task; the model knows who holds a place and who is done."""

    make: Maker
    rows: Rows
    people: People
    members: list[Person]

    @initialize(places=st.integers(1, 3))
    def plan(self, places: int) -> None:
        """A fresh task for each run."""
        campaign = self.make.campaign(self.people.organiser)
        self.task = self.make.task(campaign, self.people.organiser, places=places)
        self.holds: set[int] = set()
        self.done: set[int] = set()
        self.released = 0

    def attempt(self, verb: str, who: int, *, works: bool) -> None:
        """The board does it exactly when the model says that it can be done."""
        refused = nullcontext() if works else pytest.raises(Conflict)
        with refused:
            getattr(self.make, verb)(self.task, self.members[who])

    @rule(who=WHO)
    def claim(self, who: int) -> None:
        """A place is free, and this person has none."""
        works = len(self.holds | self.done) < self.task.places and who not in self.holds | self.done
        self.attempt("claim", who, works=works)
        self.holds |= {who} if works else set()

    @rule(who=WHO)
    def release(self, who: int) -> None:
        """This person holds a place that is not done."""
        works = who in self.holds
        self.attempt("release", who, works=works)
        self.holds -= {who}
        self.released += works

    @rule(who=WHO)
    def complete(self, who: int) -> None:
        """This person holds a place that is not done."""
        works = who in self.holds
        self.attempt("complete", who, works=works)
        self.done |= {who} if works else set()
        self.holds -= {who}

    @invariant()
    def agrees(self) -> None:
        """Counts and claims are what the model says."""
        if not hasattr(self, "task"):
            return
        now = self.rows.get(Task, self.task.id)
        assert (now.taken, now.done) == (len(self.holds | self.done), len(self.done))
        claims = self.rows.all(Claim, task_id=self.task.id)
        ids = {person.id: number for number, person in enumerate(self.members)}
        assert {ids[c.person_id] for c in claims if c.state == Hold.HELD} == self.holds
        assert {ids[c.person_id] for c in claims if c.state == Hold.DONE} == self.done
        assert sum(c.state == Hold.RELEASED for c in claims) == self.released


def test_a_task_agrees_with_its_model(make: Maker, rows: Rows, people: People) -> None:
    given = {"make": make, "rows": rows, "people": people}
    members = [make.person(area=people.hodge_hill) for _ in range(4)]
    machine = type("Here", (Places,), given | {"members": members})
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine,
        settings=settings(
            max_examples=25,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert rows.count(Task) > 1, "no run planned a task"
