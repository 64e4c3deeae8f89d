"""An area's list in a frame on another site, where whoever runs the board lets it
be."""

import html
import re
from collections.abc import Callable

import pytest
from flask import Flask

from board.settings_read import load
from tests.builders import Maker, People, Things
from tests.markup import check
from tests.moderation.acts import hide
from tests.pages import Browser, over_wsgi

AT = "/areas/hodge-hill/embed"
SITES = "https://parish.example.org http://127.0.0.1:8163"


def policy(browser: Browser, path: str) -> str:
    """Who may frame a page."""
    said = browser.get(path).headers["content-security-policy"]
    found = re.search(r"frame-ancestors ([^;]*)", said)
    assert found
    return found[1]


def test_it_lists_what_was_said_and_what_needs_hands(
    visitor: Browser, things: Things
) -> None:
    page = visitor.get(AT)
    check(page)
    assert page.h1 == "Hodge Hill"
    assert page.says("Just said", things.issue.title)
    assert page.says("What needs hands", things.task.title, "0 of 50 places taken")
    assert f"/issues/{things.issue.id}" in page.links


def test_its_links_open_beside_the_other_site(visitor: Browser, things: Things) -> None:
    page = visitor.get(AT)
    links = re.findall(r"<a [^>]*>", page.text)
    assert links
    for link in links:
        assert 'target="_blank" rel="noopener"' in link


def test_it_is_the_same_for_everybody_and_sets_nothing(
    browsers: dict[str, Browser], things: Things
) -> None:
    pages = {name: browser.get(AT) for name, browser in browsers.items()}
    assert len({page.text for page in pages.values()}) == 1
    assert not [page.cookies for page in pages.values() if page.cookies]
    assert "<script" not in pages["visitor"].text
    assert "<form" not in pages["visitor"].text


def test_an_area_where_nothing_was_said_says_so(
    visitor: Browser, people: People
) -> None:
    page = visitor.get("/areas/ward-end/embed")
    assert page.says("Nobody has said anything here yet", "No task needs anybody")
    assert visitor.get("/areas/nowhere/embed").status == 404


def test_what_is_hidden_is_not_in_it(
    browsers: dict[str, Browser], things: Things
) -> None:
    for kind in ("issue", "task"):
        thing = getattr(things, kind)
        assert f"/{kind}s/{thing.id}" in browsers["visitor"].get(AT).links
        hide(browsers["organiser"], kind, thing)
        for who in ("visitor", "organiser"):
            assert f"/{kind}s/{thing.id}" not in browsers[who].get(AT).links


def test_no_site_may_frame_anything_unless_it_is_named(
    visitor: Browser, people: People
) -> None:
    for path in ("/", "/areas/hodge-hill", AT):
        assert policy(visitor, path) == "'none'"


def test_sites_that_are_named_may_frame_the_list_and_nothing_else(
    app_with: Callable[..., Flask], things: Things
) -> None:
    visitor = Browser(over_wsgi(app_with(framed_by=SITES)))
    assert policy(visitor, AT) == SITES
    for path in ("/", "/areas/hodge-hill", f"/issues/{things.issue.id}", "/login"):
        assert policy(visitor, path) == "'none'"


def test_organisers_copy_a_line_for_the_other_site(
    app_with: Callable[..., Flask], make: Maker, people: People
) -> None:
    app = app_with(framed_by=SITES)

    def page(name: str) -> str:
        person = people.by_name[name]
        browser = Browser(over_wsgi(app), make.cookie(person), make.form_token(person))
        return browser.get("/areas/hodge-hill").text

    line = html.escape(f'<iframe src="http://127.0.0.1:8000{AT}"')
    assert line.replace("&quot;", "&#34;") in page("organiser")
    assert "iframe" not in page("member")


def test_where_no_site_is_named_there_is_no_line(
    browsers: dict[str, Browser],
) -> None:
    assert "iframe" not in browsers["organiser"].get("/areas/hodge-hill").text


@pytest.mark.parametrize(
    "named",
    [
        "*",
        "parish.example.org",
        "https://parish.example.org/page",
        "https://parish.example.org; script-src *",
        "https://*.example.org",
        "javascript:x",
        "https://a.example\nX-Header: 1",
    ],
)
def test_what_is_no_site_is_refused(named: str) -> None:
    with pytest.raises(ValueError, match="BOARD_FRAMED_BY"):
        load({"BOARD_INSTANCE": "/nowhere", "BOARD_FRAMED_BY": named})
