"""How often a page asks the database: a few times, and no more often however full the
board is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from board.db import db
from board.db.transactions import open_write
from board.one_to_ones.models import Opens
from board.people.models import SeenBy
from tests.builders import Maker, People, Things
from tests.introductions.made import ask
from tests.one_to_ones.talks import answer as reply
from tests.one_to_ones.talks import talk
from tests.pages import Browser

# What steers the transaction, PostgreSQL's lock for the order of the log among it.
NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "SELECT PG_ADVISORY_XACT_LOCK")
LIST, PAGE = 4, 5


@contextmanager
def counted(app: Flask, *, in_turn: bool = False) -> Iterator[list[str]]:
    """The statements sent to the database meanwhile, or only those of write
    transactions, for which others wait."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.lstrip().upper().startswith(NOT_COUNTED) and (
            open_write.connection or not in_turn
        ):
            sent.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def fill(make: Maker, people: People, things: Things) -> None:
    """Thirty more of what the pages show."""
    for n in range(30):
        issue = make.issue(by=people.resident, title=f"Another one, number {n}")
        make.second(issue, people.member)
        make.comment(things.other, people.member, f"And {n}")
        make.task(things.campaign, people.organiser, title=f"Piece {n}")
        make.event(people.hodge_hill, people.organiser, campaign=things.campaign)
        make.coalition(things.campaign, people.organiser)
        backer = make.person(area=people.hodge_hill)
        make.back(things.campaign, backer, show_name=True)
        make.bring(backer, seen_by=SeenBy.MEMBERS)
        make.round(people.hodge_hill, people.organiser)
        answer = make.written(things.round, people.organiser, shared=True)
        make.theme(answer, by=people.organiser, title=f"Lights {n % 4}")
        held = talk(make, people.hodge_hill, people.organiser, backer, opens=Opens.ALL)
        reply(make, held, backer, opens=Opens.ALL)
        talk(make, people.hodge_hill, people.member, backer)
        ask(make, people, people.member)


def statements(app: Flask, browser: Browser, url: str) -> int:
    """How many a page costs, once everything that is asked for only once is known."""
    # as if something had just happened
    app.extensions["cached"] = lambda _version, read, asked: read(*asked)
    browser.get(url)
    with counted(app) as sent:
        assert browser.get(url).status == 200
    return len(sent)


PAGES = {
    "/open311/v2/requests.json?extensions=true": LIST,
    "/open311/v2/servicerequestupdates.json": LIST,
    "/issues": LIST,
    "/issues?q=lamp&state=open&sort=seconded&area=hodge-hill": LIST,
    "/issues?area=hodge-hill&category=noise&kind=problem&state=open": LIST,
    "/campaigns": LIST,
    "/tasks": LIST,
    "/playbooks": LIST,
    "/playbooks/1": PAGE,
    "/areas": LIST,
    "/events": LIST,
    "/events?area=hodge-hill&kind=house_meeting&when=week": LIST,
    "/areas/hodge-hill/rounds": LIST,
    "/rounds/1": PAGE + 1,
    "/rounds/1/themes/1": PAGE + 1,
    "/events/1": PAGE + 1,
    "/issues/2": PAGE + 1,
    "/tasks/1": PAGE,
    "/campaigns/1": PAGE + 11,
    "/": PAGE + 1,
    "/areas/hodge-hill": PAGE + 10,
}
OWN = {
    "/people": LIST,
    "/me/requests": PAGE,
    "/me/follows": PAGE + 1,
    "/notifications": LIST,
    "/me": 3,
    "/one-to-ones": PAGE,
    "/introductions": LIST,
}
DESK = {
    "/areas/hodge-hill/desk": 2 * PAGE + 5,
    "/rounds/1/themes": PAGE + 2,
    "/areas/hodge-hill/people": PAGE,
    "/tasks/1": PAGE + 3,  # and who could be asked to help
}


