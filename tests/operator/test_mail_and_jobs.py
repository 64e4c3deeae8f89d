"""Mails that wait, and the background jobs."""

import pytest
from sqlalchemy import update

from board.db import db
from board.jobs import run
from board.jobs.models import Job
from board.mail.actions import queue
from board.mail.models import Outbox
from board.operator import verbs
from tests.builders import Maker, People, Rows
from tests.pages import Browser


def lost(make: Maker, number: int = 1) -> None:
    """Mails that could not be sent."""
    with make.writing():
        for one in range(number):
            link = {"url": "http://127.0.0.1:8000/login/link/secret"}
            queue("nia@example.org", "sign_in", f"lost-{one}", **link)
        db.session.flush()
        why = "550 no such mailbox"
        gone = {"next_at": None, "tries": 8, "last_error": why}
        db.session.execute(update(Outbox).values(gone))


def test_a_mail_that_did_not_leave_is_tried_again(
    operator: Browser, make: Maker, rows: Rows, people: People
) -> None:
    lost(make)
    assert "/operator/mail" in operator.get("/operator").links
    page = operator.get("/operator/mail")
    assert page.says("550 no such mailbox", "given up", "n…@example.org")
    operator.press("/operator/mail", "/operator/mail/1/again")
    mail = rows.get(Outbox, 1)
    assert (mail.tries, mail.next_at is not None) == (0, True)
    (line,) = rows.lines(verbs.MAIL_RETRIED)
    assert (line.actor_id, line.subject_id) == (people.operator.id, 1)


def test_nobody_reads_what_mails_say_or_to_whom_they_go(
    operator: Browser, make: Maker, people: People
) -> None:
    lost(make)
    text = operator.get("/operator/mail").text
    assert "secret" not in text
    assert "nia@example.org" not in text


def test_mails_are_listed_page_by_page(
    operator: Browser, make: Maker, people: People
) -> None:
    lost(make, 60)
    page = operator.get("/operator/mail")
    (more,) = (link for link in page.links if "after=" in link)
    assert operator.get(more).text.count("/again") == 10


def test_a_job_that_fails_is_named_until_it_goes_well_again(
    operator: Browser, make: Maker, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> int:
        raise OSError("the disk at /secret/path is gone")

    monkeypatch.setitem(run.jobs, "issues", broken)
    make.jobs()
    assert rows.get(Job, "issues").failure == "OSError"
    assert operator.get("/operator").says("A background job failed: issues.")
    assert "failed: issues" in operator.get("/readyz").text
    page = operator.get("/operator/jobs")
    assert page.says("It ended with OSError")
    assert "/secret/path" not in page.text
    monkeypatch.undo()
    make.jobs()
    assert rows.get(Job, "issues").failure == ""
    assert not operator.get("/operator").says("A background job failed")


def test_a_job_is_done_at_once_when_asked_for(
    operator: Browser, make: Maker, rows: Rows, people: People
) -> None:
    make.jobs()
    run.wake.clear()
    page = operator.press("/operator/jobs", "/operator/jobs/offers/run")
    assert page.location == "/operator/jobs"
    assert run.wake.is_set(), "the worker of this process looks"
    assert rows.get(Job, "offers").last_run is None
    with make.app.app_context():
        assert list(run.run_all(run.EVERY)) == ["offers"]
    (line,) = rows.lines(verbs.JOB_RUN)
    assert (line.actor_id, line.facts) == (people.operator.id, {"job": "offers"})


def test_an_unknown_job_is_not_found(operator: Browser, people: People) -> None:
    assert operator.post("/operator/jobs/nothing/run").status == 404
