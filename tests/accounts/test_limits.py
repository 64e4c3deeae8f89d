"""Everything that is written has a limit: for each person, mail address and network."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from board import clock
from board.accounts.limit_models import Allowance
from board.accounts.limits import (
    COMMENTS,
    GROUPS,
    MAILS,
    NEW_LINKS,
    NEW_THINGS,
    POSTS,
    REGISTRATIONS,
)
from board.accounts.models import Person
from board.activity.models import Activity
from board.db import db, table_of
from board.home.models import UnconfirmedAccount
from board.issues.models import Comment, Issue
from board.jobs.run import run_all
from tests.accounts.test_throttle import from_address
from tests.builders import Maker, People, Rows, Things
from tests.conftest import Server, on_sqlite
from tests.markup import check
from tests.pages import Browser, Page, at_once, over_wsgi
from tests.photos.test_add import pictures

AN_HOUR = timedelta(hours=1)
NOON = clock.now().replace(microsecond=0)  # sessions of tests begin now


def comment(browser: Browser, things: Things, body: str = "Dark again") -> Page:
    return browser.post(f"/issues/{things.issue.id}/comments", {"body": body})


def post(browser: Browser, number: int, **said: str) -> Page:
    values = {
        "kind": "problem",
        "category": "lighting",
        "area": "hodge-hill",
        "different": "yes",
        "title": f"Lamp {number} is dark",
        "body": "Since March.",
    }
    return browser.post("/issues/new", values | said)


@pytest.fixture
def known_here(app: Flask, make: Maker, people: People, things: Things) -> None:
    """The member and the resident have been here for a while."""
    for person in (people.member, people.resident):
        with clock.set_to(NOON - timedelta(days=10)):
            for _ in range(NEW_THINGS):
                make.comment(things.issue, person, "The lamp again.")
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(
            update(table_of(Person)).values(created_at=NOON - timedelta(days=20))
        )


def test_somebody_who_is_new_may_less_until_what_they_said_has_stood(
    app: Flask, member: Browser, make: Maker, people: People, things: Things
) -> None:
    """Posts, pictures and links."""
    with clock.set_to(NOON):
        page = comment(member, things, "http://a.example " * (NEW_LINKS + 1))
        assert (page.status, page.h1) == (422, "Too many links")
        assert page.says("a text may hold 3 links", "What you typed is kept")
        assert comment(member, things, "http://a.example " * NEW_LINKS).status == 303
        for number in range(POSTS.new[0].most):
            assert post(member, number).status == 303
        assert post(member, 9).status == 429
        at = f"/issues/{things.issue.id}/comments"
        fields = [("csrf_token", member.token()), ("body", "See here")]
        sent = [member.send_files(at, fields, pictures(2)).status for _ in range(16)]
        assert sent == [303] * 15 + [429]
    with clock.set_to(NOON + timedelta(days=4)):
        again = Browser(over_wsgi(app), make.cookie(people.member))
        assert comment(again, things, "http://a.example " * 9).status == 303


@pytest.mark.usefixtures("known_here")
def test_somebody_who_comments_without_end_is_asked_to_wait_and_loses_nothing(
    member: Browser, things: Things, rows: Rows
) -> None:
    before = rows.count(Comment)
    with clock.set_to(NOON):
        for _ in range(COMMENTS.person[0].most):
            assert comment(member, things).status == 303
        page = comment(member, things, "One more, thought about for long")
        assert (page.status, page.headers["retry-after"]) == (429, "60")
        assert page.h1 == "That is a lot at once"
        assert page.says(str(COMMENTS.words), "Please wait a minute and try again.")
        assert page.says("What you typed is kept for an hour.")
        assert rows.count(Comment) == before + COMMENTS.person[0].most
        kept = member.get(f"/issues/{things.issue.id}")
        assert kept.value("body") == "One more, thought about for long"
    with clock.set_to(NOON + timedelta(seconds=61)):
        assert comment(member, things).status == 303
        assert comment(member, things).status == 429


@pytest.mark.usefixtures("known_here")
def test_each_person_has_room_of_their_own(
    member: Browser, resident: Browser, organiser: Browser, things: Things
) -> None:
    with clock.set_to(NOON):
        for number in range(POSTS.person[0].most):
            assert post(member, number).status == 303
        assert post(member, 99).headers["retry-after"] == "360"
        assert comment(member, things).status == 303, "who posts much may still comment"
        assert post(resident, 1).status == 303
        for number in range(POSTS.person[0].most + 5):  # from paper, after a meeting
            assert post(organiser, number).status == 303


@pytest.mark.usefixtures("known_here")
def test_a_day_has_a_limit_too(member: Browser, things: Things) -> None:
    posted, moment = 0, NOON
    for _ in range(20):
        with clock.set_to(moment):
            posted += sum(post(member, n).status == 303 for n in range(5))
        moment += AN_HOUR
    a_day = POSTS.person[1]
    free_again = int(19 * 3600 / a_day.cost)
    assert posted == a_day.most + free_again


def test_a_network_has_a_limit_whoever_posts_from_it(
    app: Flask, people: People, rows: Rows
) -> None:
    visitor = {"name": "Vi Low"}
    with clock.set_to(NOON):
        answers = Counter(
            post(
                from_address(app, "203.0.113.7"),
                n,
                email=f"v{n}@example.org",
                **visitor,
            ).status
            for n in range(POSTS.network[0].most)
        )
        assert answers[429] > 0
        elsewhere = from_address(app, "203.0.113.8")
        assert post(elsewhere, 1, email="w@example.org", **visitor).status == 303


def test_accounts_made_from_one_network_are_few_in_an_hour(
    app: Flask, people: People, rows: Rows
) -> None:
    def register(number: int, address: str = "203.0.113.7") -> Page:
        said = {"name": "Nia", "password": "a long password", "area": "none"}
        email = f"nia-{number}@example.org"
        return from_address(app, address).post("/register", said | {"email": email})

    most = REGISTRATIONS.network[0].most
    with clock.set_to(NOON):
        for number in range(most):
            assert register(number).status == 303
        page = register(most)
        assert (page.status, page.headers["retry-after"]) == (429, "360")
        assert page.says("Please wait 6 minutes and try again.")
        assert page.value("name") == "Nia"
        assert rows.count(UnconfirmedAccount) == most
        assert register(most, "203.0.113.8").status == 303


def test_what_is_refused_or_comes_to_nothing_costs_nothing(
    member: Browser, things: Things, rows: Rows
) -> None:
    with clock.set_to(NOON):
        for _ in range(3):
            assert comment(member, things, "").status == 422
        assert member.post("/issues/999999/comments", {"body": "x"}).status == 404
        assert rows.count(Allowance) == 0
        assert comment(member, things).status == 303
    kept = rows.all(Allowance)
    assert len(kept) == len(COMMENTS.person) + len(COMMENTS.network)
    assert "127.0.0.1" not in repr([vars(row) for row in kept])


def test_whoever_may_write_no_more_can_still_sign_out(
    member: Browser, things: Things, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("board.accounts.allowances.take", lambda _rooms: set())
    assert member.post(f"/issues/{things.issue.id}/follow").status == 429
    assert member.post("/logout").status == 303


@pytest.mark.usefixtures("known_here")
def test_a_program_is_told_as_data(member: Browser, things: Things) -> None:
    with clock.set_to(NOON):
        for _ in range(COMMENTS.person[0].most):
            comment(member, things)
        page = member.post(
            f"/issues/{things.issue.id}/comments",
            {"body": "Again"},
            Accept="application/json",
        )
    assert page.status == 429
    assert page.headers["content-type"].startswith("application/json")


@pytest.mark.usefixtures("known_here")
def test_limits_hold_in_every_process_and_after_a_restart(
    app_with: Callable[..., Flask], people: People, make: Maker, things: Things
) -> None:
    cookie = make.cookie(people.member)
    one, two = (Browser(over_wsgi(app_with()), cookie) for _ in range(2))
    most = COMMENTS.person[0].most
    with clock.set_to(NOON):
        for number in range(most):
            assert comment((one, two)[number % 2], things).status == 303
        assert comment(one, things).status == 429
        anew = Browser(over_wsgi(app_with()), cookie)
        assert comment(anew, things).status == 429


@pytest.mark.usefixtures("known_here")
def test_many_at_once_get_no_more_than_one_after_the_other(
    serve: Callable[..., Server],
    people: People,
    rows: Rows,
) -> None:
    turns, served = 18, serve()
    browsers = [served.browser(people.member) for _ in range(turns)]
    at_once(browsers, lambda browser: browser.token())
    before = rows.count(Issue)
    answers = Counter(
        page.status for page in at_once(browsers, lambda b: post(b, id(b)))
    )
    most = POSTS.person[0].most
    assert answers == {303: most, 429: turns - most}
    assert rows.count(Issue) == before + most


def test_off_lifts_them(
    app_with: Callable[..., Flask], make: Maker, people: People, rows: Rows
) -> None:
    browser = Browser(over_wsgi(app_with(limits="off")), make.cookie(people.member))
    with clock.set_to(NOON):
        for number in range(POSTS.person[0].most + 2):
            assert post(browser, number).status == 303
    assert rows.count(Allowance) == 0


@on_sqlite
def test_a_job_forgets_what_holds_nobody_up_any_more(
    app: Flask, member: Browser, things: Things, rows: Rows
) -> None:
    with clock.set_to(NOON):
        comment(member, things)
        assert rows.count(Allowance) == 3
    with clock.set_to(NOON + timedelta(days=1)), app.app_context():
        assert run_all()["allowances"] == 3
    assert rows.count(Allowance) == 0


def test_each_group_says_in_words_what_was_too_much() -> None:
    assert len({group.name for group in GROUPS}) == len(GROUPS)
    assert all(str(group.words).endswith(".") for group in GROUPS)
    assert MAILS.network[0].most >= MAILS.person[0].most


def test_a_network_that_somebody_vouches_for_has_more_room_until_its_hour(
    app: Flask, organiser: Browser, resident: Browser, rows: Rows, people: People
) -> None:
    """Of the hall, from which the organiser presses the button."""
    most = REGISTRATIONS.network[0].most

    def register(number: int) -> int:
        said = {"name": "Nia", "password": "a long password", "area": "none"}
        email = f"nia-{number}@example.org"
        browser = from_address(app, "127.0.0.1")
        return browser.post("/register", said | {"email": email}).status

    at = "/operator/networks"
    with clock.set_to(NOON):
        assert resident.get(at).status == 403
        assert [register(n) for n in range(most + 1)][-2:] == [303, 429]
        assert organiser.fill(at, {"hours": "2"}, action=at).status == 303
        assert organiser.get(at).says("The network you are on has a limit ten times")
        assert {register(n) for n in range(100, 100 + 2 * most)} == {303}
        (line,) = rows.all(Activity, verb="network.trusted")
        assert (line.actor_id, line.facts) == (people.organiser.id, {"hours": 2})
    with clock.set_to(NOON + timedelta(hours=2, seconds=1)), app.app_context():
        assert run_all()["networks"] == 1
        assert not organiser.get(at).says("The network you are on has")


def test_more_room_can_be_ended_at_once(organiser: Browser, people: People) -> None:
    at = "/operator/networks"
    organiser.fill(at, {"hours": "4"}, action=at)
    assert organiser.press(at, f"{at}/end").status == 303
    page = organiser.get(at)
    assert not page.says("The network you are on has")
    check(page)
