"""What somebody may not see they learn from nowhere: no page, list, count, feed, table, calendar, search or stream."""

import html
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from flask import Flask
from flask_babel import force_locale

from board.live import regions
from board.policy import Audience
from tests.builders import Maker, People, Things
from tests.conftest import on_sqlite
from tests.pages import Browser
from tests.test_routes import GETS, WHO, address
from tests.test_templates import crawl

HERE = {"organiser", "operator"}  # who organises in Hodge Hill, where everything is
MEMBERS = HERE | {"member"}
AUDIENCES = dict.fromkeys(WHO, Audience.PUBLIC) | {
    "member": Audience.MEMBER,
    "organiser": Audience.ORGANISER,
    "operator": Audience.ORGANISER,
}


class Secret(NamedTuple):
    """Words that nothing else on the board holds, and whoever may read them; everybody else must never."""

    word: str
    seen_by: set[str]


Plant = Callable[[Maker, People, Things], Secret]


def hidden_author(make: Maker, people: People, things: Things) -> Secret:
    """Somebody posts and comments without showing their name."""
    shy = make.person("Zelda Quill")
    issue = make.issue(shy, title="A word of mine")
    make.comment(issue, shy, "And one more.")
    make.campaign(people.organiser, issue)
    return Secret("Zelda Quill", HERE)


def who_is_on_a_task(make: Maker, people: People, things: Things) -> Secret:
    """Somebody takes a place, gives it back with a note, and takes another."""
    helper = make.person("Yorick Vane", area=people.hodge_hill)
    make.claim(things.task, helper)
    make.release(things.task, helper, note="My knee, says Yorick Vane.")
    make.claim(things.shift, helper)
    return Secret("Yorick Vane", MEMBERS)


def address_of_a_person(make: Maker, people: People, things: Things) -> Secret:
    """Somebody with an address takes part in everything."""
    person = make.person("Xenia", email="xenia-at-home@example.org", area=people.hodge_hill)
    issue = make.issue(person, show_name=True)
    make.comment(issue, person)
    make.claim(things.task, person)
    return Secret("xenia-at-home", set())


SECRETS: dict[str, Plant] = {
    "the name of an author who hides it": hidden_author,
    "who is on a task": who_is_on_a_task,
    "the address of a person": address_of_a_person,
}


@on_sqlite
@pytest.mark.parametrize("plant", SECRETS.values(), ids=list(SECRETS))
def test_only_those_who_may_learn_of_it(
    app: Flask, browsers: dict[str, Browser], make: Maker, people: People, things: Things, plant: Plant
) -> None:
    secret = plant(make, people, things)
    seen = {who: list(places(app, browsers[who], things, who, secret.word)) for who in WHO}
    for who in set(WHO) - secret.seen_by:
        assert not seen[who], f"{who} reads it"
    for who in secret.seen_by:
        assert seen[who], f"{who} can read it nowhere"


def places(app: Flask, browser: Browser, things: Things, who: str, word: str) -> Iterator[str]:
    """Where this person reads the word: every address of the board, all that links lead to, what these listen to."""
    asked = re.split(r"\W", word)[0]  # a search says again what it was asked
    pages = crawl(browser)
    for url in [*(address(path, things) for path in GETS), f"/search?q={asked}", f"/issues?q={asked}"]:
        pages.setdefault(url, browser.get(url))
    topics: set[str] = set()
    for url, page in pages.items():
        if word in html.unescape(page.text):
            yield url
        topics.update(*(found.split(",") for found in re.findall(r"topics=([\w,-]+)", page.text)))
    for name in sorted(topics - {"me"}):
        with app.test_request_context("/live"), force_locale("en"):
            if not name.endswith("-turn") and word in html.unescape(regions.render(name, AUDIENCES[who])):
                yield f"the stream of {name}"
