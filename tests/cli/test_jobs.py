"""`board jobs` does what is due."""

from datetime import timedelta

from board import clock
from board.issues.models import State
from board.jobs.run import jobs, jobs_alone
from tests.builders import Maker, People
from tests.cli.conftest import Command


def test_it_says_what_it_looked_at(board: Command, make: Maker, people: People) -> None:
    issue = make.issue(people.resident)
    with clock.set_to(clock.now() - timedelta(days=9)):
        make.state(issue, people.organiser, State.DONE, "Lit.")
    assert "issues: looked at 1.\n" in board("jobs", "--once").output
    assert set(board("jobs").output.splitlines()) == {
        f"{name}: looked at 0." for name in jobs | jobs_alone
    }
