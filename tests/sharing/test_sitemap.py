"""The map for search engines: all that a visitor reads, nothing hidden, in parts."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from sqlalchemy import Engine, event, text

from board.db import db
from board.sharing import sitemap
from tests.builders import Maker, People, Things
from tests.moderation.acts import hide
from tests.pages import Browser

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
OURS = "http://127.0.0.1:8000"


def read(browser: Browser, path: str) -> ET.Element:
    """A part, or the list of parts."""
    page = browser.get(path)
    assert page.headers["content-type"].startswith("application/xml")
    return ET.fromstring(page.body)


def found(browser: Browser, path: str) -> list[str]:
    """The paths it names, each once."""
    named = [loc.text or "" for loc in read(browser, path).iter(f"{SPACE}loc")]
    assert len(named) == len(set(named))
    assert all(name.startswith(OURS) for name in named)
    return [name.removeprefix(OURS) for name in named]


def everything(browser: Browser) -> list[str]:
    """What all parts name."""
    parts = found(browser, "/sitemap.xml")
    return [path for part in parts for path in found(browser, part)]


def test_it_names_what_every_visitor_reads(
    visitor: Browser, things: Things, make: Maker, people: People
) -> None:
    meeting = make.event(people.hodge_hill, people.organiser)
    named = everything(visitor)
    for path in (
        *("/", "/wins", "/areas/hodge-hill", f"/events/{meeting.id}"),
        *(f"/issues/{things.issue.id}", f"/campaigns/{things.campaign.id}"),
        *(f"/playbooks/{things.playbook.id}", f"/courses/{things.course.id}"),
    ):
        assert path in named
        assert visitor.get(path).status == 200


def test_everything_it_names_is_there(visitor: Browser, things: Things) -> None:
    for path in everything(visitor):
        assert visitor.get(path).status == 200, path


def test_robots_are_told_where_it_is(visitor: Browser) -> None:
    assert f"\nSitemap: {OURS}/sitemap.xml\n" in visitor.get("/robots.txt").text


def test_homes_and_what_was_called_off_are_not_in_it(
    visitor: Browser, things: Things, make: Maker, people: People
) -> None:
    off = make.event(people.hodge_hill, people.organiser)
    make.cancel(off, people.organiser)
    named = everything(visitor)
    assert f"/events/{things.event.id}" not in named  # in a home
    assert f"/events/{off.id}" not in named


@pytest.mark.parametrize("kind", ["issue", "campaign", "playbook"])
def test_what_is_hidden_is_not_in_it(
    browsers: dict[str, Browser], things: Things, kind: str
) -> None:
    thing = getattr(things, kind)
    path = f"/{kind}s/{thing.id}"
    assert path in everything(browsers["visitor"])
    hide(browsers["organiser"], kind, thing)
    for who in ("visitor", "organiser"):
        assert path not in everything(browsers[who])


def test_it_says_when_something_last_happened(
    visitor: Browser, things: Things, make: Maker, people: People
) -> None:
    def changed() -> datetime:
        part = read(visitor, "/sitemap-issues-1.xml")
        entry = next(
            one
            for one in part
            if one.findtext(f"{SPACE}loc") == f"{OURS}/issues/{things.issue.id}"
        )
        return datetime.fromisoformat(entry.findtext(f"{SPACE}lastmod", ""))

    before = changed()
    make.later(1, lambda: make.comment(things.issue, people.member))
    assert changed() > before


def test_many_come_in_parts_by_their_number(
    visitor: Browser,
    make: Maker,
    people: People,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sitemap, "PART", 2)
    posts = [make.issue(people.resident).id for _ in range(5)]
    parts = [one for one in found(visitor, "/sitemap.xml") if "issues" in one]
    assert len(parts) == posts[-1] // 2 + 1
    named = [path for part in parts for path in found(visitor, part)]
    assert named == [f"/issues/{number}" for number in posts]


@pytest.mark.parametrize("part", range(1, 4))
def test_every_question_of_a_part_finds_its_rows_by_an_index(
    app: Flask,
    make: Maker,
    people: People,
    monkeypatch: pytest.MonkeyPatch,
    part: int,
) -> None:
    monkeypatch.setattr(sitemap, "PART", 2)
    for _ in range(5):
        make.issue(people.resident)
    with app.app_context(), asked_of(db.engine) as asked:
        assert sitemap.numbered("issues", part)
        newest, rows, lines = [plan_of(*one) for one in asked]
    # from the end of the table, until one is found that may be seen
    assert not re.search(r"TEMP B-TREE|Sort|Seq Scan", newest), newest
    for plan in (rows, lines):
        assert not re.search(r"SCAN|Seq Scan", plan), plan


@contextmanager
def asked_of(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    """What is asked of the database meanwhile."""
    asked: list[tuple[str, Any]] = []

    def note(_on: Any, _cursor: Any, statement: str, given: Any, *_more: Any) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, given))

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def plan_of(statement: str, given: Any) -> str:
    """How the database would find it; small tables are read whole only where there is
    no other way."""
    is_sqlite = db.engine.dialect.name == "sqlite"
    if not is_sqlite:
        db.session.execute(text("SET LOCAL enable_seqscan = off"))
    how = "EXPLAIN QUERY PLAN" if is_sqlite else "EXPLAIN"
    lines = db.session.connection().exec_driver_sql(f"{how} {statement}", given)
    return "\n".join(str(line[-1]) for line in lines)


@pytest.mark.parametrize("name", ["issues-9", "people-0", "issues-x", "issue-0"])
def test_a_part_that_is_none_is_not_found(visitor: Browser, name: str) -> None:
    assert visitor.get(f"/sitemap-{name}.xml").status == 404
