"""A one-to-one is written down in under a minute; the other reads and answers the same
page, with an account or without."""

import re
from datetime import timedelta

import pytest

from board import clock
from board.accounts.consent_actions import TALK_OPENED, WORDINGS
from board.jobs.run import run_all
from board.mail.models import Outbox
from board.one_to_ones import queries, verbs
from board.one_to_ones.models import OneToOne, Opens
from tests.builders import Maker, People, Rows, in_days
from tests.one_to_ones.talks import answer, talk
from tests.pages import Browser

TALKED = {"cares_about": "Her **lamp**", "offers": "A van", "next_step": "Tea"}


def test_who_and_when_is_enough(resident: Browser, rows: Rows) -> None:
    page = resident.follow(resident.fill("/one-to-ones?with=", {"with": "Ann"}))
    assert page.says("Written down.", "Rosa Reed and Ann", "No answer yet.")
    (made,) = rows.all(OneToOne)
    assert (made.name, made.with_id, made.by_opens) == ("Ann", None, Opens.NOTHING)


def test_the_other_reads_and_answers_the_same_page(
    resident: Browser, member: Browser, people: People, rows: Rows
) -> None:
    sent = {"with": str(people.member.id), **TALKED, "next_on": in_days(3)}
    at = resident.post("/one-to-ones", sent | {"on": in_days(0), **PLACE}).location
    assert rows.heard(people.member)[-1] == verbs.WRITTEN
    assert member.get("/me").says("Rosa Reed wrote down a one-to-one with you.")
    page = member.get(at)
    assert page.says("Her lamp", "A van", "Tea")
    member.fill(at, {"answer": "And a *trailer*.", "opens": "all"})
    assert rows.heard(people.resident)[-1] == verbs.ANSWERED
    assert resident.get(at).says("And a trailer.", "Mo Malik allows: all of it.")
    assert not member.get("/me").says("Rosa Reed wrote down")


PLACE = {"area": "hodge-hill", "campaign": "none", "opens": "nothing"}


def test_somebody_without_an_account_answers_by_a_link(
    resident: Browser, visitor: Browser, make: Maker, rows: Rows
) -> None:
    sent = {"with": "Ann", "email": "ann@example.org", **TALKED}
    at = resident.fill("/one-to-ones?with=", sent).location
    (mail,) = rows.all(Outbox, to="ann@example.org")
    assert "Her" not in mail.text, "what was said is in no mail"
    (link,) = re.findall(r"http://\S+(/one-to-ones/link/\S+)", mail.text)
    page = visitor.get(link)
    assert page.says("Her lamp", "Rosa Reed wrote this down")
    assert page.headers["cache-control"] == "no-store"
    assert visitor.fill(link, {"answer": "Yes.", "opens": "calls"}).status == 303
    assert resident.get(at).says("Yes.", "Ann allows: when you talked, to ring.")
    assert visitor.press(link, link).status == 303
    visitor.send_form(link, visitor.get(link).forms[-1].filled({"do": "delete"}))
    assert visitor.get(link).status == 404
    assert resident.get(at).status == 404


def test_nobody_learns_from_an_address_whether_it_has_an_account(
    resident: Browser, people: People, rows: Rows
) -> None:
    seen = []
    for email in ("member@example.org", "strange@example.org"):
        sent = {"with": "Ann", "email": email, **TALKED}
        at = resident.fill("/one-to-ones?with=", sent).location
        page = resident.get(at)
        text = re.sub(r"link/\S+?(?=[\"<])", "", page.text).replace(at, "AT")
        text = text.replace(email, "E")
        seen.append(re.sub(r'value="[^"]{20,}"|data-person="\w+"', "", text))
        assert rows.count(Outbox, to=email) == 1
    assert seen[0] == seen[1]
    assert rows.heard(people.member) == [], "the mail tells them"


def test_a_number_that_is_not_mine_to_pick_is_refused_as_one_that_nobody_has(
    elsewhere: Browser, people: People
) -> None:
    answers = set()
    for number in (people.resident.id, 987654):
        sent = {"with": str(number), "on": in_days(0), **PLACE, "area": "ward-end"}
        page = elsewhere.post("/one-to-ones", sent)
        assert page.status == 422
        answers.add(page.errors["with"])
    assert len(answers) == 1


def test_a_day_to_come_is_no_talk_yet(resident: Browser) -> None:
    sent = {"with": "Ann", "on": in_days(1)}
    page = resident.fill("/one-to-ones?with=", sent)
    assert page.errors == {"on": "Write it down once you have talked."}


def test_each_says_what_organisers_see_and_the_less_open_counts(
    make: Maker, people: People, organiser: Browser, resident: Browser
) -> None:
    made = talk(make, people.hodge_hill, people.resident, people.member)
    at = f"/one-to-ones/{made.id}"
    answer(make, made, people.member, opens=Opens.ALL)
    assert organiser.get(at).status == 404
    resident.fill(at, {"opens": "all"})
    assert organiser.get(at).says("The dark lane")
    assert organiser.get("/one-to-ones").says("1 one-to-one that both let organisers")
    assert organiser.post(at, {"do": "delete"}).status == 200
    answer(make, made, people.member, opens=Opens.CALLS)
    assert organiser.get(at).status == 404


def test_the_words_agreed_to_are_noted_with_their_version(
    make: Maker, people: People, rows: Rows, resident: Browser
) -> None:
    made = talk(make, people.hodge_hill, people.resident, people.member)
    answer(make, made, people.member, opens=Opens.ALL)
    row, wording = rows.get(OneToOne, made.id), WORDINGS[TALK_OPENED]
    assert (row.by_wording, row.with_wording) == (wording.version, wording.version)
    assert resident.get(f"/one-to-ones/{made.id}").says(str(wording.words))


@pytest.mark.parametrize("days", [364, 366])
def test_it_is_gone_after_a_year(
    days: int, make: Maker, people: People, rows: Rows
) -> None:
    made = talk(make, people.hodge_hill, people.resident, people.member)
    later = clock.now() + timedelta(days=days)
    with clock.set_to(later), make.app.app_context():
        read = queries.mine(make._here(people.resident))
        assert [row.id for row in read] == ([made.id] if days < 365 else []), (
            "also before the job has run"
        )
        run_all(names=["retention"])
    assert rows.count(OneToOne) == (1 if days < 365 else 0)


def test_a_link_leads_to_no_later_one_of_the_same_number(
    resident: Browser, visitor: Browser, make: Maker, people: People, rows: Rows
) -> None:
    made = talk(make, people.hodge_hill, people.resident, name="Ann")
    at = f"/one-to-ones/{made.id}"
    (link,) = re.findall(r"(/one-to-ones/link/[\w-]+)", resident.get(at).text)[:1]
    resident.post(at, {"do": "delete"})
    talk(make, people.hodge_hill, people.resident, name="Bev", cares_about="Secret")
    assert visitor.get(link).status == 404
