"""The picture at the top of a campaign: chosen, replaced, described, taken away."""

import io
import threading
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from board.activity.models import Activity
from board.campaigns import cover_actions, verbs
from board.campaigns.models import Campaign
from board.config import Settings
from board.live.regions import render
from board.notifications.models import Notification
from board.photos.models import Photo
from board.photos.pixels import read
from board.policy import Audience
from tests.builders import Maker, People, Rows
from tests.db.test_query_counts import statements
from tests.markup import check
from tests.pages import Browser, over_wsgi
from tests.photos.drawing import drawn
from tests.photos.test_add import addresses, stored
from tests.photos.test_store import deaf, silence  # noqa: F401
from tests.photos.test_waiting import keys, send_again
from tests.unsent.test_lost_session import lose, sign_in

GREEN, BLUE = ("green.jpg", drawn()), ("blue.jpg", drawn(900, 1600, "navy"))


@pytest.fixture
def campaign(make: Maker, people: People) -> Campaign:
    """A campaign in Hodge Hill without a picture."""
    return make.campaign(people.organiser)


@pytest.fixture
def at(campaign: Campaign) -> str:
    """The address of its page."""
    return f"/campaigns/{campaign.id}"


def covers(rows: Rows) -> list[Photo]:
    """The pictures of the campaign."""
    return rows.all(Photo, owner="campaign-1")


def small(photo: Photo) -> str:
    """Where the small picture is."""
    return f"/photos/{photo.sha256}-small.webp"


def test_it_stands_on_the_page_and_on_the_card_with_its_words(
    organiser: Browser, visitor: Browser, rows: Rows, at: str
) -> None:
    assert organiser.get(at).offers(f"{at}/cover")
    check(organiser.get(f"{at}/cover"))
    page = organiser.upload(f"{at}/cover", {"alt": "A lit lamp"}, GREEN)
    assert (page.status, page.location) == (303, at)
    assert organiser.follow(page).message == "Your changes are saved."
    (photo,) = covers(rows)
    for where in (at, "/campaigns", "/search?q=lane"):
        page = visitor.get(where)
        check(page)
        assert addresses(page) == [small(photo)], where
        assert page.text.count('alt="A lit lamp"') == 1, where
        assert f'width="{photo.width}" height="{photo.height}"' in page.text
        assert ('loading="lazy"' in page.text) == (where != at)
    assert visitor.get(small(photo)).status == 200


def test_without_words_the_page_names_the_campaign_and_the_card_leaves_it_to_its_title(
    organiser: Browser, visitor: Browser, at: str
) -> None:
    organiser.upload(f"{at}/cover", {}, GREEN)
    assert 'alt="Photo of: Light the lane"' in visitor.get(at).text
    assert 'alt=""' in visitor.get("/campaigns").text


def test_only_who_may_edit_the_campaign_chooses_it(
    resident: Browser, elsewhere: Browser, operator: Browser, rows: Rows, at: str
) -> None:
    for other in (resident, elsewhere):
        assert not other.get(at).offers(f"{at}/cover")
        assert other.get(f"{at}/cover").status == 403
        assert other.send_files(f"{at}/cover", [], [GREEN]).status in (400, 403)
    assert covers(rows) == []
    assert operator.upload(f"{at}/cover", {}, GREEN).status == 303


def test_another_one_takes_its_place_in_one_step(
    organiser: Browser, visitor: Browser, rows: Rows, settings: Settings, at: str
) -> None:
    organiser.upload(f"{at}/cover", {"alt": "A lit lamp"}, GREEN)
    (first,) = covers(rows)
    page = organiser.get(f"{at}/cover")
    assert addresses(page) == [small(first)]
    assert page.value(f"alt_{first.id}") == "A lit lamp"
    check(page)
    assert organiser.upload(f"{at}/cover", {}, BLUE).status == 303
    (second,) = covers(rows)
    assert (second.alt, second.position) == ("", 0), "the words were of the other"
    assert visitor.get(small(first)).status == 404
    assert addresses(visitor.get(at)) == [small(second)]
    assert len(stored(settings)) == 4, "files younger than a minute stay a while"


def test_the_same_picture_again_keeps_its_files(
    organiser: Browser, visitor: Browser, rows: Rows, at: str
) -> None:
    for _ in range(2):
        assert organiser.upload(f"{at}/cover", {}, GREEN).status == 303
    (photo,) = covers(rows)
    assert visitor.get(small(photo)).status == 200


def test_it_is_described_and_taken_away(
    organiser: Browser, visitor: Browser, rows: Rows, at: str
) -> None:
    organiser.upload(f"{at}/cover", {}, GREEN)
    (photo,) = covers(rows)
    assert organiser.upload(f"{at}/cover", {f"alt_{photo.id}": "Lit"}).status == 303
    assert 'alt="Lit"' in visitor.get(at).text
    page = organiser.upload(f"{at}/cover", {f"remove_{photo.id}": "y"})
    assert page.status == 303
    assert covers(rows) == []
    assert addresses(visitor.get(at)) == addresses(visitor.get("/campaigns")) == []
    assert visitor.get(small(photo)).status == 404


def test_every_change_is_in_the_log_and_nobody_is_told(
    organiser: Browser,
    member: Browser,
    make: Maker,
    rows: Rows,
    people: People,
    at: str,
) -> None:
    make.follow("campaign-1", people.member)
    make.follow(f"area-{people.hodge_hill.id}", people.resident)
    before = rows.count(Notification)

    def lines() -> int:
        return rows.count(Activity, verb=verbs.COVER_SET)

    organiser.upload(f"{at}/cover", {"alt": "Lit"}, GREEN)
    assert lines() == 1
    everything = rows.everything()
    assert organiser.upload(f"{at}/cover", {}).status == 303
    assert rows.everything() == everything, "nothing was new"
    (photo,) = covers(rows)
    organiser.upload(f"{at}/cover", {f"remove_{photo.id}": "y"})
    assert lines() == 2
    assert rows.count(Notification) == before


