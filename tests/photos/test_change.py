"""Saying what pictures show, adding, replacing and taking them away; who may."""

import threading
from typing import Any

import pytest

from board import clock
from board.activity.models import Activity
from board.issues import photo_actions, verbs
from board.issues.models import Comment, Issue
from board.photos.models import Photo
from tests.builders import Maker, People, Rows
from tests.markup import check
from tests.pages import Browser
from tests.photos.drawing import drawn
from tests.photos.test_add import SAID, addresses, pictures, stored


@pytest.fixture
def post(resident: Browser, rows: Rows) -> Issue:
    """A post of the resident's with three pictures."""
    assert resident.upload("/issues/new", SAID, *pictures(3)).status == 303
    return rows.all(Issue)[-1]


@pytest.fixture
def comment(member: Browser, post: Issue, rows: Rows) -> Comment:
    """A comment of the member's with two pictures, under it."""
    at = f"/issues/{post.id}"
    assert (
        member.upload(
            at, {"body": "Look."}, *pictures(2), action=f"{at}/comments"
        ).status
        == 303
    )
    return rows.all(Comment)[-1]


def of(rows: Rows, thing: Issue | Comment) -> list[Photo]:
    """A thing's pictures."""
    return rows.all(Photo, owner=f"{thing.__tablename__}-{thing.id}")


def test_the_author_is_asked_what_the_pictures_show(
    resident: Browser, visitor: Browser, post: Issue, rows: Rows
) -> None:
    at = f"/issues/{post.id}"
    assert resident.get(at).offers(f"{at}/photos")
    assert not visitor.get(at).offers(f"{at}/photos")
    first = of(rows, post)[0]
    page = resident.fill(
        f"{at}/photos", {f"alt_{first.id}": "Two bins on the pavement"}
    )
    assert (page.status, page.location) == (303, at)
    assert visitor.get(at).text.count('alt="Two bins on the pavement"') == 1
    assert visitor.get(at).text.count('alt="Photo of: Bins"') == 2
    assert 'alt="Two bins on the pavement"' in visitor.get("/issues").text
    assert rows.count(Activity, verb=verbs.DESCRIBED) == 1
    check(resident.get(f"{at}/photos"))


def test_saying_the_same_again_is_no_news(
    resident: Browser, post: Issue, rows: Rows
) -> None:
    before = rows.everything()
    assert (
        resident.press(f"/issues/{post.id}/photos", f"/issues/{post.id}/photos").status
        == 303
    )
    assert rows.everything() == before


@pytest.mark.parametrize(
    "bad", ["x" * 301, "ding \x07", "<script>x</script>", "one\ntwo"]
)
def test_a_description_is_one_short_line(
    resident: Browser, post: Issue, rows: Rows, bad: str
) -> None:
    before, first = rows.everything(), of(rows, post)[0]
    page = resident.fill(f"/issues/{post.id}/photos", {f"alt_{first.id}": bad})
    assert page.status == 422
    assert f"alt_{first.id}" in page.errors
    assert rows.everything() == before


def test_an_edit_replaces_describes_and_takes_away(
    resident: Browser, visitor: Browser, post: Issue, rows: Rows
) -> None:
    at, (first, second, third) = f"/issues/{post.id}", of(rows, post)
    values = {f"remove_{first.id}": "y", f"alt_{second.id}": "The second"}
    page = resident.upload(
        f"{at}/edit", values, ("new.png", drawn(colour="navy", kind="PNG"))
    )
    assert page.status == 303, page
    now = of(rows, post)
    assert [photo.id for photo in now[:2]] == [second.id, third.id]
    assert len(now) == 3
    assert now[0].alt == "The second"
    issue = rows.get(Issue, post.id)
    assert (issue.photo_count, issue.cover_id) == (3, second.id)
    shown = addresses(visitor.get(at))
    assert shown == [f"/photos/{photo.sha256}-small.webp" for photo in now]
    assert visitor.get(f"/photos/{first.sha256}-large.webp").status == 404, (
        "what was taken away is still served"
    )
    assert visitor.get(f"/photos/{second.sha256}-large.webp").status == 200


def test_a_post_never_has_more_than_five(
    resident: Browser, post: Issue, rows: Rows
) -> None:
    before, at, first = rows.everything(), f"/issues/{post.id}/edit", of(rows, post)[0]
    page = resident.upload(at, {"title": "Bins again"}, *pictures(3))
    assert page.status == 422
    assert (
        page.errors["photos"] == "A post has at most 5 pictures. Take one away first."
    )
    assert page.value("title") == "Bins again"
    assert rows.everything() | {"waiting_picture": []} == before
    assert resident.upload(at, {f"remove_{first.id}": "y"}, *pictures(3)).status == 303
    assert rows.get(Issue, post.id).photo_count == len(of(rows, post)) == 5


