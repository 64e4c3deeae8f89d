"""Searching: the same words find the same posts on both databases."""

from urllib.parse import quote

import pytest

from tests.builders import Maker, People, Things
from tests.issues.test_list import shown, walk
from tests.pages import Browser


@pytest.fixture
def posts(make: Maker, people: People) -> dict[str, int]:
    """A few posts by a short name."""
    told = {
        "lamp": {
            "title": "The street lamp is broken",
            "body": "It has been dark since March.",
        },
        "bins": {
            "title": "Overflowing bins",
            "body": "Nobody empties them. Rats are running about.",
            "place": "Bromford Road",
        },
        "cafe": {
            "title": "A café for everyone",
            "body": "Somewhere warm to sit, run by neighbours.",
        },
        "tip": {"title": "Fly-tipping again", "body": "A mattress, twice a week."},
        "odd": {
            "title": '100% of people say "no"',
            "body": "Don't cut bus 94_A; it's O'Neill's way to work.",
        },
    }
    return {
        name: make.issue(people.resident, **{"place": ""} | said).id
        for name, said in told.items()
    }


FINDS: dict[str, list[str]] = {
    "lamp": ["lamp"],
    "LAMPS": ["lamp"],  # in any of its forms
    "broken lamp": ["lamp"],
    "lamp bins": [],  # all the words
    "run": ["cafe", "bins"],
    "empty": ["bins"],
    "bromford": ["bins"],  # the place counts, too
    "café": ["cafe"],
    "march": ["lamp"],
    "100%": ["odd"],
    "94_A": ["odd"],
    "O'Neill": ["odd"],
    "the lamp on the lane": [],
    "is the lamp broken": ["lamp"],
    "fly-tipping": ["tip"],
    "Fly tipping": ["tip"],
    "the": [],
    '"lamp" OR bins': [],
    "lamp AND NOT dark": ["lamp"],  # words every text has do not count
    "lamp*": ["lamp"],
    "title:lamp": [],
    "-lamp": ["lamp"],
    "%": [],
    "'\";--": [],
    "nothinglikethis": [],
}


def test_words_find_what_they_stand_in(visitor: Browser, posts: dict[str, int]) -> None:
    names = {id: name for name, id in posts.items()}
    for words, expected in FINDS.items():
        found = [names[id] for id in shown(visitor.get(f"/issues?q={quote(words)}"))]
        assert sorted(found) == sorted(expected), words


def test_an_edit_changes_what_is_found(
    visitor: Browser, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident, title="The lamp is out")
    make.edit(
        issue, people.resident, title="The bench is gone", body="Since May.", place=""
    )
    assert shown(visitor.get("/issues?q=lamp")) == []
    assert shown(visitor.get("/issues?q=bench")) == [issue.id]


def test_search_results_can_be_paged_and_narrowed(
    visitor: Browser, make: Maker, people: People
) -> None:
    here = [make.issue(people.resident, title=f"Lamp {n}").id for n in range(23)]
    make.issue(people.resident, title="Lamp there", area=people.ward_end)
    assert sorted(walk(visitor, "/issues?q=lamp&area=hodge-hill")) == here


def test_the_search_page_looks_everywhere(visitor: Browser, things: Things) -> None:
    page = visitor.get("/search?q=lamps")
    assert page.says(
        "Campaigns",
        "Issues",
        "Tasks",
        things.issue.title,
        things.campaign.title,
        things.task.title,
    )
    assert "/issues?q=lamps" in page.links
    page = visitor.get("/search?q=nothinglikethis")
    assert page.says("Nothing matches")
    assert visitor.get("/search").h1 == "Search the board"


def test_what_one_searched_for_is_shown_as_text(
    visitor: Browser, things: Things
) -> None:
    page = visitor.get("/search?q=" + quote('<b>"lamps"</b>'))
    assert 'value="&lt;b&gt;&#34;lamps&#34;&lt;/b&gt;"' in page.text
