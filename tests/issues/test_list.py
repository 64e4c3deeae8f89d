"""Finding issues on the list: filters, orders, and paging that neither loses nor
repeats."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import chain

import pytest

from board import clock
from board.issues.lists import PAGE
from board.issues.models import Issue, State
from tests.builders import Maker, People, Rows
from tests.pages import HTMX, Browser, Page

BEGIN = datetime(2026, 1, 1, 9, tzinfo=UTC)


def shown(page: Page) -> list[int]:
    """The ids on a list, in its order."""
    return [
        int(link.rpartition("/")[2])
        for link in page.links
        if re.fullmatch(r"/issues/\d+", link)
    ]


def walk(
    browser: Browser, url: str, between: Callable[[], object] = lambda: None
) -> list[int]:
    """The ids of all pages of a list, from the first to the last."""
    pages = [shown(page) for page in browser.walk(url, between)]
    assert all(pages[1:]), "the list leads to an empty page"
    return list(chain(*pages))


@pytest.fixture
def forty_five(make: Maker, people: People) -> list[Issue]:
    """Forty-five posts, many at the same moment, with few different numbers of people
    behind them."""
    posts = []
    for number in range(45):
        with clock.set_to(BEGIN + timedelta(minutes=number // 4)):
            at = {"latitude": 52.49 + number // 5 * 0.001, "longitude": -1.82}
            posts.append(make.issue(people.resident, title=f"Post {number}", **at))
    for number, issue in enumerate(posts):
        with clock.set_to(BEGIN + timedelta(hours=1, minutes=(number * 7) % 11)):
            make.second(
                issue,
                *[people.member, people.organiser, people.elsewhere][: number % 4],
            )
    return posts


def test_walking_all_pages_shows_each_post_once_in_order(
    visitor: Browser, rows: Rows, forty_five: list[Issue]
) -> None:
    by_id = {issue.id: issue for issue in rows.all(Issue)}
    for sort, key in {
        "new": lambda i: (by_id[i].created_at, i),
        "active": lambda i: (by_id[i].active_at, i),
        "seconded": lambda i: (by_id[i].second_count, i),
        "near&near=52.4913,-1.82": lambda i: (
            -round(abs((by_id[i].latitude or 0) - 52.4913), 9),
            -i,
        ),
    }.items():
        assert walk(visitor, f"/issues?sort={sort}") == sorted(
            by_id, key=key, reverse=True
        ), sort


def test_while_others_post_no_old_post_is_lost_or_shown_twice(
    visitor: Browser, make: Maker, people: People, forty_five: list[Issue]
) -> None:
    for sort in ("new", "active", "seconded"):
        found = walk(
            visitor,
            f"/issues?sort={sort}",
            between=lambda: make.issue(people.resident, title="Meanwhile"),
        )
        assert len(found) == len(set(found))
        assert {issue.id for issue in forty_five} <= set(found)


def test_a_page_holds_the_newest_and_says_where_older_ones_are(
    visitor: Browser, forty_five: list[Issue]
) -> None:
    page = visitor.get("/issues")
    assert shown(page) == [issue.id for issue in forty_five[: -PAGE - 1 : -1]]
    assert page.says("Older")
    fragment = visitor.get("/issues", **HTMX)
    assert shown(fragment) == shown(page)
    following = visitor.get(next(link for link in page.links if "after=" in link))
    assert len(shown(following)) == PAGE


def test_filters_stay_while_one_pages(
    visitor: Browser, make: Maker, people: People, forty_five: list[Issue]
) -> None:
    for _ in range(25):
        make.issue(people.member, area=people.ward_end, category="noise", kind="idea")
    found = walk(
        visitor, "/issues?area=ward-end&category=noise&kind=idea&state=open&sort=active"
    )
    assert len(found) == 25
    assert not set(found) & {issue.id for issue in forty_five}


def test_each_filter_narrows_the_list(
    visitor: Browser, make: Maker, people: People
) -> None:
    lamp = make.issue(people.resident)
    noise = make.issue(people.resident, category="noise", kind="idea")
    there = make.issue(people.resident, area=people.ward_end, kind="hope")
    make.state(noise, people.organiser, State.DONE, "Quiet now.")
    for query, expected in {
        "": [there, noise, lamp],
        "area=ward-end": [there],
        "area=hodge-hill": [noise, lamp],
        "category=noise": [noise],
        "kind=hope": [there],
        "state=done": [noise],
        "state=open": [there, lamp],
        "area=hodge-hill&state=open&kind=problem&category=lighting": [lamp],
        "area=nowhere": [],
        "category=nonsense": [there, noise, lamp],
        "kind=nonsense&state=nonsense&sort=nonsense": [there, noise, lamp],
    }.items():
        assert shown(visitor.get(f"/issues?{query}")) == [
            issue.id for issue in expected
        ], query


def test_the_form_shows_what_was_chosen(visitor: Browser, people: People) -> None:
    page = visitor.get(
        "/issues?q=lamp&area=ward-end&category=noise&kind=idea&state=done&sort=active"
    )
    (form,) = (form for form in page.forms if form.action == "/issues")
    chosen = {
        "q": "lamp",
        "area": "ward-end",
        "category": "noise",
        "kind": "idea",
        "state": "done",
        "sort": "active",
    }
    assert dict(form.fields) == chosen


def test_nearby_means_within_five_kilometres_the_nearest_first(
    visitor: Browser, make: Maker, people: People
) -> None:
    far = make.issue(people.resident, latitude=52.54, longitude=-1.82)  # 5.6 km
    east = make.issue(people.resident, latitude=52.49, longitude=-1.75)  # 4.7 km
    north = make.issue(people.resident, latitude=52.53, longitude=-1.82)  # 4.4 km
    here = make.issue(people.resident, latitude=52.49, longitude=-1.8201)
    make.issue(people.resident)  # nobody knows where
    assert shown(visitor.get("/issues?near=52.49,-1.82&sort=near")) == [
        here.id,
        north.id,
        east.id,
    ]
    assert far.id not in shown(visitor.get("/issues?near=52.49,-1.82"))


def test_an_unreadable_place_or_cursor_counts_as_none(
    visitor: Browser, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident)
    for query in (
        "near=here",
        "near=91,0",
        "sort=near",
        "after=nonsense",
        "near=nan,nan",
        "after=W10",
    ):
        assert shown(visitor.get(f"/issues?{query}")) == [issue.id], query


def test_an_empty_list_says_what_to_do(
    visitor: Browser, make: Maker, people: People
) -> None:
    assert visitor.get("/issues").says("Nobody has said anything yet")
    make.issue(people.resident)
    page = visitor.get("/issues?state=done")
    assert page.says("Nothing matches")
    assert page.offers("/issues/new")
