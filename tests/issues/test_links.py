"""Bare addresses in what people write are links, which lend nobody a good name."""

import re
import subprocess
import sys

import pytest

from board import config
from board.markdown import to_html
from tests.builders import Maker, People, Things
from tests.conftest import on_sqlite
from tests.pages import Browser

LINK = re.compile(r'<a href="([^"]*)" rel="([^"]*)">(.*?)</a>')


def links(text: str) -> list[tuple[str, str]]:
    """(address, words) of the links a text becomes; each says that it is somebody
    else's."""
    found = LINK.findall(to_html(text))
    assert all(
        {"nofollow", "ugc", "noopener"} <= set(rel.split())
        for _href, rel, _words in found
    )
    return [(href, words) for href, _rel, words in found]


@pytest.mark.parametrize(
    ("text", "address", "words"),
    [
        (
            "See https://example.org/x.",
            "https://example.org/x",
            "https://example.org/x",
        ),
        (
            "(http://example.org/a_b_c?d=1&e)",
            "http://example.org/a_b_c?d=1&amp;e",
            "http://example.org/a_b_c?d=1&amp;e",
        ),
        (
            "At www.example.org/x, on top",
            "https://www.example.org/x",
            "www.example.org/x",
        ),
        ("**https://example.org**", "https://example.org", "https://example.org"),
        (
            "[the plan](https://example.org/plan)",
            "https://example.org/plan",
            "the plan",
        ),
        (
            "https://bücher.example/x",
            "https://xn--bcher-kva.example/x",
            "https://bücher.example/x",
        ),
    ],
)
def test_a_bare_address_is_a_link(text: str, address: str, words: str) -> None:
    assert links(text) == [(address, words)]


@pytest.mark.parametrize(
    "text",
    [
        "file.py",
        "e.g.this",
        "example.org",
        "ann@example.org",
        "ftp://example.org",
        "//example.org",
        "mailto:ann@example.org",
        "javascript:alert(1)",
        "`https://example.org`",
        "10.0.0.1",
    ],
)
def test_what_is_no_address_of_the_web_stays_text(text: str) -> None:
    assert "<a" not in to_html(text)


@on_sqlite
def test_addresses_are_links_wherever_people_write(
    visitor: Browser, make: Maker, people: People, things: Things
) -> None:
    said = "More at https://example.org/lamps today."
    issue = make.issue(people.resident, body=said)
    make.comment(issue, people.member, body=said)
    make.update(things.campaign, people.organiser, body=said)
    task = make.task(things.campaign, people.organiser, details=said)
    event = make.event(people.hodge_hill, people.organiser, details=said)
    pages = {f"/issues/{issue.id}": 2, f"/campaigns/{things.campaign.id}": 1}
    for at, number in (
        pages | {f"/tasks/{task.id}": 1, f"/events/{event.id}": 1}
    ).items():
        assert visitor.get(at).links.count("https://example.org/lamps") == number, at
    assert "https://example.org/lamps" in visitor.get("/issues.atom").text


FIRST = """
from markdown_it.ruler import Ruler
from board.markdown import to_html
del Ruler.__compile__
print(to_html("- **Dark** since www.example.org said so"))
"""


def test_texts_that_are_drawn_at_once_find_the_rules_of_markdown_ready() -> None:
    """The library makes them at the first text, and another thread would go by half of
    them."""
    done = subprocess.run(
        [sys.executable, "-c", FIRST],
        cwd=config.HOME,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "<strong>Dark</strong>" in done.stdout, done.stderr
