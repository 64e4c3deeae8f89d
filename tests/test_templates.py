"""What templates may hold, and what every page they make must be."""

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

import pytest
from flask import Flask
from flask_babel import force_locale
from rcssmin import cssmin

from board.config import HOME
from board.live.regions import is_known, render
from board.policy import Audience
from tests.builders import Maker, People, Things
from tests.markup import check, tree
from tests.pages import HTMX, Browser, Page, over_wsgi

TEMPLATES = sorted((HOME / "templates").rglob("*.html"))
FILES = [path for path in (HOME / "templates").rglob("*") if path.is_file()]
FORBIDDEN = {
    "text that is not escaped": r"\|\s*safe\b|\bMarkup\b|\bautoescape\b",
    # data is no script: no browser runs it, and no policy asks about it
    "a script in the page": r"<script(?![^>]*(?:\bsrc=|\btype=\"application/ld\+json))",
    "a style in the page": r"<style|<[a-z][^<>]*\sstyle\s*=",
    "a script in an attribute": r"\son[a-z]+\s*=|\shx-on|javascript:|[\"']js:",
    "an address on another site": r"(?:src|href|action)=[\"'](?:https?:)?//",
}


STYLES = sorted((HOME / "static").glob("*.css"))


def path_in(template: Path) -> str:
    """The path below templates/."""
    return str(template.relative_to(HOME / "templates"))


@pytest.mark.parametrize("template", TEMPLATES, ids=path_in)
def test_a_template_holds_nothing_the_browser_would_refuse(template: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", template.read_text(), flags=re.DOTALL)
    for what, pattern in FORBIDDEN.items():
        alone = template.parent.name == "email" or template.name == "copy.html"
        if alone and what == "a style in the page":
            continue  # a mail and somebody's copy bring their own
        assert not re.search(pattern, text, re.IGNORECASE), what


@pytest.mark.parametrize("template", TEMPLATES, ids=path_in)
def test_every_form_of_a_template_says_where_it_goes_and_how(template: Path) -> None:
    text = template.read_text()
    for form in re.findall(r"<form\b.*?</form>", text, re.DOTALL):
        opening = form.partition(">")[0]
        assert re.search(r'\smethod="(get|post)"', opening), opening
        assert re.search(r'\saction="[^"]', opening), opening
        if 'method="post"' in opening:
            assert re.search(r"csrf_token\(\)|\{\{-? hidden\(", form), opening


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_a_style_means_the_same_once_it_is_shrunk(style: Path) -> None:
    """What shrinks it has joined `.menu :is(a)` to `.menu:is(a)`."""
    plain = re.sub(r"/\*.*?\*/", "", style.read_text(), flags=re.DOTALL)
    shrunk = cssmin(plain)
    for found in re.findall(r"[\w\])*] ::?[a-z-]+", plain):
        assert found in shrunk, f"{found} is joined"


@pytest.mark.parametrize("template", TEMPLATES, ids=path_in)
def test_a_template_can_be_read_at_a_sitting(template: Path) -> None:
    assert len(template.read_text().splitlines()) < 140


def test_lines_of_templates_end_at_120_columns_but_for_a_few_long_sentences() -> None:
    lines = [line for path in FILES for line in path.read_text().splitlines()]
    assert sum(len(line) > 120 for line in lines) <= 60


NUMBER = r"\s*,?\s*[-+]?(?:\d+\.?\d*|\.\d+)"
FLAG = r"\s*,?\s*[01]"
# How many numbers each kind of stroke takes, or what an arc looks like.
STROKES = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "z": 0}
ARC = f"(?:{NUMBER * 3}{FLAG * 2}{NUMBER * 2})+"


def test_every_icon_is_drawn_to_its_end() -> None:
    """At a stroke that it can't read a browser stops, without a word on the page."""
    drawn = re.findall(r' d="([^"]+)"', (HOME / "static/icons.svg").read_text())
    assert len(drawn) > 50
    for path in drawn:
        for letter, numbers in re.findall(r"([a-zA-Z])([^a-zA-Z]*)", path):
            takes = STROKES.get(letter.lower(), 0)
            stroke = ARC if letter in "aA" else f"(?:{NUMBER * takes})+"
            assert re.fullmatch(stroke, numbers.rstrip()), (
                f"{letter}{numbers} in {path}"
            )


