"""What was changed about a playbook travels back to the board it came from: as a file,
or sent where that board allows it."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from board.boards import actions, sending, sending_actions
from board.boards.models import Arrival, Sending
from board.boards.publishing import PLAYBOOKS
from board.playbooks.models import Answered, Playbook, Suggestion
from board.playbooks.queries import book_of
from tests.boards.answering import Answer, says
from tests.boards.exchange import (
    Elsewhere,
    accept_all,
    ask,
    at,
    bring,
    drafts,
    rows_of,
    send,
    single,
)
from tests.boards.feeds import CLUB, feed, item, suggested
from tests.builders import Maker, People, in_days
from tests.conftest import on_sqlite
from tests.pages import Browser, Page, over_wsgi
from tests.playbooks.books import edit, use, write

CHANGED = {
    "step": "thank",
    "words": "To *everybody*, by name.",
    "why": "They **smiled**.",
}
HERE = "Test Board"


def of(make: Maker, person: Any) -> Browser:
    """The browser of somebody on that board, or of a visitor."""
    if person is None:
        return Browser(over_wsgi(make.app))
    cookie = make.cookie(person, remember=True)
    return Browser(over_wsgi(make.app), cookie, make.form_token(person))


def follow(make: Maker, there: Maker, people: People) -> Playbook:
    """A board takes over the playbook of another one that it follows."""
    with make.writing():
        by = make._here(people.operator)
        actions.follow(by, address=at(there), is_near=True)
    ask(make)
    accept_all(make, people.operator)
    (ours,) = rows_of(make, Playbook)
    return ours


def change(make: Maker, ours: Playbook, by: Any, **said: Any) -> str:
    """Somebody says what they changed; the page on which it then stands."""
    path = f"/playbooks/{ours.id}/suggest"
    page = of(make, by).fill(path, CHANGED | said, action=path)
    assert page.status == 303, page.summary
    made = rows_of(make, Suggestion)[-1]
    return f"/playbooks/{ours.id}/suggestions/{made.id}"


def open_to_others(make: Maker, people: People, takes: str = "yes") -> Page:
    """An operator lets other boards send suggestions, or not."""
    operator = of(make, people.operator)
    return operator.post("/boards/open", {"suggestions": takes})


def post(make: Maker, document: bytes, **headers: str) -> Page:
    """What a program sends to the board."""
    said = {"Content-Type": "application/json", "Accept": "application/json"}
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return Browser(over_wsgi(make.app)).open(
        "POST", "/boards/suggestions", document, **(said | sent)
    )


def take(make: Maker, made: Suggestion, by: Any) -> None:
    """Whoever looks after the playbook takes it."""
    path = f"/playbooks/{made.playbook_id}/suggestions/{made.id}"
    assert of(make, by).fill(path, {"take": "yes"}, action=path).status == 303


@on_sqlite
def test_it_is_sent_back_taken_there_and_comes_as_the_next_version(
    make: Maker, people: People, near: Callable[[str], Maker]
) -> None:
    there = near("There")
    theirs = write(there, people.organiser, people.hodge_hill)
    assert open_to_others(there, people).status == 303
    ours = follow(make, there, people)
    path = change(make, ours, people.operator)
    operator = of(make, people.operator)
    assert operator.get(path).says("There takes suggestions.")
    assert operator.press(path, f"{path}/send").status == 303
    assert drafts(there) == [], "not on a request"
    send(make)
    assert operator.get(path).says("They have it.")
    (draft,) = drafts(there)
    their_operator = of(there, people.operator)
    assert their_operator.get("/boards").says("What they changed", HERE)
    page = f"/boards/arrivals/{draft.id}"
    shown = their_operator.get(page)
    assert shown.says("They smiled.", "To everybody, by name.", "Say thank you", HERE)
    accepted = their_operator.fill(page, {"do": "accept"}, action=page)
    (made,) = rows_of(there, Suggestion)
    assert accepted.location.endswith(f"/playbooks/{theirs.id}/suggestions/{made.id}")
    keeper = of(there, people.organiser)
    assert keeper.get(accepted.location).says(f"From {HERE}")
    assert keeper.get("/notifications").says("what they changed about a playbook")
    take(there, made, people.organiser)
    with there.app.app_context():
        step = book_of(theirs.id, 2).step("thank")
    assert step
    assert step.words == CHANGED["words"]
    ask(make, days=1)
    accept_all(make, people.operator)
    assert make.now(ours).version == 2


@on_sqlite
def test_as_a_file_it_goes_from_board_to_board_to_board(
    make: Maker, people: People, elsewhere: Elsewhere
) -> None:
    """The one in the middle passes it on to where the playbook began."""
    between, last = elsewhere("between"), elsewhere("last")
    first = write(make, people.organiser, people.hodge_hill)
    for whose, to in ((make, between), (between, last)):
        (book,) = rows_of(whose, Playbook)
        bring(to, people.operator, single(whose, PLAYBOOKS, book.id))
        accept_all(to, people.operator)
    (book,) = rows_of(last, Playbook)
    use(last, book, people.organiser, people.hodge_hill, in_days(30))
    told = of(last, people.operator).get(change(last, book, people.organiser))
    assert told.says("Tell those it came from", "Send them the file.")
    one = [link for link in told.links if link.endswith(".json")][-1]
    document = of(last, None).get(one).text.encode()
    assert bring(between, people.operator, document) == 1
    assert bring(between, people.operator, document) == 0, "once"
    accept_all(between, people.operator)
    (passed,) = rows_of(between, Suggestion)
    assert (passed.from_board, passed.by_id) == ("Hodge Hill, last", None)
    assert bring(make, people.operator, document) == 1
    accept_all(make, people.operator)
    (made,) = rows_of(make, Suggestion)
    assert (made.playbook_id, made.step, made.words) == (
        first.id,
        "thank",
        CHANGED["words"],
    )
    path = f"/playbooks/{first.id}/suggestions/{made.id}"
    said = {"answer": "We say it **aloud**."}
    keeper = of(make, people.organiser)
    assert keeper.fill(path, said, action=path).status == 303
    assert make.now(made).state == Answered.ANSWERED


def strings(value: Any) -> list[str]:
    """All texts in a document, names of fields too."""
    if isinstance(value, dict):
        return [*value, *(text for one in value.values() for text in strings(one))]
    if isinstance(value, list):
        return [text for one in value for text in strings(one)]
    return [value] if isinstance(value, str) else []


@on_sqlite
def test_nothing_in_the_file_is_about_a_person(
    make: Maker, people: People, visitor: Browser
) -> None:
    book = write(make, people.organiser, people.hodge_hill)
    use(make, book, people.organiser, people.hodge_hill, in_days(30))
    path = change(make, book, people.organiser)
    told = json.loads(visitor.get(f"{path}.json").text)
    (item,) = told["items"]
    assert item["_board"]["suggestion"] == {
        "of": book.lineage,
        "title": book.title,
        "words": CHANGED["words"],
        "why": CHANGED["why"],
        "step": f"{book.lineage}#thank",
        "place": "Hodge Hill",
        "board": HERE,
    }
    everybody = [person.name for person in people.by_name.values()]
    everybody += [person.email for person in people.by_name.values()]
    for text in strings(told):
        assert not [name for name in everybody if name in text], text


@on_sqlite
def test_what_was_changed_here_already_is_told_all_the_same(
    make: Maker, people: People, elsewhere: Elsewhere
) -> None:
    there = elsewhere("there")
    theirs = write(there, people.organiser, people.hodge_hill)
    bring(make, people.operator, single(there, PLAYBOOKS, theirs.id))
    accept_all(make, people.operator)
    (ours,) = rows_of(make, Playbook)
    with make.app.app_context():
        steps = list(book_of(ours.id, 1).steps)
    words = "To everybody, and the dog."
    steps = [s if s.key != "thank" else replace(s, words=words) for s in steps]
    edit(make, ours, people.operator, steps=tuple(steps))
    path = change(make, make.now(ours), people.operator, words=words)
    document = of(make, None).get(f"{path}.json").text.encode()
    assert bring(there, people.operator, document) == 1
    accept_all(there, people.operator)
    take(there, rows_of(there, Suggestion)[0], people.organiser)
    with there.app.app_context():
        step = book_of(theirs.id, 2).step("thank")
    assert step
    assert step.words == words


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
