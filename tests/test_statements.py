"""How many questions a page asks the database: few, and no more when there is more to show."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event

from board.db import db
from tests.builders import Maker, People, Things
from tests.pages import HTMX, Browser

LIST, PAGE, WRITE = 4, 5, 8  # PostgreSQL needs one more to write: it locks the log, so that ids appear in order


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """The statements of a request, but for those that only begin, end or set up a transaction."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "SAVEPOINT", "RELEASE")):
            seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def told(seen: list[str]) -> str:
    """The statements, one a line."""
    return "\n" + "\n".join(" ".join(statement.split())[:220] for statement in seen)


def grow(make: Maker, people: People, things: Things) -> None:
    """Much more of everything the pages show."""
    more = [make.issue(people.member, title=f"More {n}", show_name=bool(n % 2)) for n in range(24)]
    for issue in more[:6]:
        make.second(issue, people.organiser)
    for n in range(8):
        make.comment(things.issue, people.elsewhere, f"More {n}")
        campaign = make.campaign(people.organiser, things.issue, more[n])
        task = make.task(campaign, people.organiser, places=9)
        make.claim(task, people.member)
        make.update(things.campaign, people.organiser)
        make.claim(make.task(things.campaign, people.organiser, places=9), people.member)


def pages(things: Things) -> dict[str, int]:
    """Each page with the most questions it may ask."""
    lists = ("/issues", "/issues?q=more", "/issues?area=hodge-hill&sort=seconded", "/campaigns", "/tasks")
    found = dict.fromkeys(lists, LIST)
    found |= {f"/issues/{things.issue.id}": PAGE, f"/tasks/{things.task.id}": PAGE, "/areas": LIST}
    return found | {f"/campaigns/{things.campaign.id}": PAGE + 1, "/": PAGE + 1, "/areas/hodge-hill": PAGE + 4}


@pytest.mark.parametrize("who", ["visitor", "member", "organiser"])
def test_a_page_asks_few_questions_and_as_many_when_there_is_more(
    app: Flask, browsers: dict[str, Browser], make: Maker, people: People, things: Things, who: str
) -> None:
    browser, asked = browsers[who], {}
    browser.get("/")  # the first request of a process also asks whether this is a demo
    for url in pages(things):
        with statements(app) as seen:
            assert browser.get(url).status == 200
        asked[url] = list(seen)
    grow(make, people, things)
    for url, most in pages(things).items():
        with statements(app) as seen:
            assert browser.get(url).status == 200
        assert len(seen) == len(asked[url]), f"{url} asks more when there is more:{told(seen)}"
        assert len(seen) <= most, f"{url} asks {len(seen)}:{told(seen)}"


@pytest.mark.parametrize("url", ["/me", "/notifications"])
def test_ones_own_pages_ask_as_many_questions_when_there_is_more(
    app: Flask, member: Browser, make: Maker, people: People, things: Things, url: str
) -> None:
    member.get("/")
    with statements(app) as before:
        member.get(url)
    grow(make, people, things)
    with statements(app) as after:
        member.get(url)
    assert len(after) == len(before), told(after)


def test_a_fragment_asks_no_more_than_its_page(app: Flask, member: Browser, things: Things) -> None:
    member.get("/")
    for url in ("/issues", "/campaigns", "/tasks"):
        with statements(app) as page:
            member.get(url)
        with statements(app) as fragment:
            member.get(url, **HTMX)
        assert len(fragment) <= len(page)


@pytest.mark.parametrize("verb", ["second", "unsecond", "comment", "claim", "release", "post"])
def test_a_press_takes_few_statements_and_as_many_when_there_is_more(
    app: Flask, member: Browser, make: Maker, people: People, things: Things, verb: str
) -> None:
    said = {"title": "Bins", "body": "Full.", "category": "rubbish", "kind": "problem", "area": "hodge-hill"}
    member.token()

    def press() -> list[str]:
        issue, task = make.issue(people.resident), make.task(things.campaign, people.organiser)
        make.follow(f"issue-{issue.id}", people.elsewhere)
        if verb == "unsecond":
            make.second(issue, people.member)
        if verb == "release":
            make.claim(task, people.member)
        urls = {"comment": f"/issues/{issue.id}/comments", "post": "/issues/new"}
        kind = f"/tasks/{task.id}" if verb in ("claim", "release") else f"/issues/{issue.id}"
        with statements(app) as seen:
            assert member.post(urls.get(verb, f"{kind}/{verb}"), said).status == 303
        return list(seen)

    before = press()
    grow(make, people, things)
    after = press()
    assert len(after) == len(before), told(after)
    with app.app_context():
        lock = db.engine.dialect.name == "postgresql"
    assert len(after) <= WRITE + lock, f"{len(after)}:{told(after)}"
