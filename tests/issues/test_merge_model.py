"""Whoever presses and merges in whatever order, each issue counts whom a model of a few
lines counts."""

from contextlib import nullcontext

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from board.accounts.models import Person
from board.errors import Conflict, Invalid
from board.issues.merge_models import MergeCarried
from board.issues.models import Issue, Second
from tests.builders import Maker, People, Rows

WHO, WHICH = st.integers(0, 3), st.integers(0, 3)
OWN = -1


class Posts(RuleBasedStateMachine):
    """Four people and four posts, each by one of them; the model knows why each person
    counts where they do."""

    make: Maker
    rows: Rows
    people: People
    crowd: list[Person]

    @initialize()
    def post(self) -> None:
        """Fresh posts for each run."""
        self.issues = [
            self.make.issue(person, title=f"Post of {n}")
            for n, person in enumerate(self.crowd)
        ]
        # post → person → own choice, merged posts
        self.why: list[dict[int, set[int]]] = [{} for _ in self.issues]
        self.into: dict[int, int] = {}

    def backers(self, post: int) -> set[int]:
        """Who stands behind a post: those counted in, and its author."""
        return {who for who, reasons in self.why[post].items() if reasons} | {post}

    @rule(who=WHO, post=WHICH)
    def second(self, who: int, post: int) -> None:
        """Not what one posted; not where it goes on elsewhere."""
        if who == post:
            return
        with pytest.raises(Conflict) if post in self.into else nullcontext():
            self.make.second(self.issues[post], self.crowd[who])
        if post not in self.into and not self.why[post].get(who):
            self.why[post][who] = {OWN}

    @rule(who=WHO, post=WHICH)
    def unsecond(self, who: int, post: int) -> None:
        """Whatever had brought one."""
        if who == post:
            return
        with pytest.raises(Conflict) if post in self.into else nullcontext():
            self.make.unsecond(self.issues[post], self.crowd[who])
        if post not in self.into:
            self.why[post][who] = set()

    @rule(post=WHICH, other=WHICH)
    def merge(self, post: int, other: int) -> None:
        """No chains, no circles, not twice."""
        error = None
        if post == other:
            error = Invalid
        elif post in self.into:
            error = Conflict
        elif other in self.into or post in self.into.values():
            error = Invalid
        with pytest.raises(error) if error else nullcontext():
            self.make.merge(
                self.issues[post], self.people.organiser, into=self.issues[other]
            )
        if error:
            return
        self.into[post] = other
        for who in self.backers(post) - {other}:
            reasons = self.why[other].setdefault(who, set())
            if OWN not in reasons:
                reasons.add(post)

    @rule(post=WHICH)
    def unmerge(self, post: int) -> None:
        """Takes away what this merge had brought, and nothing else."""
        with nullcontext() if post in self.into else pytest.raises(Conflict):
            self.make.unmerge(self.issues[post], self.people.organiser)
        if post in self.into:
            for reasons in self.why[self.into.pop(post)].values():
                reasons.discard(post)

    @invariant()
    def agrees(self) -> None:
        """Rows, counts and what was carried are what the model says."""
        if not hasattr(self, "issues"):
            return
        ids = {person.id: number for number, person in enumerate(self.crowd)}
        for number, issue in enumerate(self.issues):
            now = self.rows.get(Issue, issue.id)
            counted = {
                ids[row.person_id] for row in self.rows.all(Second, issue_id=issue.id)
            }
            assert counted == self.backers(number) - {number}
            assert now.second_count == len(counted)
            assert (now.state == "duplicate") == (number in self.into)
            carried = self.rows.all(MergeCarried, into_id=issue.id, what="second")
            brought = {
                (ids[row.person_id], self.number(row.issue_id)) for row in carried
            }
            assert brought == {
                (who, by)
                for who, reasons in self.why[number].items()
                for by in reasons - {OWN}
            }

    def number(self, issue_id: int) -> int:
        """Which of the posts it is."""
        return [issue.id for issue in self.issues].index(issue_id)


def test_merges_agree_with_their_model(make: Maker, rows: Rows, people: People) -> None:
    given = {
        "make": make,
        "rows": rows,
        "people": people,
        "crowd": [make.person() for _ in range(4)],
    }
    machine = type("Here", (Posts,), given)
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine,
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert rows.count(Issue) > 4, "no run posted anything"
