"""The map for search engines: all that a visitor reads, nothing hidden, in parts."""

from datetime import datetime
from xml.etree import ElementTree as ET

import pytest

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


@pytest.mark.parametrize("name", ["issues-9", "people-0", "issues-x", "issue-0"])
def test_a_part_that_is_none_is_not_found(visitor: Browser, name: str) -> None:
    assert visitor.get(f"/sitemap-{name}.xml").status == 404
