"""What waits or was given up, for whoever runs the board; and trying again."""

from datetime import timedelta

import pytest
from flask import Flask

from board import clock
from board.errors import NotFound
from board.mail import lease_actions, queries
from board.mail.models import Outbox
from tests.builders import Maker, Rows
from tests.mail.conftest import Postman
from tests.mail.test_sending import queue, send


def test_waiting_and_failed_mails_are_listed_a_page_at_a_time_without_their_words(
    app: Flask, make: Maker
) -> None:
    for number in range(queries.PAGE + 3):
        queue(make, key=f"hello-{number}", to=f"p{number}@example.org")
    with app.app_context():
        first = queries.unsent()
        assert len(first) == queries.PAGE + 1
        assert first[0].to == f"p{queries.PAGE + 2}@example.org"
        rest = queries.unsent(before=first[queries.PAGE - 1].id)
        assert [row.to for row in rest] == [f"p{n}@example.org" for n in (2, 1, 0)]
        assert not {"text", "html"} & set(rest[0]._fields)


def test_what_was_given_up_can_be_tried_again_and_is_gone_once_sent(
    app: Flask,
    make: Maker,
    postman: Postman,
    rows: Rows,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    queue(make)
    postman.says = "554 not today"
    send(app, postman)
    (row,) = rows.all(Outbox)
    assert row.next_at is None
    with app.app_context():
        assert [mail.next_at for mail in queries.unsent()] == [None]
    with make.writing():
        lease_actions.try_again(row.id)
    postman.says = ""
    assert send(app, postman) == 1
    with app.app_context():
        assert queries.unsent() == []
    for number in (row.id, 999):
        with pytest.raises(NotFound), make.writing():
            lease_actions.try_again(number)


def test_what_waits_for_its_next_try_can_be_sent_at_once(
    app: Flask, make: Maker, postman: Postman, rows: Rows
) -> None:
    queue(make)
    postman.says = "451 later"
    send(app, postman)
    postman.says = ""
    assert send(app, postman) == 0
    (row,) = rows.all(Outbox)
    assert row.next_at
    assert row.next_at < clock.now() + timedelta(minutes=2)
    with make.writing():
        lease_actions.try_again(row.id)
    assert send(app, postman) == 1