def test_an_open_page_is_told_of_it(
    app: Flask, organiser: Browser, rows: Rows, at: str
) -> None:
    assert "campaign-1-cover" in organiser.get(at).text
    with app.test_request_context("/live"):
        assert "<img" not in render("campaign-1-cover", Audience.PUBLIC)
    organiser.upload(f"{at}/cover", {}, GREEN)
    with app.test_request_context("/live"):
        html = render("campaign-1-cover", Audience.PUBLIC)
    assert small(covers(rows)[0]) in html
    assert 'id="campaign-1-cover-shared"' in html


REFUSED: dict[str, tuple[dict[str, Any], list[tuple[str, bytes]], dict[str, str]]] = {
    "nothing": ({}, [], {"photos": "Choose a picture."}),
    "only words": ({"alt": "A lamp"}, [], {"photos": "Choose a picture."}),
    "no picture": (
        {},
        [("lamp.jpg", b"<html>")],
        {
            "photos": "lamp.jpg is not a picture we can read. Send a JPEG, PNG, WebP "
            "or HEIC file."
        },
    ),
    "two": (
        {},
        [GREEN, BLUE],
        {"photos": "Choose one picture only. Left out: blue.jpg."},
    ),
    "a page of words": (
        {"alt": "x" * 301},
        [GREEN],
        {"alt": "Keep this to 300 characters."},
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_can_t_be_taken_is_said_and_what_was_typed_is_kept(
    organiser: Browser, rows: Rows, at: str, what: str
) -> None:
    said, files, errors = REFUSED[what]
    page = organiser.upload(f"{at}/cover", said, *files)
    assert page.status == 422
    assert page.errors == errors
    assert page.value("alt") == said.get("alt", "")
    assert covers(rows) == []
    check(page)


def test_a_picture_waits_with_the_form_and_is_taken_with_its_words(
    organiser: Browser, rows: Rows, at: str
) -> None:
    page = organiser.upload(f"{at}/cover", {"alt": "x" * 301}, BLUE)
    (key,) = keys(page)
    assert addresses(page) == [f"/photos/waiting/{key}.webp"]
    page = send_again(organiser, page, f"{at}/cover", alt="A dark lane")
    assert page.status == 303, page
    assert [photo.alt for photo in covers(rows)] == ["A dark lane"]


def test_where_the_store_is_silent_the_form_says_so_and_the_old_one_stays(
    app_with: Callable[..., Flask],
    silence: str,  # noqa: F811
    make: Maker,
    people: People,
    organiser: Browser,
    rows: Rows,
    at: str,
) -> None:
    organiser.upload(f"{at}/cover", {"alt": "Lit"}, GREEN)
    page = with_store(app_with, silence, make, people).upload(
        f"{at}/cover", {"alt": "Dark"}, BLUE
    )
    assert page.status == 422
    assert page.says("The place where pictures are kept does not answer just now.")
    assert page.value("alt") == "Dark"
    assert [photo.alt for photo in covers(rows)] == ["Lit"]


def with_store(app_with: Any, url: str, make: Maker, people: People) -> Browser:
    """The organiser at a board that keeps its pictures there."""
    return Browser(over_wsgi(app_with(uploads=url)), make.cookie(people.organiser))


def test_of_two_organisers_at_once_the_second_waits_and_one_picture_is_left(
    make: Maker, visitor: Browser, campaign: Campaign, people: People, rows: Rows
) -> None:
    chosen = [read(io.BytesIO(content), 15) for _name, content in (GREEN, BLUE)]
    second = threading.Thread(
        target=make.cover, args=[campaign, people.operator, chosen[1]]
    )
    with make.writing():
        first = make._here(campaign), make._here(people.organiser)
        cover_actions.set_cover(*first, picture=chosen[0])
        second.start()
        second.join(1)
        assert second.is_alive()
    second.join(30)
    assert [photo.sha256 for photo in covers(rows)] == [chosen[1].sha256]
    cards = visitor.get("/campaigns").text.count(f'href="/campaigns/{campaign.id}"')
    assert cards == 1, "with two pictures it would stand in the list twice"


def test_a_list_asks_no_more_often_for_twenty_pictures(
    app: Flask,
    organiser: Browser,
    visitor: Browser,
    make: Maker,
    people: People,
    at: str,
) -> None:
    without = statements(app, visitor, "/campaigns")
    for number in range(20):
        found = make.campaign(people.organiser, title=f"Number {number}")
        organiser.upload(f"/campaigns/{found.id}/cover", {}, GREEN)
    assert statements(app, visitor, "/campaigns") == without


def test_after_a_lost_session_the_picture_and_its_words_are_there(
    organiser: Browser, rows: Rows, at: str
) -> None:
    form = organiser.get(f"{at}/cover").form(f"{at}/cover")
    fields = [pair for pair in form.filled({"alt": "Lit"}) if pair[0] != "photos"]
    lose(organiser)
    page = sign_in(organiser, organiser.send_files(f"{at}/cover", fields, [GREEN]))
    assert (len(keys(page)), page.value("alt")) == (1, "Lit")
    assert send_again(organiser, page, f"{at}/cover").status == 303
    assert [photo.alt for photo in covers(rows)] == ["Lit"]
