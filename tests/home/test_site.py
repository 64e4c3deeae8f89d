"""The small print, and what browsers and crawlers ask of a site."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask

from board import clock
from board.config import HOME
from tests.builders import Maker, People
from tests.pages import Browser, over_wsgi


def test_crawlers_are_asked_to_leave_personal_pages_alone(visitor: Browser) -> None:
    page = visitor.get("/robots.txt")
    assert page.headers["content-type"].startswith("text/plain")
    for path in ("/login", "/me", "/notifications", "/search"):
        assert f"Disallow: {path}\n" in page.text


def test_files_with_a_mark_of_their_content_may_be_kept_for_ever(
    visitor: Browser, people: People
) -> None:
    found = re.findall(r'(?:src|href)="(/static/[^"]+)"', visitor.get("/").text)
    assert len(found) >= 4
    for url in found:
        page = visitor.get(url.partition("#")[0])
        assert page.status == 200
        if "?v=" in url:
            assert (
                page.headers["cache-control"] == "public, max-age=31536000, immutable"
            )


def test_nothing_outside_the_folder_of_files_is_served(visitor: Browser) -> None:
    for path in (
        "../board/config.py",
        "..%2fboard%2fconfig.py",
        "%2e%2e/instance/secret",
        "vendor",
    ):
        assert visitor.get(f"/static/{path}").status == 404
    assert (HOME / "board" / "config.py").is_file()


@pytest.mark.parametrize("accent", ["", "#7a1f5c"])
def test_the_operators_colour_is_a_stylesheet_of_its_own(
    app_with: Callable[..., Flask], people: People, accent: str
) -> None:
    browser = Browser(over_wsgi(app_with(accent=accent)))
    page = browser.get("/accent.css")
    assert page.headers["content-type"].startswith("text/css")
    assert (accent or "#0d5c63") in page.text
    assert ("/accent.css" in browser.get("/").text) is bool(accent)


def test_the_name_of_the_board_stands_on_every_page(
    app_with: Callable[..., Flask], people: People
) -> None:
    browser = Browser(over_wsgi(app_with(site_name="Bromford <Board>")))
    for url in ("/", "/issues", "/about", "/nowhere"):
        page = browser.get(url)
        assert page.title.endswith("Bromford <Board>")
        assert page.says("Bromford <Board>")


def test_the_page_of_the_parts_is_for_those_who_build_them(visitor: Browser) -> None:
    assert visitor.get("/style").status == 404


def test_it_says_whether_it_is_up_and_ready(visitor: Browser) -> None:
    for url, word in (("/healthz", "ok"), ("/readyz", "ready")):
        page = visitor.get(url)
        assert (page.status, page.text.splitlines()[0]) == (200, word)
        assert page.headers["cache-control"] == "no-store"


def test_a_visitor_who_only_reads_gets_no_cookie(
    visitor: Browser, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident)
    for url in (
        "/",
        "/issues",
        f"/issues/{issue.id}",
        "/campaigns",
        "/tasks",
        "/areas/hodge-hill",
        "/about",
    ):
        assert visitor.get(url).cookies == [], url
    assert visitor.cookies == {}


def test_times_are_shown_in_the_boards_zone(
    app_with: Callable[..., Flask], make: Maker, people: People
) -> None:
    with clock.set_to(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)):
        issue = make.issue(people.resident)
    for zone, shown in (
        ("Europe/London", "2 Jul 2026, 00:30"),
        ("America/New_York", "1 Jul 2026, 19:30"),
    ):
        page = Browser(over_wsgi(app_with(timezone=zone))).get(f"/issues/{issue.id}")
        assert page.says(shown)
        assert 'datetime="2026-07-01T23:30' in page.text


@pytest.mark.parametrize(
    "zone", ["America/New_York", "Pacific/Kiritimati", "Europe/London"]
)
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_break_nothing(
    app_with: Callable[..., Flask], make: Maker, people: People, zone: str, day: str
) -> None:
    campaign = make.campaign(people.organiser)
    browser = Browser(over_wsgi(app_with(timezone=zone)), make.cookie(people.organiser))
    shift = {
        "shape": "shift",
        "place": "The hall",
        "starts_at": f"{day}T00:00",
        "ends_at": f"{day}T23:59",
    }
    for values in (shift, {"shape": "by_date", "due_on": day}):
        page = browser.fill(
            f"/campaigns/{campaign.id}/tasks/new", {"title": "One day"} | values
        )
        assert page.status in (303, 422), page
        if page.status == 303:
            assert browser.follow(page).status == 200
    assert browser.fill(
        f"/campaigns/{campaign.id}/edit", {"decide_by": day}
    ).status in (303, 422)
    for url in (
        "/tasks",
        f"/campaigns/{campaign.id}",
        "/campaigns",
        "/tasks?when=month",
    ):
        assert browser.get(url).status == 200
