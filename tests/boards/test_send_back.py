"""What was changed about a playbook travels back to the board it came from: as a file,
or sent where that board allows it."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from board.boards import actions
from board.boards.publishing import PLAYBOOKS
from board.playbooks.models import Answered, Playbook, Suggestion
from board.playbooks.queries import book_of
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
from tests.boards.hands import CHANGED, change, of, open_to_others
from tests.builders import Maker, People, in_days
from tests.conftest import on_sqlite
from tests.pages import Browser
from tests.playbooks.books import edit, use, write

HERE = "Test Board"


def follow(make: Maker, there: Maker, people: People) -> Playbook:
    """A board takes over the playbook of another one that it follows."""
    with make.writing():
        by = make._here(people.operator)
        actions.follow(by, address=at(there), is_near=True)
    ask(make)
    accept_all(make, people.operator)
    (ours,) = rows_of(make, Playbook)
    return ours


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
