"""The job that sends what was changed back to where a playbook came from."""

from collections.abc import Callable
from typing import Any

import pytest

from board.boards import actions, sending
from board.boards.models import Sending
from board.playbooks.models import Playbook
from tests.boards.answering import Answer, says
from tests.boards.exchange import (
    accept_all,
    ask,
    rows_of,
    send,
)
from tests.boards.feeds import CLUB, feed, item
from tests.boards.hands import change, of
from tests.builders import Maker, People
from tests.conftest import on_sqlite
from tests.playbooks.books import write

Answering = Callable[[Answer], str]


def copied(make: Maker, people: People, address: str) -> str:
    """A suggestion about what was taken over from a board at this address; the page it
    stands on."""
    with make.writing():
        by = make._here(people.operator)
        actions.follow(by, address=address, is_near=True)
    ask(make)
    accept_all(make, people.operator)
    (ours,) = rows_of(make, Playbook)
    return change(make, ours, people.operator, step="listen")


def waiting(make: Maker, people: People, address: str) -> str:
    """The same, which is to be sent there."""
    path = copied(make, people, address)
    of(make, people.operator).press(path, f"{path}/send")
    return path


def other(taken: list[bytes], status: int, there: str = "") -> Answer:
    """A board with a playbook, which takes suggestions with this answer."""

    def answer(asked: Any) -> None:
        own = f"http://{asked.headers['Host']}"
        if asked.command == "POST":
            length = int(asked.headers["Content-Length"])
            taken.append(asked.rfile.read(length))
            moved = {"Location": f"{own}/further"}
            return says(status, b"{}", **moved)(asked)
        takes = {"suggestions": there or f"{own}/boards/suggestions"}
        is_books = asked.path == "/playbooks.json"
        book = item(playbook=CLUB | {"steps": CLUB["steps"][:1]})
        items = [book] if is_books else []
        return says(200, feed(*items, _board=takes))(asked)

    return answer


@on_sqlite
@pytest.mark.parametrize(
    ("status", "words", "again"),
    [
        (403, "It takes no suggestions any more.", False),
        (302, "It answered with 302.", False),
        (500, "It answered with 500.", True),
        (429, "It answered with 429.", True),
    ],
)
def test_what_is_not_taken_is_said_and_tried_again_where_that_may_help(
    make: Maker,
    people: People,
    answering: Answering,
    status: int,
    words: str,
    again: bool,
) -> None:
    taken: list[bytes] = []
    path = waiting(make, people, answering(other(taken, status)))
    send(make)
    assert of(make, people.operator).get(path).says(words)
    (row,) = rows_of(make, Sending)
    assert (row.next_at is not None, row.sent_at) == (again, None)
    assert len(taken) == 1, "it is not followed to where it sends us"
    send(make)
    assert len(taken) == 1, "not at once"
    for days in range(1, 20):
        send(make, days=days)
    assert len(taken) == (len(sending.WAITS) + 1 if again else 1)
    assert len(set(taken)) == 1, "word for word the same"
    assert rows_of(make, Sending)[0].next_at is None


@on_sqlite
def test_a_board_is_told_only_at_an_address_of_its_own(
    make: Maker, people: People, answering: Answering
) -> None:
    taken: list[bytes] = []
    address = answering(other(taken, 202, "https://elsewhere.example/boards"))
    path = copied(make, people, address)
    page = of(make, people.operator).get(path)
    assert not page.offers(f"{path}/send")
    assert page.says("Send them the file.")
    assert of(make, people.operator).post(f"{path}/send", {}).status == 409
    send(make)
    assert (taken, rows_of(make, Sending)) == ([], [])


@on_sqlite
def test_only_whoever_keeps_the_copy_sends_it_and_only_a_copy_is_sent(
    make: Maker, people: People, answering: Answering
) -> None:
    taken: list[bytes] = []
    path = waiting(make, people, answering(other(taken, 202)))
    assert of(make, people.organiser).post(f"{path}/send", {}).status == 403
    assert not of(make, people.organiser).get(path).says("Tell those it came from")
    again = of(make, people.operator).post(f"{path}/send", {})
    assert again.status == 409, "it is on its way"
    own = write(make, people.organiser, people.hodge_hill)
    mine = change(make, own, people.member)
    assert not of(make, people.organiser).get(mine).says("Tell those it came from")
    assert of(make, people.organiser).post(f"{mine}/send", {}).status == 409


@on_sqlite
def test_who_is_not_followed_any_more_is_told_nothing(
    make: Maker, people: People, answering: Answering
) -> None:
    taken: list[bytes] = []
    waiting(make, people, answering(other(taken, 202)))
    of(make, people.operator).post("/boards/1", {"do": "unfollow"})
    send(make)
    assert (taken, rows_of(make, Sending)) == ([], [])
