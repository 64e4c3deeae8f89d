"""Complaining: a number at once, whoever one is."""

from datetime import UTC, datetime

import pytest

from board import clock
from board.complaints import verbs
from board.complaints.models import Complaint
from board.complaints.words import ICO, OFCOM
from board.mail.models import Outbox
from tests.builders import People, Rows
from tests.pages import Browser

SAID = {"about": "data", "what": "My address is in a post."}
WHO = {"email": "nia@example.org"}
FRIDAY = datetime(2026, 6, 19, 22, 30, tzinfo=UTC)  # half past eleven in London


def test_anybody_complains_and_has_a_number_and_a_day_at_once(
    visitor: Browser, rows: Rows, people: People
) -> None:
    with clock.set_to(FRIDAY):
        page = visitor.fill("/complaints", SAID | WHO)
        assert page.status == 303
        page = visitor.follow(page)
    assert page.says("Complaint 1", "We have it.", "by 20 July 2026 at the latest")
    assert page.says("the Information Commissioner’s Office (ICO)", "not legal advice")
    assert "https://ico.org.uk/make-a-complaint/" in page.links
    (kept,) = rows.all(Complaint)
    assert (kept.about, kept.email, kept.person_id) == ("data", WHO["email"], None)


def test_it_is_acknowledged_by_mail_and_operators_are_told(
    visitor: Browser, rows: Rows, people: People
) -> None:
    address = visitor.fill("/complaints", SAID | WHO).location
    theirs, ours = rows.all(Outbox)
    assert (theirs.to, ours.to) == (WHO["email"], people.operator.email)
    assert theirs.subject == "We have your complaint: number 1"
    assert address in theirs.text
    assert "/operator/complaints/1" in ours.text
    assert "My address" not in ours.text + theirs.text


def test_without_an_address_the_page_is_where_the_answer_will_stand(
    visitor: Browser, rows: Rows, people: People
) -> None:
    page = visitor.follow(visitor.fill("/complaints", SAID))
    assert page.says("Keep the address of this page")
    assert [mail.to for mail in rows.all(Outbox)] == [people.operator.email]


def test_the_log_does_not_say_who_complained(
    member: Browser, rows: Rows, people: People
) -> None:
    member.fill("/complaints", SAID)
    assert rows.all(Outbox, to=people.member.email), "their own address stands there"
    (line,) = rows.lines(verbs.RECEIVED)
    assert (line.actor_id, line.facts) == (None, {"about": "data"})
    assert rows.all(Complaint)[0].person_id == people.member.id


def test_known_and_unknown_addresses_get_the_same(
    visitor: Browser, rows: Rows, people: People
) -> None:
    known = visitor.fill("/complaints", SAID | {"email": people.member.email})
    unknown = visitor.fill("/complaints", SAID | WHO)
    pages = [visitor.follow(page).words for page in (known, unknown)]
    assert pages[0].replace("Complaint 1", "Complaint 2") == pages[1]
    letters = [mail for mail in rows.all(Outbox) if mail.to != people.operator.email]
    assert len({letter.subject[:-1] for letter in letters}) == 1


def test_only_whoever_has_the_address_reads_it(
    visitor: Browser, operator: Browser, people: People
) -> None:
    address = visitor.fill("/complaints", SAID).location
    assert operator.get(address).status == 200
    for wrong in ("1", "1-", "2-" + address.partition("-")[2], address[12:-1], "ä"):
        assert visitor.get(f"/complaints/{wrong}").status == 404


def test_sent_twice_it_is_one_complaint(visitor: Browser, rows: Rows) -> None:
    fields = visitor.get("/complaints").form("/complaints").filled(SAID)
    first, second = (visitor.send_form("/complaints", fields) for _ in "ab")
    assert first.location == second.location
    assert rows.count(Complaint) == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"about": ""}, "Pick what comes nearest."),
        ({"what": ""}, "Tell us what happened"),
        ({"email": "nobody"}, "Type an address such as name@example.org."),
    ],
)
def test_what_is_missing_is_asked_for(
    visitor: Browser, rows: Rows, said: dict[str, str], words: str
) -> None:
    page = visitor.fill("/complaints", SAID | said)
    assert page.status == 422
    assert page.says(words)
    assert rows.count(Complaint) == 0


def test_what_it_is_about_can_stand_in_the_address(visitor: Browser) -> None:
    page = visitor.get("/complaints?about=illegal")
    assert {OFCOM.address, ICO.address} <= set(page.links)
    fields = page.form("/complaints").filled({"what": "This."})
    assert ("about", "illegal") in fields


def test_one_mailbox_is_not_flooded(
    visitor: Browser, rows: Rows, people: People
) -> None:
    pages = [visitor.fill("/complaints", SAID | WHO) for _ in range(6)]
    assert [page.status for page in pages] == [303] * 5 + [429]
    assert "retry-after" in pages[-1].headers
    assert pages[-1].says("My address is in a post.")
