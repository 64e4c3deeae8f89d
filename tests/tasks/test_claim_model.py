"""Whatever people press in whatever order, and however late, a task does what a model
of a few lines does."""

from contextlib import nullcontext
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from hypothesis.stateful import run_state_machine_as_test as run_machine

from board import clock
from board.accounts.models import Person
from board.errors import Conflict, Invalid
from board.tasks import planning
from board.tasks.claim_models import FINISHED, TAKING, Claim, ClaimState
from board.tasks.deadlines import ANSWER_WITHIN, ASKED_AFTER
from board.tasks.effects import Unseen
from board.tasks.models import Task, TaskRole
from board.tasks.nudges import check_due_claims
from tests.builders import Maker, People, Rows

WHO = st.integers(0, 4)
PART = st.integers(0, 1)
DAY = timedelta(hours=24)


class Places(RuleBasedStateMachine):
    """Five members and one open-ended task, in two parts or in none.

    The model knows for each where they stand, in what part and until when, and who is
    in which line.
    """

    make: Maker
    rows: Rows
    people: People
    members: list[Person]

    @initialize(places=st.lists(st.integers(1, 2), min_size=1, max_size=2))
    def plan(self, places: list[int]) -> None:
        """A fresh task for each run, planned long enough ago that nothing is kept for
        anybody."""
        self.now: datetime = clock.now()
        campaign = self.make.campaign(self.people.organiser)
        self.names = ["Driver", "Cook"] if len(places) == 2 else [""]
        roles = list(zip(self.names, places, strict=True)) if len(places) == 2 else []
        said = {"roles": roles, "confirm": True, "places": places[0]}
        with clock.set_to(self.now - timedelta(days=30)):
            self.task = self.make.task(campaign, self.people.organiser, **said)  # type: ignore[arg-type]
        self.places = places
        self.state: dict[int, ClaimState] = {}
        self.part: dict[int, int] = {}
        self.until: dict[int, datetime] = {}
        self.asked: set[int] = set()
        self.lines: list[list[int]] = [[] for _ in places]
        self.came: list[int] = []  # in the order in which they asked

    def taken(self, part: int) -> int:
        """How many places of a part somebody has."""
        return sum(
            self.part[who] == part
            for who, state in self.state.items()
            if state in TAKING
        )

    def attempt(self, verb: str, *values: object, works: bool, **named: str) -> bool:
        """The board does it exactly when the model says that it can be done."""
        refused = nullcontext() if works else pytest.raises(Conflict)
        with refused, clock.set_to(self.now):
            getattr(self.make, verb)(self.task, *values, **named)
        return works

    def put(self, who: int, state: ClaimState, part: int) -> None:
        """Somebody stands somewhere from now on."""
        self.state[who], self.part[who] = state, part
        self.asked.discard(who)
        self.until.pop(who, None)
        if state in (ClaimState.HELD, ClaimState.OFFERED):
            self.until[who] = self.now + (
                DAY if state == ClaimState.OFFERED else ASKED_AFTER
            )

    def hand_on(self, part: int) -> None:
        """What is free is offered to the first in line."""
        while self.lines[part] and self.taken(part) < self.places[part]:
            self.put(self.lines[part].pop(0), ClaimState.OFFERED, part)

    @rule(who=WHO, part=PART)
    def claim(self, who: int, part: int) -> None:
        """A place is free, and this person has nothing here."""
        part %= len(self.places)
        works = who not in self.state and self.taken(part) < self.places[part]
        if self.attempt("claim", self.members[who], role=self.names[part], works=works):
            self.put(who, ClaimState.HELD, part)
            self.came = [*(other for other in self.came if other != who), who]

    @rule(who=WHO, part=PART)
    def wait(self, who: int, part: int) -> None:
        """No place is free, and this person has nothing here."""
        part %= len(self.places)
        works = who not in self.state and self.taken(part) == self.places[part]
        if self.attempt("wait", self.members[who], role=self.names[part], works=works):
            self.put(who, ClaimState.WAITING, part)
            self.lines[part].append(who)
            self.came = [*(other for other in self.came if other != who), who]

    @rule(who=WHO)
    def accept(self, who: int) -> None:
        """This person is offered a place, and its day is not over."""
        works = self.state.get(who) == ClaimState.OFFERED and self.now < self.until[who]
        if self.attempt("accept", self.members[who], works=works):
            self.put(who, ClaimState.HELD, self.part[who])

    @rule(who=WHO)
    def release(self, who: int) -> None:
        """This person holds a place that is not done, is offered one, or waits."""
        works = self.state.get(who) in (
            ClaimState.HELD,
            ClaimState.OFFERED,
            ClaimState.WAITING,
        )
        if self.attempt("release", self.members[who], works=works):
            self.gone(who)

    def gone(self, who: int) -> None:
        """Somebody is off the task."""
        part = self.part[who]
        if self.state.pop(who) == ClaimState.WAITING:
            self.lines[part].remove(who)
        else:
            self.hand_on(part)

    @rule(who=WHO)
    def complete(self, who: int) -> None:
        """This person holds a place that is not done."""
        if self.attempt(
            "complete", self.members[who], works=self.state.get(who) == ClaimState.HELD
        ):
            self.put(who, ClaimState.DONE, self.part[who])

    @rule(of=WHO)
    def confirm(self, of: int) -> None:
        """This person's part is done; the organiser looks."""
        works = self.state.get(of) == ClaimState.DONE
        if self.attempt(
            "confirm", self.people.organiser, self.members[of], works=works
        ):
            self.put(of, ClaimState.CONFIRMED, self.part[of])

    @rule(who=WHO)
    def still(self, who: int) -> None:
        """This person holds a place, and says so."""
        if self.attempt(
            "still", self.members[who], works=self.state.get(who) == ClaimState.HELD
        ):
            self.put(who, ClaimState.HELD, self.part[who])

    @precondition(lambda self: hasattr(self, "task") and len(self.places) == 1)
    @rule(number=st.integers(1, 4))
    def change_places(self, number: int) -> None:
        """The organiser sees who would lose a place, and saves: the last to ask go, who
        is done never does."""
        works = number >= sum(state in FINISHED for state in self.state.values())
        with nullcontext() if works else pytest.raises(Invalid), clock.set_to(self.now):
            self.edit(number)
        if works:
            self.places[0] = number
            on = [
                who
                for who in self.came
                if self.state.get(who) in (ClaimState.HELD, ClaimState.OFFERED)
            ]
            for who in on[len(on) - max(0, self.taken(0) - number) :]:
                self.state.pop(who)
            self.hand_on(0)

    def edit(self, number: int, seen: str = "") -> None:
        """Save, once whom it concerns was shown."""
        now, by = self.rows.get(Task, self.task.id), self.people.organiser
        try:
            with self.make.writing():
                planning.edit(
                    self.make._here(now),
                    self.make._here(by),
                    version=now.version,
                    places=number,
                    seen=seen,
                )
        except Unseen as unseen:
            assert not seen, "what was shown is no longer true, though nothing happened"
            self.edit(number, unseen.fingerprint)

    @precondition(lambda self: hasattr(self, "task"))
    @rule(hours=st.sampled_from([1, 24, 8 * 24, 15 * 24]))
    def time_goes_by(self, hours: int) -> None:
        """The job runs after a while: offers lapse, and who was asked a week ago and
        said nothing is let go."""
        self.now += timedelta(hours=hours)
        with clock.set_to(self.now), self.make.writing():
            check_due_claims()
        for who in [
            who for who in self.state if self.until.get(who, self.now + DAY) <= self.now
        ]:
            if self.state[who] == ClaimState.HELD and who not in self.asked:
                self.asked.add(who)
                self.until[who] = self.now + ANSWER_WITHIN
            else:
                self.gone(who)

    @invariant()
    def agrees(self) -> None:
        """Counts, claims and lines are what the model says."""
        if not hasattr(self, "task"):
            return
        now, claims = (
            self.rows.get(Task, self.task.id),
            self.rows.all(Claim, task_id=self.task.id),
        )
        ids = {person.id: number for number, person in enumerate(self.members)}
        live = {
            ids[c.person_id or 0]: c.state
            for c in claims
            if c.state not in (ClaimState.RELEASED, ClaimState.LAPSED)
        }
        assert live == self.state
        taken = [self.taken(part) for part in range(len(self.places))]
        assert (now.taken, now.waiting) == (sum(taken), sum(map(len, self.lines)))
        assert now.places == sum(self.places)
        assert now.done == sum(state in FINISHED for state in self.state.values())
        roles = self.rows.all(TaskRole, task_id=self.task.id)
        assert [role.taken for role in roles] == (taken if roles else [])
        waiting = [
            ids[c.person_id or 0] for c in claims if c.state == ClaimState.WAITING
        ]
        assert waiting == sorted(
            (who for line in self.lines for who in line), key=waiting.index
        )
        for part, line in enumerate(self.lines):
            assert [who for who in waiting if self.part[who] == part] == line
            # nobody waits beside a free place
            assert not line or taken[part] == self.places[part]


def test_a_task_agrees_with_its_model(make: Maker, rows: Rows, people: People) -> None:
    given = {"make": make, "rows": rows, "people": people}
    members = [make.person(area=people.hodge_hill) for _ in range(5)]
    machine = type("Here", (Places,), given | {"members": members})
    run_machine(  # type: ignore[no-untyped-call]
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
