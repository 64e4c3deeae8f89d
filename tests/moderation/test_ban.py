"""Keeping somebody out: of an area, where they still read, or of the whole board; until
a day or for good; by account, address or domain."""

import re
from datetime import timedelta
from typing import Any

import pytest

from board import clock
from board.events.models import Kind
from board.issues.models import Issue
from board.mail.models import Outbox
from board.moderation import verbs
from board.moderation.measure_models import Measure
from board.moderation.models import Case
from board.questions.models import Question
from tests.accounts import factors
from tests.builders import PASSWORD, Maker, People, Rows, Things, in_days
from tests.events.test_calendars import address_of
from tests.moderation.acts import decide, flag, the_case
from tests.pages import Browser


@pytest.fixture
def case(browsers: dict[str, Browser], rows: Rows, things: Things) -> Case:
    """The member's post was flagged."""
    flag(browsers["elsewhere"], "issue", things.other)
    return the_case(rows)


def sign_in(browser: Browser, email: str) -> Any:
    """With the password everybody has here."""
    return browser.fill("/login", {"email": email, "password": PASSWORD})


def test_out_of_an_area_one_reads_there_and_writes_elsewhere(
    browsers: dict[str, Browser], rows: Rows, people: People, things: Things, case: Case
) -> None:
    member, before = browsers["member"], rows.count(Issue)
    assert decide(browsers["organiser"], case, "ban").status == 303
    at = f"/issues/{things.issue.id}"
    assert member.get(at).status == 200
    page = member.post(f"{at}/comments", {"body": "And?"})
    assert page.status == 403
    assert page.says("You are kept out here for now")
    assert "/moderation/mine" in page.links
    said = {"title": "Bins", "body": "Full.", "category": "rubbish", "kind": "problem"}
    for area, status in (("hodge-hill", 403), ("ward-end", 303)):
        page = member.post("/issues/new", said | {"area": area, "different": "yes"})
        assert page.status == status, area
    for action in (f"/tasks/{things.task.id}/claim", f"{at}/second"):
        assert member.post(action).status == 403, action
    assert rows.count(Issue) == before + 1
    page = member.get("/moderation/mine")
    assert page.says("You can read in Hodge Hill, and not write", "No end is set.")
    assert rows.heard(people.member)[-1] == verbs.BANNED
    assert decide(browsers["operator"], case, "unban").status == 303
    assert member.post(f"{at}/comments", {"body": "Sorry."}).status == 303


def test_out_of_an_area_one_reads_no_address_of_a_home_and_no_private_question_there(
    browsers: dict[str, Browser],
    make: Maker,
    rows: Rows,
    people: People,
    things: Things,
) -> None:
    home = {"kind": Kind.HOUSE_MEETING, "address": "7 Elm Close"}
    event = make.event(people.hodge_hill, people.operator, **home)
    make.attend(event, people.organiser)
    make.welcome(event, people.operator, people.organiser)
    ask = f"/questions?kind=task&id={things.task.id}"
    browsers["resident"].fill(ask, {"body": "May I bring my son?", "private": "y"})
    organiser = browsers["organiser"]
    calendar = address_of(organiser)
    ways = {
        f"/events/{event.id}": "7 Elm Close",
        calendar: "7 Elm Close",
        f"/tasks/{things.task.id}": "May I bring my son?",
        f"/questions/{rows.all(Question)[-1].id}": "May I bring my son?",
    }
    assert all(said in organiser.get(way).text for way, said in ways.items())
    flag(browsers["elsewhere"], "issue", make.issue(people.organiser))
    assert decide(browsers["operator"], the_case(rows), "ban").status == 303
    assert not [way for way, said in ways.items() if said in organiser.get(way).text]


def test_until_a_day_and_no_longer(
    browsers: dict[str, Browser], things: Things, case: Case
) -> None:
    said = {"until": in_days(0).isoformat()}
    page = decide(browsers["organiser"], case, "ban", until="2001-01-01")
    assert page.status == 422
    assert page.says("Name a day that is still to come.")
    assert decide(browsers["organiser"], case, "ban", **said).status == 303
    at = f"/issues/{things.issue.id}/comments"
    assert browsers["member"].post(at, {"body": "And?"}).status == 403
    with clock.set_to(clock.now() + timedelta(hours=23, minutes=59)):
        status = browsers["member"].post(at, {"body": "And?"}).status
    assert status == 303


