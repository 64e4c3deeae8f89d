"""Mails wait in the outbox until a mail server has taken them."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from flask import Flask
from sqlalchemy import update

from board import clock
from board.cli.send_mail import send_due
from board.config import Settings
from board.db import db
from board.mail import actions, lease_actions
from board.mail.models import Outbox
from board.mail.sending import message
from tests.builders import Maker, People, Rows
from tests.cli.conftest import Command, board  # noqa: F401  the fixture
from tests.conftest import Server, free_port
from tests.mail.conftest import Postman
from tests.pages import Browser

NOON = datetime(2031, 5, 1, 12, tzinfo=UTC)
LINK = "http://127.0.0.1:8000/login/link/x"


def queue(
    make: Maker,
    to: str = "ann@example.org",
    key: str = "hello-1",
    title: str = "The bins",
) -> None:
    """A mail that waits."""
    with make.writing():
        actions.queue(
            to,
            "confirm_post",
            key,
            title=title,
            url="http://127.0.0.1:8000/issues/confirm/x",
        )


def send(app: Flask, postman: Postman) -> int:
    """Send what is due now."""
    with app.app_context():
        return send_due(replace(app.config["BOARD"], mail_url=postman.url))


def test_a_mail_arrives_as_text_and_html_of_the_same_words(
    app: Flask, make: Maker, rows: Rows, postman: Postman
) -> None:
    queue(make, title="The bins & the <b>lamp</b>")
    assert send(app, postman) == 1
    (mail,) = postman.got
    assert (mail["To"], mail["From"]) == (
        "ann@example.org",
        "Our Board <board@example.org>",
    )
    assert mail["Subject"] == "Publish what you wrote: The bins & the <b>lamp</b>"
    assert mail["Message-ID"].startswith("<hello-1.")
    assert mail["Message-ID"].endswith("@example.org>")
    assert mail["Auto-Submitted"] == "auto-generated"
    text, html = (
        mail.get_body([kind]).get_content().replace("\r\n", "\n")
        for kind in ("plain", "html")
    )
    for body in (text, html):
        assert "Open the link, read it once more and press the button" in body
        assert "Test Board" in body
    assert "\n> The bins & the <b>lamp</b>\n" in text
    assert "The bins &amp; the &lt;b&gt;lamp&lt;/b&gt;" in html
    assert '<a href="http://127.0.0.1:8000/issues/confirm/x">' in html
    (row,) = rows.all(Outbox)
    assert (row.next_at, row.tries, row.last_error) == (None, 1, "")
    assert row.sent_at


def test_the_same_key_is_the_same_mail(
    app: Flask, make: Maker, rows: Rows, postman: Postman
) -> None:
    queue(make)
    queue(make)
    assert (send(app, postman), send(app, postman)) == (1, 0)
    queue(make)
    assert send(app, postman) == 0
    assert rows.count(Outbox) == 1


def test_a_mail_is_written_only_with_what_it_tells(make: Maker, rows: Rows) -> None:
    try:
        with make.writing():
            actions.queue("ann@example.org", "sign_in", "hello-1", url=LINK)
            raise KeyError
    except KeyError:
        assert rows.count(Outbox) == 0


def test_nothing_in_a_title_becomes_a_header(
    app: Flask, make: Maker, postman: Postman
) -> None:
    queue(make, title="Bins\r\nBcc: everyone@example.org")
    queue(make, to="ann@example.org\r\nBcc: all@example.org", key="hello-2")
    assert send(app, postman) == 1
    (mail,) = postman.got
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Publish what you wrote: Bins Bcc: everyone@example.org"


def test_what_somebody_wrote_never_becomes_a_link(make: Maker, rows: Rows) -> None:
    queue(make, title="x\n\nhttp://127.0.0.1:8000/logout\n\nhttps://evil.example")
    (row,) = rows.all(Outbox)
    assert row.html.count("<a ") == 2  # where to confirm, and the board's own address
    assert "evil.example" in row.html


def test_a_mail_that_fails_is_tried_again_later_and_later_and_eight_times_at_most(
    app: Flask, make: Maker, rows: Rows, postman: Postman
) -> None:
    postman.says = "451 not now"
    moment, waits = NOON, []
    with clock.set_to(NOON):
        queue(make)
    for _ in range(8):
        with clock.set_to(moment):
            assert send(app, postman) == 0
            assert send(app, postman) == 0  # not before its time
        (row,) = rows.all(Outbox)
        waits.append(
            int((row.next_at - moment).total_seconds()) // 60 if row.next_at else None
        )
        moment = row.next_at or moment + timedelta(days=9)
    assert waits == [1, 5, 30, 120, 360, 720, 1440, None]
    assert row.tries == 8
    assert "not now" in row.last_error
    postman.says = ""
    with clock.set_to(moment):
        assert send(app, postman) == 0


def test_one_address_that_is_refused_holds_up_nobody(
    app: Flask, make: Maker, rows: Rows, postman: Postman
) -> None:
    postman.refuses = {"ann@example.org"}
    for number, name in enumerate(("ann", "ben", "cem")):
        queue(make, to=f"{name}@example.org", key=f"hello-{number}")
    assert send(app, postman) == 2
    assert [bool(row.sent_at) for row in rows.all(Outbox)] == [False, True, True]


@pytest.mark.parametrize("where", ["recipient", "mail"])
def test_an_answer_that_is_final_is_not_asked_for_again(
    app: Flask,
    make: Maker,
    rows: Rows,
    postman: Postman,
    board: Command,  # noqa: F811
    where: str,
) -> None:
    postman.refuses = {"ann@example.org"} if where == "recipient" else set()
    postman.says = "554 never" if where == "mail" else ""
    queue(make)
    assert send(app, postman) == 0
    (row,) = rows.all(Outbox)
    assert (row.next_at, row.sent_at, row.tries) == (None, None, 1)
    assert "1 mails could not be sent" in board("check").output
    postman.refuses, postman.says = set(), ""
    with clock.set_to(clock.now() + timedelta(days=2)):
        assert send(app, postman) == 0


def test_a_server_that_is_not_there_costs_one_try(
    app: Flask, make: Maker, rows: Rows
) -> None:
    for number in range(12):
        queue(make, key=f"hello-{number}")
    assert send(app, Postman(free_port())) == 0
    assert {
        (row.tries, bool(row.next_at), bool(row.leased_until))
        for row in rows.all(Outbox)
    } == {(1, True, False)}


def test_of_two_who_send_at_once_each_gets_others_and_a_lost_lease_is_given_again(
    make: Maker,
) -> None:
    with clock.set_to(NOON):
        for number in range(15):
            queue(make, key=f"hello-{number}")
        with make.writing():
            one = {mail.key for mail in lease_actions.take()}
        with make.writing():
            two = {mail.key for mail in lease_actions.take()}
        with make.writing():
            assert lease_actions.take() == []
    assert (len(one), len(two), one & two) == (10, 5, set())
    with clock.set_to(NOON + timedelta(minutes=11)), make.writing():
        assert {mail.key for mail in lease_actions.take()} == one


def test_what_was_sent_is_emptied_at_once(
    app: Flask, make: Maker, rows: Rows, postman: Postman
) -> None:
    queue(make)
    send(app, postman)
    (mail,) = rows.all(Outbox)
    assert mail.sent_at
    assert (mail.subject, mail.text, mail.html) == ("", "", "")


def test_what_could_not_be_sent_is_emptied_after_30_days(
    app: Flask, make: Maker, rows: Rows, postman: Postman
) -> None:
    with clock.set_to(NOON):
        queue(make, to="nobody@refused.example")
    for days, is_there in ((29, True), (31, False)):
        with make.writing():
            # all tries are over
            db.session.execute(update(Outbox).values(next_at=None))
        with clock.set_to(NOON + timedelta(days=days)):
            queue(make, key=f"after-{days}")
            send(app, postman)
        assert bool(rows.all(Outbox)[0].text) is is_there


def test_without_a_mail_server_mails_become_files(
    app: Flask, make: Maker, rows: Rows, settings: Settings
) -> None:
    queue(make)
    with app.app_context():
        assert send_due(settings) == 1
    (file,) = (settings.instance_path / "mail").glob("*.eml")
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert (mail["To"], mail["From"]) == (
        "ann@example.org",
        "Test Board <board@127.0.0.1>",
    )
    assert b"http://127.0.0.1:8000/issues/confirm/x\n" in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0


def test_the_command_sends_what_waits_and_check_and_config_speak_of_it(
    board: Callable[..., object],  # noqa: F811
    make: Maker,
    postman: Postman,
) -> None:
    queue(make)
    assert "1 mail sent" in board("send-mail", mail_url=postman.url).stdout  # type: ignore[attr-defined]
    assert len(postman.got) == 1
    assert "BOARD_MAIL_URL is not set" in board("check").stdout  # type: ignore[attr-defined]
    assert (
        "hunter"
        not in board("config", mail_url="smtp://me:hunter2@mail.example.org").output
    )  # type: ignore[attr-defined]
    for wrong in (
        "mail.example.org",
        "http://mail.example.org",
        "smtp://",
        "smtp://x:port",
    ):
        assert "BOARD_MAIL_URL should be" in board("check", mail_url=wrong).stderr  # type: ignore[attr-defined]


def test_the_command_names_what_it_could_not_send_and_ends_with_1(
    board: Command,  # noqa: F811
    make: Maker,
    rows: Rows,
    postman: Postman,
) -> None:
    queue(make)
    queue(make, key="two", to="gone@example.org")
    postman.refuses = {"gone@example.org"}
    said = board("send-mail", mail_url=postman.url)
    assert (said.exit_code, said.stdout) == (1, "1 mail sent.\n")
    (lost,) = [mail for mail in rows.all(Outbox) if not mail.sent_at]
    assert f"1 could not be sent. Mail {lost.id}: SMTPRecipientsRefused." in said.stderr
    assert "gone@" not in said.stderr


def test_the_server_sends_by_itself_each_mail_once(
    serve: Callable[..., Server],
    make: Maker,
    rows: Rows,
    people: People,
    postman: Postman,
) -> None:
    served = serve(workers=2, mail_url=postman.url)
    browser: Browser = served.browser()
    for name in ("member", "resident", "organiser"):
        assert (
            browser.post("/login/link", {"email": f"{name}@example.org"}).status == 303
        )
    until = time.monotonic() + 20
    while rows.count(Outbox, sent_at=None) and time.monotonic() < until:
        time.sleep(0.1)
    assert sorted(mail["To"].partition("@")[0] for mail in postman.got) == [
        "member",
        "organiser",
        "resident",
    ]


def test_a_domain_with_letters_beyond_ascii_is_written_as_mail_servers_know_it(
    app: Flask, make: Maker, postman: Postman
) -> None:
    queue(make, to="name@bücher.example")
    with app.app_context():
        at = postman.url.replace("board@example.org", "board@b%C3%BCcher.example")
        assert send_due(replace(app.config["BOARD"], mail_url=at)) == 1
    (mail,) = postman.got
    assert mail["To"] == "name@xn--bcher-kva.example"
    assert mail["From"] == "Our Board <board@xn--bcher-kva.example>"
    assert mail["Message-ID"].endswith("@xn--bcher-kva.example>")


def test_mails_come_from_the_host_of_the_board(
    app: Flask, make: Maker, rows: Rows
) -> None:
    queue(make)
    with app.app_context():
        made = message(
            rows.get(Outbox, 1),
            replace(app.config["BOARD"], base_url="https://bücher.example"),
        )
    assert made["From"].addresses[0].addr_spec == "board@xn--bcher-kva.example"
