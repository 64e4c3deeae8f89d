"""A post that is sent again, since its answer was lost: the board's half of what a
device sends by itself."""

from collections.abc import Callable

import pytest

from board.issues.models import Issue
from board.photos.models import Photo
from tests.builders import People, Rows
from tests.pages import Browser, Page
from tests.photos.test_add import pictures

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
