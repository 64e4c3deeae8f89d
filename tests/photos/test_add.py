"""Posting and commenting with pictures: what is shown, and what is refused without
losing what was typed."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from board.activity.models import Activity
from board.config import Settings
from board.issues import verbs
from board.issues.models import Comment, Issue
from board.live.regions import render
from board.photos.models import Photo
from board.policy import Audience
from tests.builders import Maker, People, Rows
from tests.markup import check
from tests.pages import Browser, Page, at_once, over_wsgi
from tests.photos.drawing import drawn

SAID = {
    "title": "Bins",
    "body": "Full.",
    "category": "rubbish",
    "kind": "problem",
    "area": "hodge-hill",
    "different": "yes",
}
AGAIN = "Choose the pictures again."


def pictures(
    number: int, width: int = 320, height: int = 240
) -> list[tuple[str, bytes]]:
    """So many pictures, each another."""
    colours = [f"rgb({n * 20}, 90, 60)" for n in range(number)]
    return [
        (f"{n}.jpg", drawn(width, height, colour)) for n, colour in enumerate(colours)
    ]


def stored(settings: Settings) -> list[str]:
    """The files of all pictures."""
    return sorted(
        path.name
        for path in (settings.instance_path / "uploads").rglob("*")
        if path.is_file()
    )


def addresses(page: Page) -> list[str]:
    """The pictures a page shows."""
    return re.findall(r'<img src="([^"]+)"', page.text)


def test_a_post_shows_its_pictures(
    resident: Browser, visitor: Browser, rows: Rows, settings: Settings
) -> None:
    page = resident.upload("/issues/new", SAID, *pictures(3))
    assert page.status == 303
    issue = rows.all(Issue)[-1]
    shown = rows.all(Photo, owner=f"issue-{issue.id}")
    assert (issue.photo_count, issue.cover_id) == (3, shown[0].id)
    page = visitor.follow(page)
    check(page)
    assert addresses(page) == [f"/photos/{photo.sha256}-small.webp" for photo in shown]
    assert page.text.count('alt="Photo of: Bins"') == 3
    assert (
        page.text.count('width="213" height="160" alt="Photo of: Bins" loading="lazy"')
        == 2
    ), "the first one is wide"
    for address in addresses(page) + [
        link for link in page.links if link.startswith("/photos/")
    ]:
        assert visitor.get(address).status == 200
    assert len(stored(settings)) == 6


@pytest.mark.parametrize("where", ["/issues", "/areas/hodge-hill", "/search?q=Bins"])
def test_a_list_shows_the_first_picture_of_a_post(
    resident: Browser, visitor: Browser, rows: Rows, where: str
) -> None:
    assert resident.upload("/issues/new", SAID, *pictures(2)).status == 303
    page = visitor.get(where)
    check(page)
    if "notice-title" in page.text:
        assert addresses(page) == [f"/photos/{rows.all(Photo)[0].sha256}-small.webp"]


@pytest.mark.parametrize("htmx", [False, True])
def test_a_comment_shows_its_pictures(
    member: Browser,
    visitor: Browser,
    make: Maker,
    rows: Rows,
    people: People,
    htmx: bool,
) -> None:
    at = f"/issues/{make.issue(people.resident).id}"
    page = member.upload(
        at, {"body": "Look."}, *pictures(2), action=f"{at}/comments", htmx=htmx
    )
    assert page.status == (200 if htmx else 303)
    comment = rows.all(Comment)[-1]
    assert comment.photo_count == rows.count(Photo, owner=f"comment-{comment.id}") == 2
    for seen in [visitor.get(at), *([page] if htmx else [])]:
        assert len(addresses(seen)) == 2
        assert seen.text.count('alt="Photo that came with this comment"') == 2
    check(visitor.get(at))


def test_the_stream_brings_a_comment_with_its_pictures(
    app: Any, member: Browser, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident)
    at = f"/issues/{issue.id}"
    member.upload(at, {"body": "Look."}, *pictures(1), action=f"{at}/comments")
    with app.test_request_context("/live"):
        assert "-small.webp" in render(f"issue-{issue.id}-thread", Audience.PUBLIC)


REFUSED: dict[str, tuple[list[tuple[str, bytes]], str]] = {
    "a page": (
        [("lamp.jpg", b"<html><script>alert(1)</script>")],
        "lamp.jpg is not a picture we can read.",
    ),
    "nothing": ([("lamp.jpg", b"")], "lamp.jpg is empty."),
    "half a picture": ([("half.png", drawn(kind="PNG")[:-40])], "half.png is broken"),
    "too large": (
        [("big.jpg", drawn() + b"\0" * 16 * 2**20)],
        "big.jpg is larger than 15 MB.",
    ),
    "a name that is markup": ([("<b>x.jpg", b"x")], "<b>x.jpg is not a picture"),
    "a name that turns": ([("\u202egpj.exe", b"x")], "This file is not a picture"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_that_is_refused_stores_nothing_and_loses_no_word(
    resident: Browser, rows: Rows, settings: Settings, what: str
) -> None:
    before = rows.everything()
    files, sentence = REFUSED[what]
    page = resident.upload("/issues/new", SAID | {"body": "A long text."}, *files)
    assert page.status == 422
    check(page)
    assert page.errors["photos"].startswith(sentence)
    assert page.summary["photos"] == page.errors["photos"]
    assert page.value("body") == "A long text."
    assert rows.everything() == before
    assert stored(settings) == []


SOME_REFUSED = {
    "one of several": (
        [*pictures(2), ("notes.txt", b"Notes.")],
        "notes.txt is not a picture we can read.",
        2,
    ),
    "too many": (pictures(6), "Choose at most 5 pictures. Left out: 5.jpg.", 5),
}


@pytest.mark.parametrize("what", SOME_REFUSED)
def test_a_file_that_is_refused_leaves_the_others(
    resident: Browser, rows: Rows, what: str
) -> None:
    files, sentence, left = SOME_REFUSED[what]
    page = resident.upload("/issues/new", SAID, *files)
    assert page.status == 422
    check(page)
    assert page.errors["photos"].startswith(sentence)
    assert len(addresses(page)) == left
    assert rows.count(Photo) == 0


@pytest.mark.parametrize("htmx", [False, True])
def test_a_comment_refuses_a_third_picture(
    member: Browser, make: Maker, rows: Rows, people: People, htmx: bool
) -> None:
    at = f"/issues/{make.issue(people.resident).id}"
    page = member.upload(
        at, {"body": "Look."}, *pictures(3), action=f"{at}/comments", htmx=htmx
    )
    assert page.status == 422
    assert page.errors["photos"] == "Choose at most 2 pictures. Left out: 2.jpg."
    assert page.value("body") == "Look."
    assert rows.count(Comment) == rows.count(Photo) == 0


def test_pressing_twice_posts_once_and_other_pictures_are_another_post(
    resident: Browser, rows: Rows
) -> None:
    form = resident.get("/issues/new").form("/issues/new")
    fields = [pair for pair in form.filled(SAID) if pair[0] != "photos"]
    first, second = (
        resident.send_files("/issues/new", fields, pictures(2)) for _ in range(2)
    )
    assert first.location == second.location
    assert (rows.count(Issue), rows.count(Photo)) == (1, 2)
    other = resident.send_files(
        "/issues/new", fields, [("0.jpg", drawn(colour="navy"))]
    )
    assert other.location != first.location
    assert (rows.count(Issue), rows.count(Photo)) == (2, 3)


def test_a_form_of_words_alone_is_taken_as_before(
    resident: Browser, rows: Rows
) -> None:
    assert resident.fill("/issues/new", SAID | {"photos": "not a file"}).status == 303
    assert rows.count(Photo) == 0


def test_many_post_pictures_at_once(
    app_with: Callable[..., Flask],
    make: Maker,
    people: People,
    rows: Rows,
    settings: Settings,
) -> None:
    """A hundred people; the same picture is kept once, whoever writes it."""
    app = app_with(limits="off")
    everyone = [
        Browser(over_wsgi(app), make.cookie(people.resident)) for _ in range(100)
    ]
    small = pictures(2, width=64, height=48)
    fields = [*SAID.items(), ("csrf_token", "")]
    for one in everyone:
        one.token()

    def press(one: Browser) -> Page:
        return one.send_files(
            "/issues/new", [*fields[:-1], ("csrf_token", one.token())], small
        )

    assert {page.status for page in at_once(everyone, press)} == {303}
    assert (rows.count(Issue), rows.count(Photo)) == (100, 200)
    assert len(stored(settings)) == 4
    assert rows.count(Activity, verb=verbs.POSTED) == 100


def test_more_than_any_form_may_hold_is_refused_as_a_page(
    resident: Browser, rows: Rows
) -> None:
    before = rows.everything()
    page = resident.send_files(
        "/issues/new",
        [("csrf_token", resident.token())],
        [("x.jpg", b"\0" * 16 * 2**20)] * 5,
    )
    assert page.status == 413
    assert page.says(
        "That is too big", "The Back button of your browser leads to what you typed."
    )
    assert "/issues/new" in page.links
    assert rows.everything() == before


def test_a_post_with_five_large_files_is_read(resident: Browser, rows: Rows) -> None:
    files = [
        (f"{n}.jpg", content + b"\0" * 12 * 2**20)
        for n, (_, content) in enumerate(pictures(5))
    ]
    assert resident.upload("/issues/new", SAID, *files).status == 303
    assert rows.count(Photo) == 5
