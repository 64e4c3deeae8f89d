"""A post that is sent again, since its answer was lost: the board's half of what a
device sends by itself."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask

from board import clock
from board.issues.models import Issue
from board.jobs.run import run_all
from board.photos.models import Photo
from tests.builders import People, Rows
from tests.pages import Browser, Page
from tests.photos.test_add import pictures
from tests.photos.test_waiting import keys, send_again

SAID = {
    "title": "The lamp at the corner is out",
    "body": "Since March.",
    "category": "lighting",
    "kind": "problem",
    "area": "hodge-hill",
}
ONCE = {"once": "7d0e61f4-2d5b-4c0c-9d0e-8f5a3a1f2b6c"}
BY_ITSELF = {"different": "yes"}  # as the worker sends it


def send(browser: Browser, **more: str) -> Page:
    """Send the form with two pictures, by its one key."""
    return browser.upload("/issues/new", SAID | ONCE | more, *pictures(2))


def test_it_is_the_same_post_with_the_same_pictures(
    resident: Browser, rows: Rows, people: People
) -> None:
    first = send(resident)
    again = [send(resident, **BY_ITSELF) for _ in range(3)]
    assert [page.status for page in again] == [303] * 3
    assert {page.location for page in again} == {first.location}
    (issue,) = rows.all(Issue)
    assert issue.photo_count == rows.count(Photo) == 2


def test_it_is_found_with_the_token_of_a_later_session(
    browser: Callable[..., Browser], rows: Rows, people: People
) -> None:
    send(browser(people.resident))
    later = browser(people.resident)
    assert send(later, **BY_ITSELF).status == 303
    assert rows.count(Issue) == 1


def test_what_goes_by_itself_asks_nobody_about_similar_posts(
    resident: Browser, member: Browser, rows: Rows, people: People
) -> None:
    member.fill("/issues/new", SAID)
    assert send(resident).says("Is it one of these?")
    assert send(resident, **BY_ITSELF).status == 303
    assert rows.count(Issue) == 2


@pytest.mark.parametrize("title", ["Another lamp", ""])
def test_other_words_from_the_same_form_are_another_post_or_refused(
    resident: Browser, rows: Rows, people: People, title: str
) -> None:
    send(resident)
    page = send(resident, **BY_ITSELF, title=title)
    assert page.status == (303 if title else 422)
    assert rows.count(Issue) == (2 if title else 1)


def looked_at(browser: Browser) -> Callable[..., Page]:
    """Sends the form that was looked at first, whose two pictures wait at the board."""
    page = send(browser, preview="1")
    assert len(keys(page)) == 2
    return partial(send_again, browser, page, preview=None, **BY_ITSELF)


def test_it_is_the_same_post_also_when_its_pictures_no_longer_wait(
    app: Flask, resident: Browser, rows: Rows, people: People
) -> None:
    sent = looked_at(resident)
    first = sent()
    with clock.set_to(clock.now() + timedelta(hours=2)), app.app_context():
        run_all()
        again = sent()
    assert (again.status, again.location) == (303, first.location)
    assert (rows.count(Issue), rows.count(Photo)) == (1, 2)


def test_a_post_whose_pictures_are_gone_waits_for_others(
    app: Flask, resident: Browser, rows: Rows, people: People
) -> None:
    sent = looked_at(resident)
    with clock.set_to(clock.now() + timedelta(hours=2)), app.app_context():
        run_all()
        page = sent()
        assert page.status == 422
        assert page.errors["photos"] == (
            "2 pictures that you chose more than an hour ago are gone. Choose them "
            "again."
        )
        assert rows.count(Issue) == 0
        assert send_again(resident, page).status == 303
    assert (rows.count(Issue), rows.count(Photo)) == (1, 0)
