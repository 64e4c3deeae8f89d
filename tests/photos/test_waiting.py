"""Pictures survive whatever comes between choosing them and posting: they wait with the
form, for one browser."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from board import clock
from board.config import Settings
from board.issues.models import Comment, Issue
from board.jobs.run import run_all
from board.photos import queries
from board.photos.models import Photo, WaitingPicture
from tests.accounts.test_link import mailed
from tests.builders import Maker, People, Rows, Things
from tests.markup import check
from tests.pages import Browser, Page
from tests.photos.drawing import drawn
from tests.photos.test_add import SAID, addresses, pictures, stored

HOUR = timedelta(hours=1)


def keys(page: Page) -> list[str]:
    """The keys of the pictures that wait with the form of a page."""
    return [
        value
        for form in page.forms
        for name, value in form.fields
        if name == "photos" and value
    ]


def send_again(
    browser: Browser, page: Page, action: str = "/issues/new", **values: Any
) -> Page:
    """Send the form that came back as it is, but for these values."""
    fields = page.form(action).filled(values)
    return browser.send_files(
        action, [pair for pair in fields if pair != ("photos", "")], []
    )


@pytest.mark.parametrize(
    ("before", "status"),
    [({"preview": "1"}, 200), ({"different": None}, 200), ({"title": ""}, 422)],
    ids=["a look at it", "a similar post", "no title"],
)
@pytest.mark.parametrize("who", ["visitor", "resident", "organiser"])
def test_pictures_are_there_when_the_form_is_sent_again(
    browsers: dict[str, Browser],
    make: Maker,
    people: People,
    rows: Rows,
    before: dict[str, str | None],
    status: int,
    who: str,
) -> None:
    make.issue(people.member, title="Bins", body="Full.", category="rubbish")
    browser, said = (
        browsers[who],
        SAID
        | ({"name": "Nia", "email": "nia@example.org"} if who == "visitor" else {}),
    )
    page = browser.upload("/issues/new", said | before, *pictures(2))
    assert page.status == status
    check(page)
    assert not page.says("Choose the pictures again")
    first, second = keys(page)
    # in the post as others will see it, and in the form
    looks = 2 if "preview" in before else 1
    assert (
        addresses(page)
        == [f"/photos/waiting/{key}.webp" for key in (first, second)] * looks
    )
    assert page.cookies
    assert "HttpOnly" in page.cookies[-1]
    page = send_again(
        browser,
        page,
        title="Bins",
        different="yes",
        preview=None,
        **{f"alt_{first}": "Two bins"},
    )
    assert page.status == 303, page
    if who == "visitor":
        link = mailed(rows, "/issues/confirm")
        assert browser.get(link).says("With 2 pictures.")
        assert browser.press(link, link).status == 303
    issue = rows.all(Issue)[-1]
    shown = rows.all(Photo, owner=f"issue-{issue.id}")
    assert [photo.alt for photo in shown] == ["Two bins", ""]
    assert issue.photo_count == 2


FORMS = {  # where the form stands, where it goes, what can't be taken, and what can
    "an edit": (
        "/issues/{issue}/edit",
        "/issues/{issue}/edit",
        {"title": ""},
        {"title": "Bins"},
    ),
    "a comment": (
        "/issues/{issue}",
        "/issues/{issue}/comments",
        {"body": ""},
        {"body": "Look."},
    ),
    "news": (
        "/campaigns/{campaign}/updates",
        "/campaigns/{campaign}/updates",
        {"title": "", "body": "Good."},
        {"title": "News"},
    ),
    "a promise": (
        "/campaigns/{campaign}/promises",
        "/campaigns/{campaign}/promises",
        {"who": "", "what": "Lamps."},
        {"who": "Ann Hill"},
    ),
}


@pytest.mark.parametrize("what", FORMS)
def test_every_form_keeps_the_pictures_it_came_with(
    organiser: Browser, things: Things, rows: Rows, what: str
) -> None:
    ids = {"issue": things.issue.id, "campaign": things.campaign.id}
    at, action, bad, good = FORMS[what]
    at, action = at.format(**ids), action.format(**ids)
    before = rows.count(Photo)
    page = organiser.upload(at, bad, *pictures(1), action=action)
    assert page.status == 422
    (key,) = keys(page)
    page = send_again(
        organiser, page, action, **good, **{f"alt_{key}": "What it shows"}
    )
    assert page.status == 303, page
    assert rows.count(Photo) == before + 1
    assert rows.all(Photo)[-1].alt == "What it shows"


def test_a_comment_sent_by_htmx_keeps_its_pictures(
    member: Browser, things: Things, rows: Rows
) -> None:
    at = f"/issues/{things.issue.id}/comments"
    page = member.upload(
        f"/issues/{things.issue.id}", {"body": ""}, *pictures(2), action=at, htmx=True
    )
    assert page.status == 422
    assert len(keys(page)) == 2
    assert send_again(member, page, at, body="Look.").status == 303
    assert rows.all(Comment)[-1].photo_count == 2


def test_when_somebody_was_first_the_pictures_wait(
    resident: Browser, organiser: Browser, things: Things
) -> None:
    at = f"/issues/{things.issue.id}/edit"
    form = resident.get(at).form(at)
    assert organiser.fill(at, {"title": "Another"}).status == 303
    page = resident.send_files(
        at,
        [pair for pair in form.filled({"title": "Mine"}) if pair[0] != "photos"],
        pictures(1),
    )
    assert page.status == 409
    assert len(keys(page)) == 1


@pytest.fixture
def page(resident: Browser) -> Page:
    """A form that came back to the resident, with two pictures that wait."""
    return resident.upload("/issues/new", SAID | {"title": ""}, *pictures(2))


def test_only_the_browser_that_chose_a_picture_sees_it(
    resident: Browser,
    browser: Callable[..., Browser],
    people: People,
    visitor: Browser,
    page: Page,
    rows: Rows,
) -> None:
    (address, _) = addresses(page)
    answer = resident.get(address)
    assert (answer.status, answer.headers["content-type"]) == (200, "image/webp")
    assert "no-store" in answer.headers["cache-control"]
    other = browser(people.resident)
    other.upload(
        "/issues/new", SAID | {"title": ""}, ("mine.jpg", drawn(colour="navy"))
    )
    for stranger in (visitor, other):
        assert stranger.get(address).status == 404, "somebody else's picture is shown"
        assert (
            keys(
                stranger.post("/issues/new", SAID | {"title": "", "photos": keys(page)})
            )
            == []
        )
    assert resident.get("/photos/waiting/none.webp").status == 404
    held = repr(rows.everything()["waiting_picture"])
    assert not any(
        secret in held for secret in [*keys(page), resident.cookies["unsent"]]
    )
    (sha256, *_) = {row.sha256 for row in rows.all(WaitingPicture)}
    assert resident.get(f"/photos/{sha256}-small.webp").status == 404, (
        "what is not posted is shown to all"
    )


def test_a_picture_that_waits_can_be_taken_out(
    resident: Browser, page: Page, rows: Rows
) -> None:
    first, second = keys(page)
    page = send_again(resident, page, **{f"remove_{first}": "y"})
    assert keys(page) == [second]
    assert resident.get(f"/photos/waiting/{first}.webp").status == 404
    assert (
        send_again(resident, page, title="Bins", **{f"remove_{second}": "y"}).status
        == 303
    )
    assert rows.count(Photo) == 0


def test_what_a_picture_shows_is_kept_and_checked(
    resident: Browser, page: Page
) -> None:
    first, second = keys(page)
    page = send_again(
        resident, page, **{f"alt_{first}": "Two bins", f"alt_{second}": "x" * 301}
    )
    assert set(page.errors) == {"title", f"alt_{second}"}
    assert page.value(f"alt_{first}") == "Two bins"
    assert 'alt="Two bins"' in page.text


def test_pictures_that_wait_count_among_those_a_post_may_have(
    resident: Browser, page: Page, rows: Rows
) -> None:
    fields = [
        pair
        for pair in page.form("/issues/new").filled({"title": "Bins"})
        if pair != ("photos", "")
    ]
    more = [(f"more-{n}.jpg", drawn(colour=f"rgb(9, {n * 30}, 200)")) for n in range(4)]
    page = resident.send_files("/issues/new", fields, more)
    assert page.status == 422
    assert page.errors["photos"] == "Choose at most 5 pictures. Left out: more-3.jpg."
    assert len(keys(page)) == 5
    assert send_again(resident, page).status == 303
    assert rows.all(Issue)[-1].photo_count == 5


def test_pressing_twice_posts_once(resident: Browser, page: Page, rows: Rows) -> None:
    first, second = (send_again(resident, page, title="Bins") for _ in range(2))
    assert first.location == second.location
    assert (rows.count(Issue), rows.count(Photo)) == (1, 2)


def test_after_an_hour_a_picture_and_its_files_are_gone(
    app: Flask, resident: Browser, page: Page, settings: Settings, rows: Rows
) -> None:
    assert len(stored(settings)) == 4
    late = clock.now() + HOUR
    with clock.set_to(late):
        assert resident.get(addresses(page)[0]).status == 404
        assert keys(send_again(resident, page)) == []
    with clock.set_to(late + queries.GRACE + timedelta(minutes=1)), app.app_context():
        assert run_all()["pictures"] == 2
    assert stored(settings) == []
    assert rows.count(WaitingPicture) == 0


def test_the_files_of_what_was_posted_stay(
    app: Flask,
    resident: Browser,
    member: Browser,
    visitor: Browser,
    page: Page,
    settings: Settings,
    rows: Rows,
) -> None:
    """Whoever sends the same picture shares its files: a post, a post that waits for
    its mail, a form."""
    same = pictures(2)
    assert send_again(resident, page, title="Bins").status == 303
    said = SAID | {"name": "Nia", "email": "nia@example.org"}
    assert (
        visitor.upload("/issues/new", said, ("held.jpg", drawn(colour="navy"))).status
        == 303
    )
    member.upload(
        "/issues/new", SAID | {"title": ""}, *same, ("held.jpg", drawn(colour="navy"))
    )
    with clock.set_to(clock.now() + timedelta(hours=2)), app.app_context():
        assert run_all()["pictures"] == 5
    assert len(stored(settings)) == 6
    link = mailed(rows, "/issues/confirm")
    posted = visitor.follow(visitor.press(link, link))
    assert visitor.get(addresses(posted)[0]).status == 200
    with clock.set_to(clock.now() + timedelta(days=8)), app.app_context():
        run_all()
    assert len(stored(settings)) == 6
    assert rows.count(WaitingPicture) == 0


def test_nobody_parks_more_than_twenty(
    resident: Browser, visitor: Browser, rows: Rows
) -> None:
    def five(colour: int) -> list[tuple[str, bytes]]:
        return [
            (f"{n}.jpg", drawn(64, 48, f"rgb({colour}, {n * 40}, 9)")) for n in range(5)
        ]

    for turn in range(4):
        assert (
            len(
                keys(
                    resident.upload(
                        "/issues/new", SAID | {"title": ""}, *five(turn * 60)
                    )
                )
            )
            == 5
        )
    page = resident.upload("/issues/new", SAID | {"title": ""}, *five(33))
    assert keys(page) == []
    said = (
        "We keep only 20 pictures for you that are not sent yet. Choose the pictures "
        "again."
    )
    assert page.errors["photos"] == said
    assert page.value("body") == SAID["body"]
    assert rows.count(WaitingPicture) == 20
    assert resident.upload("/issues/new", SAID, *five(33)).status == 303, (
        "what is posted at once waits nowhere"
    )


def test_a_network_parks_no_more_than_a_hundred(
    browser: Callable[..., Browser],
    people: People,
    rows: Rows,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(queries, "PER_NETWORK", 4)
    found = [
        keys(browser().upload("/issues/new", SAID | {"title": ""}, *pictures(2)))
        for _ in range(3)
    ]
    assert [len(each) for each in found] == [2, 2, 0]
