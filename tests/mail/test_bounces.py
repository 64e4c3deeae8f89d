"""Mails that come back stop their address, and whoever has it is told."""

from email import message_from_string
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import literal, select

from board.mail import actions, bounces
from board.mail.models import Outbox, StoppedAddress
from board.mail.sending import message_id
from tests.builders import Maker, People, Rows
from tests.cli.conftest import Command, board  # noqa: F401  the fixture
from tests.mail.conftest import Postman
from tests.mail.test_sending import queue, send
from tests.pages import Browser

REPORT = """From: MAILER-DAEMON@mx.example.org
To: board@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I am sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; ann@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 nobody of that name

--b
Content-Type: {kind}

Message-ID: <{id}@example.org>
Subject: Publish

--b--
"""


def queue_news(make: Maker, *to: str) -> None:
    """A mail that nobody asked for, to each address."""
    with make.writing():
        for address in to:
            one = select(literal(f"line-1-{address}"), literal(address))
            actions.queue_each(one, "no_account")


def report(app: Flask, key: str, **changed: str) -> str:
    """What comes back of the mail with this key."""
    given = {"action": "failed", "status": "5.1.1", "kind": "message/rfc822"}
    with app.app_context():
        known = message_id(key, app.config["BOARD"])
    return REPORT.format(**{"id": known} | given | changed)


@pytest.mark.parametrize(
    ("says", "is_stopped"),
    [("550 nobody of that name", True), ("550 5.1.1 unknown user", True),
     ("552 5.2.2 mailbox full", True), ("550 5.7.1 you are on a list", False),
     ("450 try later", False)],
)  # fmt: skip
def test_what_a_server_says_of_an_address_stops_it_or_not(
    app: Flask, make: Maker, rows: Rows, postman: Postman, says: str, is_stopped: bool
) -> None:
    queue(make)
    postman.refuses, postman.refusal = {"ann@example.org"}, says
    send(app, postman)
    stopped = [row.address for row in rows.all(StoppedAddress)]
    assert stopped == (["ann@example.org"] if is_stopped else [])


def test_a_stopped_address_gets_only_what_its_owner_asks_for(
    make: Maker, rows: Rows
) -> None:
    with make.writing():
        actions.stop_address("Ann@Example.org", "550 gone")
    queue_news(make, "ann@example.org", "bo@example.org")
    queue(make)
    assert sorted(mail.to for mail in rows.all(Outbox)) == [
        "ann@example.org",
        "bo@example.org",
    ]


def test_whoever_has_it_is_told_on_their_pages_and_can_try_it_again(
    make: Maker, people: People, resident: Browser, member: Browser, rows: Rows
) -> None:
    with make.writing():
        actions.stop_address("resident@example.org", "550 nobody of that name")
    make.comment(make.issue(people.resident), people.member)
    make.mails()
    make.mails(days=2)
    assert not rows.all(Outbox, to="resident@example.org")
    for url in ("/me/notifications", "/notifications", "/me"):
        page = resident.get(url)
        assert page.says("Our mails do not reach you", "550 nobody of that name"), url
        assert not member.get(url).says("Our mails do not reach you")
    page = resident.press("/me", "/me/notifications/again")
    assert resident.follow(page).message == "We send mails to your address again."
    assert rows.count(StoppedAddress) == 0
    make.mails(days=3)
    assert len(rows.all(Outbox, to="resident@example.org")) == 1


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_returned_message_stops_the_address_that_our_mail_went_to(
    app: Flask,
    make: Maker,
    rows: Rows,
    board: Command,  # noqa: F811
    tmp_path: Path,
    kind: str,
) -> None:
    queue(make)
    file = tmp_path / "returned"
    text = report(app, "hello-1", kind=kind)
    file.write_text(f"From x\n{text}\nFrom y\nSubject: holiday\n\nI am away.\n")
    assert (
        "1 stopped, 1 other messages left alone." in board("bounces", str(file)).stdout
    )
    (row,) = rows.all(StoppedAddress)
    assert (row.address, row.reason) == (
        "ann@example.org",
        "550 5.1.1 nobody of that name",
    )


@pytest.mark.parametrize(
    "changed",
    [{"action": "delayed"}, {"status": "4.4.1"}, {"status": "5.7.1"},
     {"id": "hello-1.0123456789ab"}, {"id": "hello-1"}, {"id": ""}],
)  # fmt: skip
def test_what_is_no_failure_for_good_or_no_mail_of_ours_stops_nothing(
    app: Flask, changed: dict[str, str]
) -> None:
    message = message_from_string(report(app, "hello-1", **changed))
    with app.app_context():
        assert bounces.returned(message, app.config["BOARD"]) is None
