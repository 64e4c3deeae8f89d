"""A link to the board shown elsewhere: its words in the head of the page, its picture
drawn by the server; only what every visitor reads, and nobody's name."""

import html
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from board.sharing import views
from tests.builders import Maker, People, Things
from tests.moderation.acts import hide
from tests.pages import Browser, Page, over_wsgi

OURS = "http://127.0.0.1:8000"
KINDS = ("issue", "campaign", "event", "task", "playbook")
LARGEST = 100_000


def tag(page: Page, name: str) -> str:
    """What a tag in the head of a page says."""
    found = re.search(rf'<meta [^>]*property="{name}" content="([^"]*)"', page.text)
    return html.unescape(found[1]) if found else ""


def picture(page: Page) -> str:
    """The path of the card that a page names."""
    return tag(page, "og:image").removeprefix(OURS)


def pages_of(things: Things) -> list[str]:
    """The pages that have a card."""
    of_things = [f"/{kind}s/{getattr(things, kind).id}" for kind in KINDS]
    return ["/", "/wins", "/areas/hodge-hill", *of_things]


def test_each_page_names_a_card_of_its_own(visitor: Browser, things: Things) -> None:
    for path in pages_of(things):
        page = visitor.get(path)
        assert tag(page, "og:title"), path
        assert tag(page, "og:url") == OURS + path
        assert f'<link rel="canonical" href="{OURS}{path}">' in page.text
        card = visitor.get(picture(page))
        assert card.headers["content-type"] == "image/jpeg", path
        assert len(card.body) <= LARGEST
        assert Image.open(io.BytesIO(card.body)).size == (1200, 630)


def test_its_words_are_those_of_the_page(visitor: Browser, things: Things) -> None:
    page = visitor.get(f"/issues/{things.issue.id}")
    assert tag(page, "og:title") == page.h1
    assert tag(page, "og:description") == "Dark since March."
    assert tag(page, "og:site_name") == "Test Board"


def test_what_somebody_typed_is_only_text(
    visitor: Browser, make: Maker, people: People
) -> None:
    title = '"><b>Lamp</b> & <img src=/x>'
    post = make.issue(people.resident, title=title)
    page = visitor.get(f"/issues/{post.id}")
    assert tag(page, "og:title") == title
    assert "<b>Lamp" not in page.text


def test_a_filter_or_a_mark_leads_to_the_same_page(
    visitor: Browser, things: Things
) -> None:
    path = f"/campaigns/{things.campaign.id}"
    page = visitor.get(f"{path}?tasks=all")
    assert f'<link rel="canonical" href="{OURS}{path}">' in page.text


def test_a_new_state_is_a_new_card_and_the_same_is_not_sent_twice(
    visitor: Browser, make: Maker, people: People, things: Things
) -> None:
    path = f"/issues/{things.issue.id}"
    first = picture(visitor.get(path))
    card = visitor.get(first)
    again = visitor.get(first, If_None_Match=card.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    make.second(things.issue, people.organiser)
    second = picture(visitor.get(path))
    assert second != first
    assert visitor.get(second).body != card.body


def test_it_is_drawn_once_as_long_as_nothing_on_it_changes(
    visitor: Browser, make: Maker, people: People, things: Things
) -> None:
    views._drawn.cache_clear()
    for _ in range(3):
        visitor.get(f"/issues/{things.issue.id}/card.jpg")
        make.comment(things.issue, people.member)
    assert views._drawn.cache_info().misses == 1


def test_pages_are_not_held_up_by_whoever_asks_for_many(
    visitor: Browser, things: Things
) -> None:
    for _ in range(4):
        assert views.WAITING.acquire(blocking=False)
    try:
        page = visitor.get(f"/issues/{things.issue.id}/card.jpg")
        assert page.status == 503
        assert page.headers["retry-after"] == "5"
        assert visitor.get(f"/issues/{things.issue.id}").status == 200
    finally:
        for _ in range(4):
            views.WAITING.release()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_hidden_has_no_card(
    browsers: dict[str, Browser], things: Things, kind: str
) -> None:
    thing = getattr(things, kind)
    path = f"/{kind}s/{thing.id}/card.jpg"
    card = browsers["visitor"].get(path)
    assert card.status == 200
    # whoever kept it asks again before it is shown, and no cache on the way keeps it
    assert card.headers["cache-control"] == "private, no-cache"
    assert hide(browsers["organiser"], kind, thing).status == 303
    for who in ("visitor", "organiser"):
        found = browsers[who].get(path, Accept="image/*")
        assert found.headers["content-type"] != "image/jpeg", who
    assert "og:" not in browsers["visitor"].get(f"/{kind}s/{thing.id}").text
    kept = {"If_None_Match": card.headers["etag"]}
    assert browsers["visitor"].get(path, **kept).status in (404, 410)


def test_what_waits_for_an_organiser_has_none(
    visitor: Browser, organiser: Browser, make: Maker, people: People
) -> None:
    organiser.post("/areas/hodge-hill/looks-first", {"on": "yes"})
    post = make.issue(people.elsewhere, title="My very first")
    assert visitor.get(f"/issues/{post.id}/card.jpg").status == 404
    assert f"/issues/{post.id}" not in visitor.get("/sitemap-issues-1.xml").text


def test_what_is_not_there_has_none(visitor: Browser, people: People) -> None:
    assert visitor.get("/issues/4711/card.jpg").status == 404
    assert visitor.get("/areas/nowhere/card.jpg").status == 404


def test_nobodys_name_is_in_it(visitor: Browser, things: Things) -> None:
    drawn: list[Any] = []
    for path in pages_of(things):
        page = visitor.get(path)
        drawn += re.findall(r'<meta [^>]*content="([^"]*)"', page.text)
    for name in ("Olu", "Member", "Resident", "Organiser"):
        assert not [words for words in drawn if name in words], name


def test_a_home_has_no_place_on_its_card(visitor: Browser, things: Things) -> None:
    page = visitor.get(f"/events/{things.event.id}")
    head = page.text.partition("</head>")[0]
    assert "Larch House" not in head
    assert "Cotterills" not in head
    assert "ld+json" not in head


def test_whoever_is_signed_in_is_sent_none(member: Browser, things: Things) -> None:
    assert not picture(member.get(f"/issues/{things.issue.id}"))


def test_the_cards_of_a_board_with_a_colour_have_it(
    app_with: Callable[..., Flask], people: People
) -> None:
    teal = Browser(over_wsgi(app_with(accent=""))).get("/card.jpg").body
    violet = Browser(over_wsgi(app_with(accent="#7a1f5c"))).get("/card.jpg").body
    assert colour(teal) == pytest.approx((15, 92, 90), abs=6)
    assert colour(violet) == pytest.approx((122, 31, 92), abs=6)


def colour(card: bytes) -> tuple[int, ...]:
    """The colour of a card's foot, at its right."""
    return Image.open(io.BytesIO(card)).getpixel((1150, 600))  # type: ignore[return-value]