def test_the_last_picture_can_go(
    resident: Browser, visitor: Browser, post: Issue, rows: Rows
) -> None:
    at = f"/issues/{post.id}"
    assert (
        resident.fill(
            f"{at}/photos", {f"remove_{p.id}": "y" for p in of(rows, post)}
        ).status
        == 303
    )
    assert of(rows, post) == []
    assert (
        rows.get(Issue, post.id).photo_count,
        rows.get(Issue, post.id).cover_id,
    ) == (0, None)
    assert addresses(visitor.get(at)) == addresses(visitor.get("/issues")) == []
    page = resident.get(f"{at}/photos")
    assert page.says("There are no pictures here")
    check(page)


def test_who_commented_changes_the_pictures_of_the_comment_only(
    member: Browser, visitor: Browser, post: Issue, comment: Comment, rows: Rows
) -> None:
    at = f"/issues/{post.id}"
    first, second = of(rows, comment)
    theirs = of(rows, post)[0]
    assert member.get(at).offers(f"{at}/photos")
    assert (
        f"alt_{theirs.id}" not in member.get(f"{at}/photos").form(f"{at}/photos").names
    )
    values = {
        f"alt_{first.id}": "The gate",
        f"remove_{second.id}": "y",
        f"remove_{theirs.id}": "y",
    }
    assert member.fill(f"{at}/photos", values).status == 303
    assert [photo.alt for photo in of(rows, comment)] == ["The gate"]
    assert rows.get(Comment, comment.id).photo_count == 1
    assert len(of(rows, post)) == 3, "the pictures of another were taken away"
    assert 'alt="The gate"' in visitor.get(at).text


def test_an_organiser_of_the_area_changes_all_and_others_none(
    organiser: Browser,
    elsewhere: Browser,
    member: Browser,
    post: Issue,
    comment: Comment,
    rows: Rows,
) -> None:
    at = f"/issues/{post.id}"
    assert organiser.get(at).offers(f"{at}/photos")
    names = organiser.get(f"{at}/photos").form(f"{at}/photos").names
    assert {f"alt_{photo.id}" for photo in rows.all(Photo)} <= names
    assert not elsewhere.get(at).offers(f"{at}/photos")
    assert (
        elsewhere.get(f"{at}/photos").status
        == elsewhere.post(f"{at}/photos").status
        == 403
    )


def test_once_the_edit_window_is_closed_the_author_changes_them_no_more(
    resident: Browser, post: Issue, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: rows.get(Issue, post.id).edit_until)
    at = f"/issues/{post.id}"
    assert not resident.get(at).offers(f"{at}/photos")
    assert resident.get(f"{at}/photos").status == 403
    first = of(rows, post)[0]
    assert resident.post(f"{at}/photos", {f"remove_{first.id}": "y"}).status == 403
    assert len(of(rows, post)) == 3


def test_two_who_take_pictures_away_at_once_leave_the_right_count(
    make: Maker, post: Issue, people: People, rows: Rows
) -> None:
    first, second, third = of(rows, post)
    ready = threading.Barrier(2)

    def take(ids: set[int]) -> None:
        ready.wait(10)
        with make.writing():
            photo_actions.change_photos(
                make._here(post), make._here(people.organiser), alts={}, without=ids
            )

    both: list[Any] = [
        threading.Thread(target=take, args=[{photo.id}]) for photo in (first, second)
    ]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(30)
    issue = rows.get(Issue, post.id)
    assert (issue.photo_count, issue.cover_id) == (1, third.id)


def test_the_files_of_a_picture_that_nothing_shows_any_more_are_deleted_by_a_job(
    resident: Browser, post: Issue, rows: Rows, settings: Any, make: Maker
) -> None:
    first, second, third = of(rows, post)
    resident.fill(f"/issues/{post.id}/photos", {f"remove_{first.id}": "y"})
    make.jobs()
    assert len(stored(settings)) == 6, "it may be on its way into another post"
    make.jobs(days=0.01)
    left = {photo.sha256 for photo in (second, third)}
    assert set(stored(settings)) == {
        f"{sha}-{size}.webp" for sha in left for size in ("large", "small")
    }


def test_the_pictures_of_a_removed_comment_are_gone(
    member: Browser,
    visitor: Browser,
    post: Issue,
    comment: Comment,
    rows: Rows,
) -> None:
    shown = of(rows, comment)
    kept = {photo.sha256 for photo in of(rows, post)}
    member.fill(f"/issues/{post.id}/comments/{comment.id}/remove")
    assert of(rows, comment) == []
    for photo in shown:
        expected = 200 if photo.sha256 in kept else 404
        assert visitor.get(f"/photos/{photo.sha256}-large.webp").status == expected
