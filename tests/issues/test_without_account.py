"""Posting without an account: the post waits until the owner of the address says so."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from board import clock
from board.accounts.models import Person
from board.accounts.session_models import SignIn
from board.activity.models import Follow
from board.areas.models import Membership
from board.issues.models import Issue
from board.issues.unconfirmed_models import UnconfirmedPost
from board.mail.models import Outbox
from board.photos.models import Photo
from board.policy import Role
from tests.accounts.test_link import mailed
from tests.builders import People, Rows
from tests.issues.test_post import SAID
from tests.pages import Browser, at_once
from tests.photos.drawing import drawn

NOON = datetime(2031, 5, 1, 12, tzinfo=UTC)
NIA = SAID | {"name": "Nia Noor", "email": "nia@example.org"}
MEMBER = NIA | {"email": "Member@example.org"}


def write(visitor: Browser, rows: Rows, said: dict[str, str] = NIA) -> str:
    """Write a post as nobody in particular; the address in the mail that comes."""
    assert visitor.fill("/issues/new", said).status == 303
    return mailed(rows, "/issues/confirm")


def test_a_visitor_writes_confirms_by_mail_and_has_an_account(
    visitor: Browser, rows: Rows, people: People
) -> None:
    page = visitor.follow(visitor.fill("/issues/new", NIA))
    assert page.h1 == "Check your e-mail"
    assert (rows.count(Issue), rows.count(Person, email="nia@example.org")) == (0, 0)
    assert rows.all(Outbox)[0].to == "nia@example.org"
    link = mailed(rows, "/issues/confirm")
    page = visitor.get(link)
    assert page.says(
        SAID["title"],
        "Shown as: A resident of Hodge Hill",
        "Street lighting",
        "By the school",
    )
    assert "<strong>dark</strong>" in page.text
    page = visitor.press(link, link)
    (issue,) = rows.all(Issue)
    assert page.location == f"/issues/{issue.id}"
    page = visitor.follow(page)
    assert (
        page.message == "Your post is published. We will tell you what becomes of it."
    )
    assert page.says("A resident of Hodge Hill", "You posted this.")
    (nia,) = rows.all(Person, email="nia@example.org")
    assert (issue.author_id, nia.name, nia.password_hash) == (nia.id, "Nia Noor", "")
    assert rows.all(Membership, person_id=nia.id)[0].role == Role.RESIDENT
    topics = {follow.topic for follow in rows.all(Follow, person_id=nia.id)}
    assert topics == {f"issue-{issue.id}", f"area-{people.hodge_hill.id}"}
    assert "Since March" not in str(rows.all(UnconfirmedPost)[0].said)


def test_reading_the_link_posts_nothing(
    visitor: Browser, rows: Rows, people: People
) -> None:
    link = write(visitor, rows)
    before = rows.everything()
    assert visitor.get(link).status == 200
    assert rows.everything() == before


def test_pressed_twice_it_is_one_post_and_lets_nobody_else_in(
    browser: Callable[..., Browser], visitor: Browser, rows: Rows, people: People
) -> None:
    link = write(visitor, rows)
    four = [browser() for _ in range(4)]
    for one in four:
        one.token()
    pages = at_once(four, lambda one: one.post(link))
    assert {(page.status, page.location) for page in pages} == {
        (303, f"/issues/{rows.all(Issue)[0].id}")
    }
    assert (
        rows.count(Issue),
        rows.count(SignIn),
        rows.count(Person, email="nia@example.org"),
    ) == (1, 1, 1)
    late = browser()
    assert late.get(link).location == late.post(link).location == pages[0].location
    assert late.get("/me").status == 303


def test_the_form_sent_twice_is_one_mail(
    visitor: Browser, rows: Rows, people: People
) -> None:
    form = visitor.get("/issues/new").form("/issues/new").filled(NIA)
    assert [visitor.send_form("/issues/new", form).location for _ in range(2)] == [
        "/issues/confirm"
    ] * 2
    assert (rows.count(UnconfirmedPost), rows.count(Outbox)) == (1, 1)


def test_an_address_with_an_account_posts_as_its_owner_and_nobody_learns_of_it(
    visitor: Browser, browser: Callable[..., Browser], rows: Rows, people: People
) -> None:
    new, known = (browser().fill("/issues/new", said) for said in (NIA, MEMBER))
    assert (new.status, new.location, new.text) == (
        known.status,
        known.location,
        known.text,
    )
    link = mailed(rows, "/issues/confirm")
    visitor.press(link, link)
    assert rows.all(Issue)[0].author_id == people.member.id
    assert rows.get(Person, people.member.id).name == "Mo Malik"
    assert rows.count(Membership, person_id=people.member.id) == 1


def test_a_link_is_good_for_seven_days(
    visitor: Browser, rows: Rows, people: People
) -> None:
    with clock.set_to(NOON):
        link = write(visitor, rows)
    with clock.set_to(NOON + timedelta(days=7, minutes=1)):
        for page in (visitor.get(link), visitor.post(link)):
            assert page.status == 404
            assert page.says(
                "This link is not one of ours, or it is more than 7 days old.",
                "Post again",
            )
        write(visitor, rows, NIA | {"title": "Another"})
    assert rows.count(UnconfirmedPost) == 1  # the old one is thrown away


def test_too_many_from_one_place_have_to_wait_and_lose_nothing(
    visitor: Browser, rows: Rows, people: People
) -> None:
    with clock.set_to(NOON):
        for number in range(20):
            write(visitor, rows, NIA | {"email": f"nia-{number}@example.org"})
        page = visitor.fill("/issues/new", NIA)
    assert page.status == 429
    assert page.says("Please wait 60 minutes and try again.")
    assert page.value("title") == NIA["title"]
    assert rows.count(UnconfirmedPost) == 20


def test_who_is_signed_out_meanwhile_loses_nothing(
    member: Browser, rows: Rows, people: People
) -> None:
    form = member.get("/issues/new").form("/issues/new").filled(SAID)
    member.post("/logout")
    fields = [
        ("csrf_token", member.token()),
        *(pair for pair in form if pair[0] != "csrf_token"),
    ]
    page = member.send_form("/issues/new", fields)
    assert page.status == 422
    assert page.value("title") == SAID["title"]
    assert set(page.errors) == {"name", "email"}


def test_pictures_wait_with_the_post(
    visitor: Browser, rows: Rows, people: People
) -> None:
    sent = visitor.upload(
        "/issues/new",
        NIA,
        ("bins.jpg", drawn()),
        ("more.jpg", drawn(colour="rgb(9, 90, 9)")),
    )
    assert sent.status == 303
    link = mailed(rows, "/issues/confirm")
    assert visitor.get(link).says("With 2 pictures.")
    visitor.press(link, link)
    (issue,) = rows.all(Issue)
    assert (issue.photo_count, rows.count(Photo, owner=f"issue-{issue.id}")) == (2, 2)
    assert "/photos/" in visitor.get(f"/issues/{issue.id}").text