def crawl(browser: Browser, start: str = "/") -> dict[str, Page]:
    """Every page that links lead to from the start, each address asked once."""
    seen: dict[str, Page] = {}
    asked: set[str] = set()
    waiting = [start]
    while waiting:
        url = waiting.pop()
        if url not in asked:
            asked.add(url)
            page = browser.get(url)
            if page.status == 200 and not page.headers["content-type"].startswith(
                "text/html"
            ):
                continue  # a feed or a table
            seen[url] = page
            links = (
                link.partition("#")[0]
                for link in page.links
                if not link.startswith("#")
            )
            waiting += [link for link in links if link and "://" not in link]
    return seen


WHO = ["visitor", "resident", "member", "organiser", "operator", "elsewhere"]


@pytest.mark.parametrize("who", WHO)
def test_every_page_a_person_can_reach_is_sound(
    browsers: dict[str, Browser], things: Things, who: str
) -> None:
    pages = crawl(browsers[who])
    assert {
        f"/issues/{things.issue.id}",
        f"/campaigns/{things.campaign.id}",
        "/areas/hodge-hill",
    } <= set(pages)
    for url, page in pages.items():
        assert page.status == 200, url
        if page.status == 200:
            check_with_name(url, page)


def check_with_name(url: str, page: Page) -> None:
    """Check a page, and say which one when it fails."""
    try:
        listens_to_what_it_has(check(page))
    except AssertionError as fault:
        raise AssertionError(f"{url}: {fault}") from fault


def listens_to_what_it_has(root: Element) -> None:
    """Each topic the page listens to is known, and its region is on the page."""
    ids = {element.get("id") for element in root.iter()}
    for topic in topics(root):
        assert is_known(topic), f"nobody knows the topic {topic}"
        assert is_no_region(topic) or f"{topic}-shared" in ids, f"no region for {topic}"


def is_no_region(topic: str) -> bool:
    """Whether it only says that one's own part of the page is to be asked for anew."""
    return topic == "me" or topic.endswith("-turn")


def topics(root: Element) -> list[str]:
    """What a page listens to."""
    live = next(
        (element for element in root.iter() if element.get("id") == "live"), None
    )
    found = (
        re.search(r"topics=([^&]+)", live.get("hx-sse:connect", ""))
        if live is not None
        else None
    )
    return found[1].split(",") if found else []


@pytest.mark.parametrize("who", ["visitor", "operator"])
def test_a_board_on_which_nobody_has_said_anything_is_sound(
    browser: Callable[..., Browser], people: People, who: str
) -> None:
    for url, page in crawl(browser(people.by_name.get(who))).items():
        if page.status == 200:
            check_with_name(url, page)


def test_a_board_without_anybody_is_sound(browser: Callable[..., Browser]) -> None:
    pages = crawl(browser())
    assert "/issues" in pages
    for url, page in pages.items():
        if page.status == 200:
            check_with_name(url, page)


def test_pages_that_no_link_leads_to_are_sound(
    browsers: dict[str, Browser], things: Things
) -> None:
    issue, task = f"/issues/{things.issue.id}", f"/tasks/{things.task.id}"
    organiser, resident = browsers["organiser"], browsers["resident"]
    expected = {
        404: [resident.get("/nowhere"), resident.get("/issues/999999")],
        403: [
            resident.get(f"{issue}/state"),
            resident.post(f"{issue}/second"),
            resident.post(f"{task}/comments"),
        ],
        405: [resident.get("/logout")],
        400: [resident.send_form(f"{issue}/comments", [("body", "x")])],
        409: [
            organiser.post(f"{task}/release"),
            organiser.post("/areas/hodge-hill/leave"),
        ],
        200: [
            resident.get(f"/search?q={q}")
            for q in ("lamp", "camera", "light", "nothing-like-this")
        ]
        + [
            resident.get("/issues?state=done&q=x"),
            resident.get("/tasks?when=today"),
            resident.get("/issues?near=52.5,-1.8"),
        ],
    }
    for status, pages in expected.items():
        for page in pages:
            assert page.status == status, page
            check_with_name(page.url, page)