@pytest.mark.parametrize("who", ["visitor", "member", "organiser"])
def test_a_page_asks_a_few_times_and_no_more_often_on_a_full_board(
    who: str,
    app: Flask,
    make: Maker,
    people: People,
    things: Things,
    browsers: dict[str, Browser],
) -> None:
    pages = (
        PAGES
        if who == "visitor"
        else PAGES | OWN | (DESK if who == "organiser" else {})
    )
    few = {url: statements(app, browsers[who], url) for url in pages}
    fill(make, people, things)
    for url, most in pages.items():
        assert statements(app, browsers[who], url) <= few[url] <= most, (url, few[url])


PRESSES: dict[str, Callable[[Things], tuple[str, dict[str, str]]]] = {
    "post": lambda things: (
        "/issues/new",
        {
            "title": "A",
            "body": "B",
            "kind": "idea",
            "category": "other",
            "area": "hodge-hill",
            "different": "yes",
        },
    ),
    "second": lambda things: (f"/issues/{things.other.id}/second", {}),
    "comment": lambda things: (f"/issues/{things.issue.id}/comments", {"body": "Yes."}),
    "claim": lambda things: (f"/tasks/{things.task.id}/claim", {}),
    "release": lambda things: (f"/tasks/{things.shift.id}/release", {"note": "Sorry."}),
    "attend": lambda things: (f"/events/{things.event.id}/attend", {}),
    "withdraw": lambda things: (f"/events/{things.event.id}/withdraw", {}),
    "follow": lambda things: (f"/campaigns/{things.campaign.id}/follow", {}),
    "back": lambda things: (f"/campaigns/{things.campaign.id}/back", {}),
    "promise": lambda things: (
        f"/campaigns/{things.campaign.id}/promises/1/settle",
        {"state": "kept", "on": "2026-01-31"},
    ),
    "state": lambda things: (
        f"/issues/{things.issue.id}/state",
        {"state": "done", "reason": "Mended."},
    ),
}


MOST = {
    **{
        # of it and of a comment is asked whether an organiser looks first; it counts
        # among what its author has done here
        "post": 9,
        "second": 6,
        "comment": 8,
        "claim": 7,
        "release": 7,
        "attend": 5,
        "withdraw": 7,
        "follow": 3,
    },
    **{"back": 6, "promise": 8},  # a promise is looked up beside its campaign
    # who closes an issue holds it, asks everybody anew and says when; a mail goes to
    # each who asked
    "state": 12,
}
COUNTED = 1  # and one holds the write against its limits


@pytest.mark.parametrize("press", PRESSES)
def test_a_write_sends_few_statements_however_many_hear_of_it(
    press: str,
    app: Flask,
    make: Maker,
    people: People,
    things: Things,
    browsers: dict[str, Browser],
) -> None:
    url, values = PRESSES[press](things)
    who = browsers["member" if press in ("release", "withdraw") else "organiser"]
    for _ in range(10):
        follower = make.person(area=people.hodge_hill)
        for topic in (
            f"issue-{things.issue.id}",
            f"issue-{things.other.id}",
            f"task-{things.task.id}",
        ):
            make.follow(topic, follower)
    who.get("/appearance")  # whoever asks is known
    with counted(app) as sent:
        assert who.post(url, values).status == 303
    assert len(sent) <= MOST[press] + COUNTED, "\n".join(sent)


def test_while_others_wait_a_comment_writes_and_asks_once(
    app: Flask, things: Things, browsers: dict[str, Browser]
) -> None:
    browsers["member"].get("/appearance")
    with counted(app, in_turn=True) as sent:
        assert (
            browsers["member"]
            .post(f"/issues/{things.issue.id}/comments", {"body": "Yes."})
            .status
            == 303
        )
    assert [statement.split()[0] for statement in sent] == [
        "INSERT",
        "UPDATE",
        "INSERT",
        "INSERT",
        "INSERT",
        "SELECT",  # whether an organiser looks first
        "INSERT",  # last, the write is counted
    ]


def test_the_card_after_a_claim_is_drawn_from_what_is_known(
    app: Flask, things: Things, browsers: dict[str, Browser]
) -> None:
    browsers["organiser"].get("/appearance")
    with counted(app) as sent:
        page = browsers["organiser"].post(f"/tasks/{things.task.id}/claim", htmx=True)
    assert page.status == 200
    assert page.says("You have a place.")
    assert len(sent) <= MOST["claim"] + COUNTED, "\n".join(sent)
