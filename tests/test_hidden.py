"""What somebody may not see they learn from nowhere: no page, list, count, feed, table,
calendar, search or stream."""

import html
import re
from collections.abc import Callable
from typing import NamedTuple

from flask import Flask
from flask_babel import force_locale

from board.live import regions
from board.policy import Audience
from board.tasks import actions as tasks
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
    """Words that nothing else on the board holds, and whoever may read them; everybody
    else must never."""

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
    person = make.person(
        "Xenia", email="xenia-at-home@example.org", area=people.hodge_hill
    )
    issue = make.issue(person, show_name=True)
    make.comment(issue, person)
    make.claim(things.task, person)
    return Secret("xenia-at-home", set())


def who_waits_in_line(make: Maker, people: People, things: Things) -> Secret:
    """Somebody waits for the one place of a task."""
    waiting = make.person("Wolf Adeyemi", area=people.hodge_hill)
    task = make.task(things.campaign, people.organiser, places=1)
    make.claim(task, people.member)
    make.wait(task, waiting)
    return Secret("Wolf Adeyemi", MEMBERS)


def who_was_written_in(make: Maker, people: People, things: Things) -> Secret:
    """An organiser claims for a neighbour without an account."""
    with make.writing():
        tasks.claim_for(
            make._here(things.task), make._here(people.organiser), name="Vera Tull"
        )
    return Secret("Vera Tull", MEMBERS)


def where_a_house_meeting_is(make: Maker, people: People, things: Things) -> Secret:
    """The member goes, nobody else."""
    return Secret("14 Larch House", MEMBERS)


def who_comes(make: Maker, people: People, things: Things) -> Secret:
    """Somebody says that they come."""
    make.attend(things.event, make.person("Ursula Finch"))
    return Secret("Ursula Finch", HERE)


def who_heard_a_promise(make: Maker, people: People, things: Things) -> Secret:
    """The witness of the promise."""
    return Secret("Wim Wood", MEMBERS)


def whom_to_win_over(make: Maker, people: People, things: Things) -> Secret:
    """Somebody on the organisers' list."""
    return Secret("Canon Grey", HERE)


def who_signed_on_paper(make: Maker, people: People, things: Things) -> Secret:
    """A line of a sheet."""
    make.sign_up(
        things.campaign,
        people.organiser,
        "Tilda Marsh, tilda@example.org, 4 Elm Road, yes",
    )
    return Secret("Tilda Marsh", HERE)


def who_backs_without_a_name(make: Maker, people: People, things: Things) -> Secret:
    """Somebody joins and keeps their name to themselves."""
    make.back(things.campaign, make.person("Silas Obi"))
    return Secret("Silas Obi", HERE)


def what_organisers_learnt(make: Maker, people: People, things: Things) -> Secret:
    """Two of the answers at the end are for organisers."""
    campaign = make.campaign(people.organiser)
    make.end(
        campaign,
        people.organiser,
        stepped_up="Rhona Pike did.",
        differently="Rhona Pike should lead.",
    )
    return Secret("Rhona Pike", HERE)


def what_is_asked_in_private(make: Maker, people: People, things: Things) -> Secret:
    """Somebody asks the organisers alone; the operator does not read it either."""
    make.ask(things.event, people.elsewhere, "May Otto Prill come?", private=True)
    return Secret("Otto Prill", {"organiser", "elsewhere"})


def what_those_on_a_task_say(make: Maker, people: People, things: Things) -> Secret:
    """Only for them and the organisers."""
    make.say(things.shift, people.member, "The key is with Hetty Moss.")
    return Secret("Hetty Moss", MEMBERS)


PLANTS: list[Plant] = [
    *(what_is_asked_in_private, what_those_on_a_task_say),
    *(
        hidden_author,
        who_is_on_a_task,
        address_of_a_person,
        who_waits_in_line,
        who_was_written_in,
    ),
    *(
        where_a_house_meeting_is,
        who_comes,
        who_heard_a_promise,
        whom_to_win_over,
        who_signed_on_paper,
    ),
    *(who_backs_without_a_name, what_organisers_learnt),
]


@on_sqlite
def test_only_those_who_may_learn_of_it(
    app: Flask,
    browsers: dict[str, Browser],
    make: Maker,
    people: People,
    things: Things,
) -> None:
    secrets = {plant.__name__: plant(make, people, things) for plant in PLANTS}
    for who in WHO:
        read = everything(
            app,
            browsers[who],
            things,
            who,
            [secret.word for secret in secrets.values()],
        )
        for name, secret in secrets.items():
            found = [at for at, text in read.items() if secret.word in text]
            if who in secret.seen_by:
                assert found, f"{who} can read {name} nowhere"
            else:
                assert not found, f"{who} reads {name}"


def everything(
    app: Flask, browser: Browser, things: Things, who: str, words: list[str]
) -> dict[str, str]:
    """All this person can read: every address of the board, all that links lead to, and
    what these listen to."""
    pages = crawl(browser)
    # a search says again what it was asked
    asked = [re.split(r"\W", word)[0] for word in words]
    searches = [
        f"{path}?q={word}"
        for word in asked
        for path in ("/search", "/issues", "/campaigns")
    ]
    for url in [
        *(address(path, things) for path in GETS),
        *searches,
        *(f"/tasks?skill={word}" for word in asked),
    ]:
        pages.setdefault(url, browser.get(url))
    read = {url: html.unescape(page.text) for url, page in pages.items()}
    listened = (
        found.split(",")
        for page in pages.values()
        for found in re.findall(r"topics=([\w,-]+)", page.text)
    )
    for name in sorted({topic for topics in listened for topic in topics} - {"me"}):
        if not name.endswith("-turn"):
            with app.test_request_context("/live"), force_locale("en"):
                read[f"the stream of {name}"] = html.unescape(
                    regions.render(name, AUDIENCES[who])
                )
    return read
