"""What another board sends by itself: only where an operator allows it, only a
suggestion about a playbook of ours, and never much."""

from collections.abc import Callable
from typing import Any

import pytest

from board.boards import sending_actions
from board.boards.models import Arrival
from board.playbooks.models import Suggestion
from tests.boards.exchange import (
    accept_all,
    bring,
    drafts,
    rows_of,
)
from tests.boards.feeds import feed, suggested
from tests.boards.hands import of, open_to_others
from tests.builders import Maker, People
from tests.conftest import on_sqlite
from tests.pages import Browser, Page, over_wsgi
from tests.playbooks.books import write


def post(make: Maker, document: bytes, **headers: str) -> Page:
    """What a program sends to the board."""
    said = {"Content-Type": "application/json", "Accept": "application/json"}
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return Browser(over_wsgi(make.app)).open(
        "POST", "/boards/suggestions", document, **(said | sent)
    )


def test_nobody_may_send_anything_unless_an_operator_lets_them(
    make: Maker, people: People
) -> None:
    book = write(make, people.organiser, people.hodge_hill)
    document = feed(suggested(book.lineage))
    refused = post(make, document)
    assert refused.status == 403
    assert "takes no suggestions" in refused.text
    open_to_others(make, people)
    assert post(make, document).status == 202
    assert post(make, document).json == {"drafts": 0}, "once"
    assert len(drafts(make)) == 1
    open_to_others(make, people, "no")
    assert post(make, document).status == 403
    organiser = of(make, people.organiser)
    assert organiser.post("/boards/open", {"suggestions": "yes"}).status == 403


HOSTILE: dict[str, tuple[int, Callable[[str], bytes]]] = {
    "empty": (422, lambda of: b""),
    "bytes": (422, lambda of: b"\xff\xfe\x00"),
    "deep": (422, lambda of: b"[" * 50_000),
    "large": (413, lambda of: b" " * (sending_actions.MOST_BYTES + 1)),
    "none": (422, lambda of: feed()),
    "two": (422, lambda of: feed(suggested(of), suggested(of, lineage="x:2"))),
    "a playbook": (422, lambda of: feed(suggested(of) | _playbook())),
    "no kind": (422, lambda of: feed({"id": "x", "_board": {"lineage": "x"}})),
    "script": (422, lambda of: feed(suggested(of, words="<script>x</script>"))),
    "turned": (422, lambda of: feed(suggested(of, why="turned \u202e round"))),
    "long": (422, lambda of: feed(suggested(of, words="x" * 8001))),
    "no words": (422, lambda of: feed(suggested(of, words=" \n "))),
    "not ours": (422, lambda of: feed(suggested("somebody:else"))),
    "no such step": (422, lambda of: feed(suggested(of, step=f"{of}#nowhere"))),
    "another's step": (422, lambda of: feed(suggested(of, step="else:where#thank"))),
    "says so": (422, lambda of: feed(suggested(of, words="To *everybody*."))),
    "list": (422, lambda of: feed(suggested(of, words=["x"]))),
}


def _playbook() -> dict[str, Any]:
    return {"_board": {"lineage": "x:1", "playbook": {"title": "A", "steps": []}}}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_suggestion_is_refused_in_words_and_nothing_stored(
    make: Maker, people: People, name: str
) -> None:
    book = write(make, people.organiser, people.hodge_hill)
    open_to_others(make, people)
    status, made = HOSTILE[name]
    refused = post(make, made(book.lineage))
    assert refused.status == status, refused.text
    assert refused.json["text"]
    assert rows_of(make, Arrival) == []


@on_sqlite
def test_other_types_and_other_ways_are_refused(make: Maker, people: People) -> None:
    open_to_others(make, people)
    assert post(make, b"{}", Content_Type="text/plain").status == 415
    form = "application/x-www-form-urlencoded"
    assert post(make, b"a=b", Content_Type=form).status == 415
    assert of(make, None).get("/boards/suggestions").status == 405


@on_sqlite
def test_only_so_many_wait_and_one_network_sends_only_so_many(
    make: Maker, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending_actions, "MOST_WAITING", 3)
    book = write(make, people.organiser, people.hodge_hill)
    open_to_others(make, people)
    answers = [
        post(make, feed(suggested(book.lineage, lineage=f"x:{number}")))
        for number in range(4)
    ]
    assert [one.status for one in answers] == [202, 202, 202, 429]
    assert "wait here already" in answers[-1].text
    assert len(drafts(make)) == 3
    for number in range(40):
        last = post(make, feed(suggested(book.lineage, lineage="x:1", why=f"{number}")))
    assert last.status == 429
    assert int(last.headers["retry-after"]) > 0


def test_what_came_from_elsewhere_is_flagged_and_hidden_like_anybodys(
    make: Maker, people: People, visitor: Browser
) -> None:
    book = write(make, people.organiser, people.hodge_hill)
    bring(make, people.operator, feed(suggested(book.lineage)))
    accept_all(make, people.operator)
    (made,) = rows_of(make, Suggestion)
    page = f"/playbooks/{book.id}/suggestions/{made.id}"
    assert visitor.get(page).says("From Ward End", "It was hot.")
    said = {"kind": "playbook_suggestion", "id": f"{made.id}"}
    flag = f"/flag?kind=playbook_suggestion&id={made.id}"
    flagged = of(make, people.member).fill(flag, {"reason": "spam"}, action="/flag")
    assert flagged.status == 303, flagged
    hidden = of(make, people.organiser).post(
        "/hide", said | {"rule": "1", "reason": "Spam."}
    )
    assert hidden.status == 303, hidden
    assert visitor.get(page).status in (404, 410)
    assert not visitor.get(f"/playbooks/{book.id}/suggest").says("It was hot.")
    assert visitor.get(f"{page}.json").status in (404, 410)
