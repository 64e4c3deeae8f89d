"""Choosing a new password by a mailed link."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from board import clock
from board.accounts.session_models import SignInLink
from board.mail.models import Outbox
from tests.accounts.test_link import mailed
from tests.accounts.test_register import signs_in
from tests.builders import PASSWORD, People, Rows
from tests.pages import Browser, at_once

NOON = datetime(2031, 5, 1, 12, tzinfo=UTC)
NEW = {"password": "quite another sentence"}
MEMBER = {"email": "member@example.org"}


def ask(visitor: Browser, rows: Rows) -> str:
    assert visitor.fill("/password/forgot", MEMBER).location == "/password/mailed"
    return mailed(rows, "/password/reset")


def test_the_mailed_link_chooses_a_password_and_signs_in_here_only(
    visitor: Browser, member: Browser, people: People, rows: Rows
) -> None:
    assert visitor.get("/login").offers("/password/forgot")
    link = ask(visitor, rows)
    page = visitor.fill(link, NEW)
    assert (page.status, page.location) == (303, "/me")
    assert visitor.get("/me").says("Mo Malik")
    assert member.get("/me").location.startswith("/login")
    assert not signs_in(visitor, PASSWORD, MEMBER["email"])
    assert "by a link mailed to you" in rows.all(Outbox)[-1].text


def test_reading_it_uses_nothing_up_and_sending_it_does(
    browser: Callable[..., Browser], visitor: Browser, people: People, rows: Rows
) -> None:
    link = ask(visitor, rows)
    for _ in range(3):
        assert browser().get(link).status == 200
    both = [browser(), browser()]
    for one in both:
        one.token()
    pages = at_once(both, lambda one: one.post(link, NEW))
    assert sorted(page.status for page in pages) == [303, 404]
    assert visitor.get(link).offers("/password/forgot")


def test_it_is_over_after_half_an_hour(
    visitor: Browser, people: People, rows: Rows
) -> None:
    with clock.set_to(NOON):
        link = ask(visitor, rows)
    with clock.set_to(NOON + timedelta(minutes=31)):
        assert visitor.get(link).status == 404


def test_a_link_to_sign_in_chooses_no_password_and_the_other_way_round(
    visitor: Browser, people: People, rows: Rows
) -> None:
    reset = ask(visitor, rows)
    assert visitor.get(reset.replace("/password/reset", "/login/link")).status == 404
    visitor.fill("/login/link", MEMBER)
    link = mailed(rows)
    assert visitor.get(link.replace("/login/link", "/password/reset")).status == 404


def test_the_answer_is_the_same_for_an_address_without_an_account(
    visitor: Browser, people: People, rows: Rows
) -> None:
    known, unknown = (
        visitor.fill("/password/forgot", {"email": f"{name}@example.org"})
        for name in ("member", "nobody")
    )
    assert (known.status, known.location, known.text) == (
        unknown.status,
        unknown.location,
        unknown.text,
    )
    to_known, to_unknown = rows.all(Outbox)
    assert "/password/reset/" in to_known.text
    assert "/password/reset/" not in to_unknown.text
    assert [link.person_id for link in rows.all(SignInLink)].count(None) == 1


def test_asking_again_and_again_has_to_wait(visitor: Browser, people: People) -> None:
    statuses = [visitor.fill("/password/forgot", MEMBER).status for _ in range(6)]
    assert statuses == [303] * 5 + [429]
