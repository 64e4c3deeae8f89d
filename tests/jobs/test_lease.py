"""Several processes share the jobs: a lease says whose turn it is."""

from datetime import timedelta

from flask import Flask

from board import clock
from board.db import write_tx
from board.jobs.actions import LEASE, give_back, take
from board.jobs.models import Job
from board.jobs.run import jobs, jobs_alone, run_all
from tests.builders import Rows

NONE = timedelta(0)


def test_while_one_has_it_nobody_else_does(app: Flask) -> None:
    with app.app_context(), write_tx():
        assert take("sweep", NONE)
        assert not take("sweep", NONE)
        give_back("sweep")
        assert take("sweep", NONE)


def test_a_process_that_died_holds_it_up_no_longer_than_its_lease(app: Flask) -> None:
    with app.app_context(), write_tx():
        assert take("sweep", NONE)
        with clock.set_to(clock.now() + LEASE):
            assert take("sweep", NONE)


def test_between_two_runs_it_rests(app: Flask, rows: Rows) -> None:
    with app.app_context():
        nothing = dict.fromkeys(jobs | jobs_alone, 0)
        assert run_all(timedelta(minutes=3)) == nothing
        assert run_all(timedelta(minutes=3)) == {}
        assert run_all() == nothing
    assert rows.count(Job) == len(jobs | jobs_alone)