def test_out_of_the_board_ends_sessions_and_says_why_at_sign_in(
    browsers: dict[str, Browser], rows: Rows, things: Things, case: Case
) -> None:
    page = decide(browsers["organiser"], case, "ban", reach="board")
    assert page.status == 422  # no organiser may
    until = {"until": in_days(3).isoformat()}
    assert (
        decide(browsers["operator"], case, "ban", reach="board", **until).status == 303
    )
    assert browsers["member"].get("/me").location.startswith("/login")
    page = sign_in(browsers["member"], "member@example.org")
    assert page.status == 403
    assert page.says("kept out of this board until", "It shouts", "a second person")
    browsers["visitor"].fill("/login/link", {"email": "member@example.org"})
    link = re.search(r"/login/link/\S+", rows.all(Outbox)[-1].text)
    assert link
    assert browsers["visitor"].fill(link[0], {}).status == 403
    assert sign_in(browsers["visitor"], "resident@example.org").status == 303


def test_who_is_put_out_between_the_two_steps_does_not_get_in(
    browsers: dict[str, Browser], browser: Any, case: Case
) -> None:
    secret, _codes = factors.set_up(browsers["member"])
    elsewhere = browser()
    assert factors.sign_in(elsewhere).location.startswith("/login/second")
    assert decide(browsers["operator"], case, "ban", reach="board").status == 303
    in_a_minute = clock.now() + timedelta(minutes=1)
    with clock.set_to(in_a_minute):
        page = factors.second(elsewhere, factors.code(secret))
    assert page.status == 403
    assert elsewhere.get("/me").status == 303


def test_mailed_links_of_somebody_who_is_kept_out_do_nothing(
    browsers: dict[str, Browser], rows: Rows, things: Things, case: Case
) -> None:
    visitor, at = browsers["visitor"], f"/issues/{things.issue.id}"
    visitor.fill(f"{at}/second", {"name": "Mo", "email": "member@example.org"})
    link = re.search(r"/issues/second/\S+", rows.all(Outbox)[-1].text)
    assert link
    before = rows.get(Issue, things.issue.id).second_count
    make_unsecond = browsers["member"].post(f"{at}/unsecond")
    assert make_unsecond.status == 303
    decide(browsers["organiser"], case, "ban")
    page = visitor.fill(link[0], {})
    assert page.status == 403
    assert rows.get(Issue, things.issue.id).second_count == before - 1


@pytest.mark.parametrize("reach", ["address", "domain"])
def test_out_with_the_address_or_with_all_of_its_domain(
    browsers: dict[str, Browser],
    make: Maker,
    rows: Rows,
    people: People,
    reach: str,
) -> None:
    troll = make.person("Tom", email="tom@trolls.example")
    other = make.person("Tim", email="tim@trolls.example")
    post = make.issue(troll)
    flag(browsers["resident"], "issue", post)
    assert (
        decide(
            browsers["operator"],
            the_case(rows),
            "ban",
            reach=reach,
            until=in_days(7).isoformat(),
        ).status
        == 303
    )
    measure = rows.all(Measure)[-1]
    assert "tom" not in str(measure.address_hash)
    assert sign_in(browsers["visitor"], troll.email).status == 403
    status = sign_in(browsers["visitor"], other.email).status
    assert status == (403 if reach == "domain" else 303)
    browsers["visitor"].post("/logout")
    fields = {"name": "Tam", "email": "tam@trolls.example", "password": PASSWORD}
    page = browsers["visitor"].fill("/register", fields | {"area": "hodge-hill"})
    assert page.status == 303  # the same for everybody
    link = re.search(r"/register/confirm/\S+", rows.all(Outbox)[-1].text)
    assert link
    status = browsers["visitor"].fill(link[0], {}).status
    assert status == (403 if reach == "domain" else 303)
    make.jobs(days=7 + 89)
    assert rows.all(Measure)[-1].address_hash
    make.jobs(days=7 + 91)
    gone = rows.all(Measure)[-1]
    assert (gone.address_hash, gone.domain) == (None, None)