def test_a_page_on_which_everything_was_refused_is_sound(
    browsers: dict[str, Browser], things: Things
) -> None:
    organiser = browsers["organiser"]
    issue, campaign, task = (
        f"/{k}s/{getattr(things, k).id}" for k in ("issue", "campaign", "task")
    )
    wrong = {
        "title": "",
        "body": "\0",
        "goal": "",
        "area": "x",
        "latitude": "x",
        "decide_by": "x",
        "places": "x",
    }
    wrong |= {
        "starts_at": "x",
        "due_on": "x",
        "issue": "x",
        "stage": "x",
        "state": "x",
        "email": "x",
        "note": "\0",
    }
    forms = [
        "/issues/new",
        f"{issue}/edit",
        f"{issue}/comments",
        f"{issue}/state",
        "/campaigns/new",
    ]
    forms += [
        f"{campaign}/{part}"
        for part in ("edit", "issues", "stage", "updates", "tasks/new")
    ]
    organiser.post(f"{task}/claim")
    for url in [*forms, f"{task}/release", "/register", "/login"]:
        page = organiser.post(url, wrong)
        assert page.status == 422, page
        check_with_name(url, page)


def test_the_page_of_the_parts_is_sound(app_with: Callable[..., Flask]) -> None:
    app = app_with()
    app.debug = True
    check(Browser(over_wsgi(app)).get("/style"))


def test_a_fragment_is_a_part_of_its_page(
    browsers: dict[str, Browser], things: Things
) -> None:
    member = browsers["member"]
    for url in ("/issues", "/issues?q=lamp", "/campaigns", "/tasks"):
        page, fragment = member.get(url), member.get(url, **HTMX)
        assert fragment.status == 200
        assert "<html" not in fragment.text
        part, _, stream = untokened(fragment).partition('<div id="live"')
        assert re.sub(r"\s+", "", part) in re.sub(r"\s+", "", untokened(page)), url
        assert f"after={version_of(page)}" in stream, (
            "what it shows is not what it listens to"
        )


def version_of(page: Page) -> str:
    """The version of the log a page was made at."""
    return re.findall(r'hx-sse:connect="[^"]*after=(\d+)"', page.text)[0]


def untokened(page: Page) -> str:
    """The page without what is new each time."""
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page.text)


@pytest.mark.parametrize("who", ["visitor", "member", "organiser"])
def test_what_the_stream_would_send_is_what_the_page_shows(
    app: Flask, browsers: dict[str, Browser], things: Things, who: str
) -> None:
    audience = {
        "visitor": Audience.PUBLIC,
        "member": Audience.MEMBER,
        "organiser": Audience.ORGANISER,
    }[who]
    pages = [
        f"/{thing.__tablename__}s/{thing.id}"
        for thing in (things.issue, things.campaign, things.shift, things.event)
    ]
    for url in pages:
        root = check(browsers[who].get(url))
        # What is no region is not drawn, and on a campaign's page tasks are cards
        # without names.
        found = [
            topic
            for topic in topics(root)
            if not is_no_region(topic) and ("/tasks/" in url or "task-" not in topic)
        ]
        assert found
        for topic in found:
            with app.test_request_context("/live"), force_locale("en"):
                sent = next(
                    iter(
                        tree(
                            f"<!doctype html><title>x</title>{render(topic, audience)}"
                        ).iter("body")
                    )
                )[0]
            shown = next(
                element
                for element in root.iter()
                if element.get("id") == f"{topic}-shared"
            )
            assert squeezed(sent) == squeezed(shown), topic


def squeezed(element: Element) -> str:
    """An element as text, whatever blanks stand in or after it."""
    return re.sub(
        r"\s+",
        " ",
        re.sub(r">\s+|\s+<", lambda m: m[0].strip(), tostring(element, "unicode")),
    ).strip()


def test_the_text_of_people_is_shown_as_text(
    make: Maker, visitor: Browser, people: People
) -> None:
    body = (
        "<img src=x onerror=alert(1)> [x](javascript:alert(1)) **bold** <b>raw</b> "
        "![p](//evil.example/p.png)"
    )
    issue = make.issue(
        by=people.resident, title="<i>\"'&", body=body, place="<u>here</u>"
    )
    make.comment(issue, people.member, body="<iframe src=//evil.example></iframe># Big")
    for url in (
        f"/issues/{issue.id}",
        "/issues",
        "/",
        "/areas/hodge-hill",
        "/search?q=bold",
    ):
        page = visitor.get(url)
        root = check(page)
        assert page.says("<i>\"'&")
        tags = {str(element.tag) for element in root.iter()}
        assert not tags & {"img", "iframe", "i", "u"}
        assert not any(
            (element.get("href") or "").startswith("javascript:")
            for element in root.iter()
        )
    assert "<strong>bold</strong>" in visitor.get(f"/issues/{issue.id}").text
