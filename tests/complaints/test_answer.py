"""Answering a complaint: once, in words, in time."""

from datetime import timedelta

import pytest

from board import clock
from board.complaints import actions, verbs
from board.complaints.models import About, Complaint
from board.mail.models import Outbox
from tests.builders import Maker, People, Rows
from tests.pages import Browser

SAID = {"decision": "partly", "words": "We took the **number** out."}
AT = "/operator/complaints/1"


@pytest.fixture
def complaint(make: Maker, people: People) -> Complaint:
    """A visitor's."""
    with make.writing():
        said = {"what": "My number is in a post.", "email": "nia@example.org"}
        made, _ = actions.receive(None, about=About.DATA, once="once", **said)
        return made


def mails(rows: Rows, to: str) -> list[str]:
    """The subjects of what goes to an address."""
    return [mail.subject for mail in rows.all(Outbox, to=to)]


def test_an_operator_finds_it_in_the_list_and_answers_it(
    operator: Browser, rows: Rows, people: People, complaint: Complaint
) -> None:
    assert operator.get("/operator/complaints").says("My number is in a post.")
    assert operator.get("/operator/complaints?state=answered").says("None so far")
    page = operator.fill(AT, SAID)
    assert (page.status, page.location) == (303, "/operator/complaints")
    assert not operator.get("/operator/complaints").says("My number is in a post.")
    assert operator.get("/operator/complaints").says("Nothing to answer")
    page = operator.get("/operator/complaints?state=answered")
    assert page.says("You are right in part")
    (line,) = rows.lines(verbs.ANSWERED)
    assert (line.actor_id, line.facts) == (people.operator.id, {"decision": "partly"})


def test_whoever_complained_reads_the_answer_and_where_to_go_next(
    operator: Browser, visitor: Browser, rows: Rows, complaint: Complaint
) -> None:
    operator.fill(AT, SAID)
    (letter,) = rows.all(Outbox, to="nia@example.org")
    assert letter.subject == "Our answer to complaint 1"
    assert "> We took the **number** out." in letter.text
    assert "the Information Commissioner’s Office (ICO)" in letter.text
    address = "/complaints/" + letter.text.partition("/complaints/")[2].split()[0]
    page = visitor.get(address)
    assert page.says("You are right in part", "We took the number out.")
    assert "https://ico.org.uk/make-a-complaint/" in page.links


def test_of_two_who_answer_the_second_is_told(
    operator: Browser, rows: Rows, complaint: Complaint
) -> None:
    fields = operator.get(AT).form(AT).filled(SAID)
    assert operator.send_form(AT, fields).status == 303
    late = SAID | {"words": "We left it as it is."}
    page = operator.send_form(AT, {**dict(fields), **late})
    assert page.status == 409
    assert page.says("Somebody answered it already.", "We took the number out.")
    assert page.says("What you typed", "We left it as it is.")
    assert len(mails(rows, "nia@example.org")) == 1


def test_an_answer_needs_words_and_a_decision(
    operator: Browser, rows: Rows, complaint: Complaint
) -> None:
    page = operator.fill(AT, {"words": "We looked."})
    assert page.status == 422
    assert page.says("Pick one of the three.", "We looked.")
    assert operator.fill(AT, SAID | {"words": " "}).status == 422
    assert rows.get(Complaint, 1).answered_at is None


def test_nobody_but_operators_reads_complaints(
    organiser: Browser, complaint: Complaint
) -> None:
    assert organiser.get("/operator/complaints").status == 403
    assert organiser.get(AT).status == 403


def test_operators_are_reminded_a_week_before_and_when_it_is_over(
    operator: Browser,
    make: Maker,
    rows: Rows,
    people: People,
    complaint: Complaint,
) -> None:
    assert operator.get("/operator").says("1 complaint waits for an answer.")
    to = people.operator.email
    make.jobs()
    assert mails(rows, to) == []
    for _ in "twice":
        make.jobs(days=25)
    assert mails(rows, to) == ["Due soon: complaint 1"]
    make.jobs(days=40)
    assert mails(rows, to)[1:] == ["Overdue: complaint 1"]
    make.later(0.01, lambda: operator.fill(AT, SAID))
    make.jobs(days=60)
    assert len(mails(rows, to)) == 2


def test_an_overdue_one_stands_out(
    make: Maker, rows: Rows, people: People, complaint: Complaint
) -> None:
    from board.complaints.reminders import waiting

    with make.app.test_request_context(), clock.set_to(clock.now() + timedelta(40)):
        (need,) = waiting()
    assert need.words == "1 complaint waits for an answer. 1 is overdue."


def test_addresses_and_words_are_kept_as_long_as_they_are_needed(
    member: Browser, operator: Browser, make: Maker, rows: Rows, complaint: Complaint
) -> None:
    operator.fill(AT, SAID)
    member.fill("/complaints", {"about": "duty", "what": "No reply.", "email": ""})
    operator.fill("/operator/complaints/2", SAID)
    with make.writing():
        said = {"what": "Still open.", "email": "ann@example.org"}
        actions.receive(None, about=About.DUTY, once="another", **said)
    make.jobs(days=89)
    assert rows.get(Complaint, 1).email
    assert rows.get(Complaint, 2).person_id
    make.jobs(days=91)
    assert rows.get(Complaint, 2).person_id is None
    kept = rows.get(Complaint, 1)
    assert (kept.email, kept.what) == ("", "My number is in a post.")
    make.jobs(days=731)
    kept = rows.get(Complaint, 1)
    assert (kept.what, kept.answer, kept.decision) == ("", "", "partly")
    assert rows.get(Complaint, 3).email, "an open one is kept"


def test_the_list_goes_on_page_by_page(
    operator: Browser, make: Maker, people: People
) -> None:
    with make.writing():
        for number in range(35):
            said = {"what": f"Number {number}.", "email": ""}
            actions.receive(None, about=About.DUTY, once=str(number), **said)
    page = operator.get("/operator/complaints")
    assert page.says("Number 0.", "Number 29.")
    assert not page.says("Number 30.")
    assert operator.get("/operator/complaints?after=30").says("Number 34.")
