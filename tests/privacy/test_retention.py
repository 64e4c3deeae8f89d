"""What is over goes by itself, each at the time that the table states."""

from datetime import timedelta

import pytest
from flask import Flask

from board import clock
from board.accounts.limit_models import FailedSignIn
from board.accounts.session_models import SignIn
from board.areas.models import JoinRequest
from board.campaigns.models import Outcome
from board.campaigns.people_models import SignUp
from board.config import Settings
from board.confirm.models import Unconfirmed
from board.db import Model
from board.issues.unconfirmed_models import UnconfirmedPost
from board.jobs.run import run_all
from board.mail.models import Outbox
from board.privacy.held import HELD
from board.privacy.purposes import SIGN_UPS
from tests.builders import Maker, People, Rows, Things
from tests.pages import Browser
from tests.tasks.test_without_account import NIA

LATER = timedelta(hours=1)


def after(app: Flask, time: timedelta) -> None:
    """The jobs run so much later."""
    with app.app_context(), clock.set_to(clock.now() + time):
        run_all()


def kept(table: str) -> timedelta:
    """How long the table says that it keeps its rows."""
    return next(
        h.keep.time for h in HELD if h.table == table and h.keep.time is not None
    )


def test_mails_tries_and_answers_go_at_their_times(
    app: Flask,
    elsewhere: Browser,
    organiser: Browser,
    visitor: Browser,
    rows: Rows,
    people: People,
    things: Things,
    settings: Settings,
) -> None:
    visitor.fill("/login", {"email": "nobody@example.org", "password": "wrong words"})
    elsewhere.post("/areas/hodge-hill/join")
    answer = {"not_now": str(people.elsewhere.id)}
    organiser.post("/areas/hodge-hill/let-in", answer)
    assert rows.count(Outbox)
    assert rows.count(JoinRequest) == 1
    file = settings.instance_path / "mail" / "one.eml"
    file.parent.mkdir(exist_ok=True)
    file.write_text("Subject: a mail that became a file")
    after(app, kept("failed_sign_in") + LATER)
    assert rows.count(FailedSignIn) == 0
    assert rows.count(JoinRequest) == 1
    assert file.exists()
    after(app, kept("join_request") + LATER)
    assert not file.exists()
    assert rows.count(JoinRequest) == 0
    assert rows.count(Outbox, next_at=None) == 0


def test_a_session_goes_a_month_after_it_ended(
    app: Flask, member: Browser, rows: Rows
) -> None:
    member.post("/logout")
    ended = len([row for row in rows.all(SignIn) if row.ended_at])
    assert ended
    after(app, timedelta(days=29))
    assert len([row for row in rows.all(SignIn) if row.ended_at]) == ended
    after(app, kept("sign_in") + LATER)
    assert not [row for row in rows.all(SignIn) if row.ended_at]


def test_what_a_visitor_typed_and_never_confirmed_goes(
    app: Flask, visitor: Browser, rows: Rows, things: Things
) -> None:
    visitor.fill(f"/tasks/{things.task.id}/claim_by_mail", NIA)
    tables = [
        mapper.class_
        for mapper in Model.registry.mappers
        if issubclass(mapper.class_, Unconfirmed)
    ]
    assert UnconfirmedPost in tables
    assert sum(rows.count(table) for table in tables) == 1
    after(app, timedelta(days=9))
    assert sum(rows.count(table) for table in tables) == 0


def test_names_from_paper_go_once_the_campaign_has_ended_for_so_long(
    app: Flask, make: Maker, rows: Rows, people: People, things: Things
) -> None:
    goes_on = make.campaign(people.organiser)
    make.sign_up(goes_on, people.organiser, "Una Ulm, una@example.org, 3 Fir Walk, yes")
    make.end(things.campaign, people.organiser, Outcome.WON)
    after(app, SIGN_UPS - LATER)
    assert rows.count(SignUp) == 2
    after(app, SIGN_UPS + LATER)
    assert [row.campaign_id for row in rows.all(SignUp)] == [goes_on.id]


@pytest.mark.parametrize("table", [h.table for h in HELD if h.keep.time is not None])
def test_each_time_is_said_in_words(table: str) -> None:
    for held in HELD:
        if held.table == table and held.keep.time is not None:
            assert str(held.keep.words)
