"""Followed boards are asked by a job, every few hours; what they say waits as drafts,
and what is wrong with it is said."""

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from board.boards import actions, queries
from board.boards.models import Arrival, FollowedBoard
from board.errors import Invalid, NotAllowed
from board.jobs.models import Job
from tests.boards.answering import Answer, says
from tests.boards.exchange import accept, ask, drafts
from tests.boards.feeds import feed, item
from tests.boards.test_arrive import COURSE, course
from tests.builders import Maker, People, Rows
from tests.conftest import on_sqlite
from tests.pages import Browser

Answering = Callable[[Answer], str]
NOTHING = feed()


def follow(make: Maker, by: Any, address: str, **said: Any) -> FollowedBoard:
    """Follow a board near by."""
    with make.writing():
        given = {"is_near": True} | said
        return actions.follow(make._here(by), address=address, **given)


class Other:
    """A board that publishes these documents, and counts how often it is asked."""

    def __init__(self, **feeds: bytes) -> None:
        self.feeds = feeds
        self.asked: list[str] = []

    def answer(self) -> Answer:
        """As a server answers."""
        other = self

        def answer(asked: BaseHTTPRequestHandler) -> None:
            other.asked.append(asked.path)
            name = asked.path.removeprefix("/").partition(".")[0]
            if "?after=1" in asked.path:
                name += "_2"
            says(200, other.feeds.get(name, NOTHING))(asked)

        return answer


def is_due(rows: Rows) -> bool:
    """Whether the next round asks boards, however lately the last one did."""
    (job,) = (job for job in rows.all(Job) if job.name == actions.ASKING)
    return job.last_run is None


def test_one_that_is_followed_or_asked_again_is_asked_in_the_next_round(
    make: Maker, people: People, rows: Rows, answering: Answering
) -> None:
    ask(make)
    assert not is_due(rows)
    board = follow(make, people.operator, answering(Other().answer()))
    assert is_due(rows)
    ask(make)
    with make.writing():
        actions.ask_again(make._here(board), make._here(people.operator))
    assert is_due(rows)


def test_what_it_publishes_waits_as_drafts(
    make: Maker, people: People, rows: Rows, answering: Answering
) -> None:
    other = Other(
        courses=feed(item("a:a", course=COURSE), next_url="/courses.json?after=1"),
        courses_2=feed(item("b:b", course=COURSE)),
    )
    board = follow(make, people.operator, answering(other.answer()))
    assert make.now(board).asked_at is None, "not on a request"
    ask(make)
    now = make.now(board)
    assert (now.name, now.fault) == ("Ward End", "")
    assert {(one.lineage, one.board_id) for one in drafts(make)} == {
        ("a:a", board.id),
        ("b:b", board.id),
    }
    asked = len(other.asked)
    ask(make, days=0.1)
    assert len(other.asked) == asked, "within four hours"
    ask(make, days=0.2)
    assert len(other.asked) > asked
    assert rows.count(Arrival) == 2


@on_sqlite
def test_what_is_wrong_with_it_is_said_and_nothing_of_it_stored(
    make: Maker, people: People, answering: Answering, browser: Callable[..., Browser]
) -> None:
    other = Other(courses=course(), wins=b"[" * 100)
    board = follow(make, people.operator, answering(other.answer()))
    ask(make)
    assert "lists within lists" in make.now(board).fault
    assert [one.kind for one in drafts(make)] == ["course"], "the other feeds count"
    page = browser(people.operator).get("/boards")
    assert page.says("It did not work that time: This has lists within lists")
    other.feeds["wins"] = NOTHING
    ask(make, days=1)
    assert make.now(board).fault == ""


@on_sqlite
def test_a_feed_without_end_is_left(
    make: Maker, people: People, answering: Answering
) -> None:
    pages: Iterator[int] = iter(range(1000))

    def answer(asked: BaseHTTPRequestHandler) -> None:
        following = f"/courses.json?page={next(pages)}"
        says(200, feed(next_url=following))(asked)

    board = follow(make, people.operator, answering(answer))
    ask(make)
    assert make.now(board).fault == "It has more than we read in one go."


@on_sqlite
def test_it_is_not_followed_to_another_board(
    make: Maker, people: People, answering: Answering
) -> None:
    elsewhere = Other()
    next_url = answering(elsewhere.answer()) + "/courses.json"
    other = Other(courses=feed(next_url=next_url))
    board = follow(make, people.operator, answering(other.answer()))
    ask(make)
    assert "an address of somebody else" in make.now(board).fault
    assert elsewhere.asked == []


def test_who_may_follow_and_whom(make: Maker, people: People, rows: Rows) -> None:
    with pytest.raises(NotAllowed):
        follow(make, people.organiser, "https://board.example.org")
    with pytest.raises(Invalid, match="this board itself"):
        follow(make, people.operator, make.app.config["BOARD"].base_url)
    for again in ("https://Board.example.org/", "https://board.example.org/playbooks"):
        follow(make, people.operator, again, is_near=False)
    (board,) = rows.all(FollowedBoard)
    assert (board.address, board.is_near) == ("https://board.example.org", False)


def test_who_is_no_longer_followed_leaves_only_what_was_accepted(
    make: Maker, people: People, rows: Rows, answering: Answering
) -> None:
    both = feed(item("a:a", course=COURSE), item("b:b", course=COURSE))
    address = answering(Other(courses=both).answer())
    board = follow(make, people.operator, address)
    ask(make)
    accept(make, drafts(make)[0], people.operator)
    with make.writing():
        actions.unfollow(queries.get_board(board.id), make._here(people.operator))
    (left,) = rows.all(Arrival)
    assert (left.lineage, left.board_id) == ("a:a", None)
    follow(make, people.operator, address)
    ask(make)
    assert [draft.lineage for draft in drafts(make)] == ["b:b"]


def test_an_operator_does_it_from_the_page(
    make: Maker, people: People, answering: Answering, browser: Callable[..., Browser]
) -> None:
    address = answering(Other(courses=course()).answer())
    operator = browser(people.operator)
    refused = operator.fill("/boards", {"address": "board"}, action="/boards")
    assert refused.status == 422
    said = {"address": address, "is_near": "y"}
    assert operator.fill("/boards", said, action="/boards").status == 303
    ask(make)
    page = operator.get("/boards")
    assert page.says("Course: Asking", "Ward End")
    (draft,) = drafts(make)
    at = f"/boards/arrivals/{draft.id}"
    assert operator.get(at).says("A draft from elsewhere", "In pairs")
    accepted = operator.fill(at, {"do": "accept"}, action=at)
    assert operator.get(accepted.location).h1 == "Asking"
    told = json.loads(operator.get("/courses.json").text)["items"]
    assert [item["title"] for item in told] == ["Asking"]
