"""Another address for an account: both mailboxes hear of it, the new one answers."""

from datetime import timedelta

from board import clock
from board.accounts.factor_models import CodeApp, RecoveryCode
from board.accounts.models import Person
from board.accounts.session_models import EmailChange
from board.mail.models import Outbox
from tests.accounts.factors import set_up
from tests.accounts.test_register import signs_in
from tests.builders import PASSWORD, Maker, People, Rows
from tests.pages import Browser

OLD, NEW = "member@example.org", "mo.malik@example.org"


def ask(member: Browser, email: str = NEW) -> None:
    page = member.fill("/me/security/email", {"email": email, "present": PASSWORD})
    assert page.location == "/me/security/email/mailed", page


def letter(rows: Rows, to: str, words: str) -> str:
    """The link in the mail that was sent there."""
    (found,) = [m for m in rows.all(Outbox) if m.to == to and words in m.text]
    link = next((line for line in found.text.splitlines() if "/email/" in line), "")
    return link.removeprefix("http://127.0.0.1:8000")


def moved(member: Browser, rows: Rows) -> str:
    """The address is changed; the link by which the old mailbox takes it back."""
    ask(member)
    link = letter(rows, NEW, "You asked to use this address")
    assert member.press(link, link).status == 303
    return letter(rows, OLD, "has another address")


def test_nothing_changes_before_the_new_mailbox_has_answered(
    member: Browser, visitor: Browser, people: People, rows: Rows
) -> None:
    ask(member)
    assert rows.get(Person, people.member.id).email == OLD
    assert "wants another address" in rows.all(Outbox)[-1].text
    assert rows.all(Outbox)[-1].to == OLD
    link = letter(rows, NEW, "You asked to use this address")
    for _ in range(2):
        assert visitor.get(link).says(NEW)
    assert rows.get(Person, people.member.id).email == OLD
    visitor.press(link, link)
    assert rows.get(Person, people.member.id).email == NEW
    assert signs_in(visitor, PASSWORD, NEW)
    assert {m.to for m in rows.all(Outbox)[2:]} == {OLD, NEW}
    assert visitor.get(link).status == 404


def test_the_old_mailbox_takes_the_account_back(
    member: Browser, visitor: Browser, people: People, rows: Rows
) -> None:
    undo = moved(member, rows)
    assert visitor.get(undo).says("Take your account back", OLD)
    assert rows.get(Person, people.member.id).email == NEW
    assert visitor.press(undo, undo).location == "/password/forgot"
    mo = rows.get(Person, people.member.id)
    assert (mo.email, mo.password_hash) == (OLD, "")
    assert {m.to for m in rows.all(Outbox)[-2:]} == {OLD, NEW}
    assert member.get("/me").location.startswith("/login")
    assert visitor.get(undo).status == 404


def test_taking_it_back_takes_away_a_second_step_that_was_set_up_since(
    member: Browser, visitor: Browser, people: People, rows: Rows
) -> None:
    undo = moved(member, rows)
    set_up(member)
    visitor.press(undo, undo)
    assert not rows.get(Person, people.member.id).has_factor
    assert not rows.all(CodeApp) + rows.all(RecoveryCode)


def test_taking_it_back_leaves_the_second_step_of_before(
    member: Browser, visitor: Browser, people: People, rows: Rows
) -> None:
    set_up(member)
    undo = moved(member, rows)
    visitor.press(undo, undo)
    assert rows.get(Person, people.member.id).has_factor


def test_it_can_be_taken_back_for_a_week(
    member: Browser, visitor: Browser, people: People, rows: Rows
) -> None:
    undo = moved(member, rows)
    with clock.set_to(clock.now() + timedelta(days=7, minutes=1)):
        assert visitor.get(undo).status == 404


def test_an_address_that_has_an_account_is_told_and_the_asker_is_not(
    member: Browser, people: People, rows: Rows
) -> None:
    ask(member, "resident@example.org")
    assert letter(rows, "resident@example.org", "for another account here") == ""
    assert rows.get(Person, people.member.id).email == OLD


def test_who_takes_the_address_meanwhile_keeps_it(
    member: Browser, visitor: Browser, people: People, rows: Rows, make: Maker
) -> None:
    ask(member)
    link = letter(rows, NEW, "You asked to use this address")
    make.person("Somebody", email=NEW)
    page = visitor.press(link, link)
    assert page.status == 409
    assert rows.get(Person, people.member.id).email == OLD


def test_only_the_newest_link_counts(
    member: Browser, visitor: Browser, people: People, rows: Rows
) -> None:
    ask(member)
    first = letter(rows, NEW, "You asked to use this address")
    ask(member, "other@example.org")
    assert visitor.get(first).status == 404
    assert rows.count(EmailChange) == 1


def test_the_password_is_asked_for(member: Browser, people: People, rows: Rows) -> None:
    page = member.fill("/me/security/email", {"email": NEW, "present": "a guess"})
    assert page.status == 422
    assert "present" in page.errors
    assert rows.count(EmailChange) == 0


def test_one_link_is_not_the_other(
    member: Browser, visitor: Browser, people: People, rows: Rows
) -> None:
    undo = moved(member, rows)
    assert visitor.get(undo.replace("/undo/", "/confirm/")).status == 404
