"""What we changed, and why: it flows back step by step, and is taken or answered."""

from typing import Any

import pytest

from board.errors import Conflict, NotAllowed
from board.playbooks import suggestion_actions, verbs
from board.playbooks.models import Answered, Playbook, Suggestion
from board.playbooks.queries import book_of
from tests.builders import Maker, People, Rows, in_days
from tests.pages import Browser
from tests.playbooks.books import edit, use, write
from tests.playbooks.test_write import heard


def suggest(make: Maker, playbook: Playbook, by: Any, **said: Any) -> Suggestion:
    """Somebody changed how to dig."""
    texts = {"step": "dig", "words": "Dig at night.", "why": "It was hot."}
    with make.writing():
        here = make._here(playbook)
        return suggestion_actions.suggest(here, make._here(by), **texts | said)


def answer(make: Maker, made: Suggestion, by: Any, **said: Any) -> None:
    """Whoever looks after it answers."""
    with make.writing():
        here = make._here(made)
        playbook = make._here(
            make.now(made) and suggestion_actions.queries.get(made.playbook_id)
        )
        suggestion_actions.answer(playbook, here, make._here(by), **said)


def test_taken_it_stands_in_the_step_and_all_hear(
    make: Maker, people: People, rows: Rows
) -> None:
    playbook = write(make, people.organiser, people.hodge_hill)
    use(make, playbook, people.elsewhere, people.ward_end, in_days(30))
    made = suggest(make, playbook, people.member)
    assert people.organiser.id in heard(rows, verbs.SUGGESTED)
    answer(make, made, people.organiser, take=True)
    with make.app.app_context():
        step = book_of(playbook.id, 2).step("dig")
    assert step is not None
    assert step.words == "Dig at night."
    assert make.now(made).state == Answered.TAKEN
    assert heard(rows, verbs.ANSWERED) == {people.member.id}
    assert heard(rows, verbs.EDITED) == {people.elsewhere.id}


def test_answered_it_leaves_the_step_as_it_is(
    make: Maker, people: People, rows: Rows
) -> None:
    playbook = write(make, people.organiser, people.hodge_hill)
    made = suggest(make, playbook, people.member)
    answer(make, made, people.organiser, take=False, answer="Too dark.")
    assert make.now(playbook).version == 1
    with pytest.raises(Conflict):
        answer(make, made, people.organiser, take=True)


def test_a_step_that_changed_meanwhile_is_not_overwritten(
    make: Maker, people: People
) -> None:
    playbook = write(make, people.organiser, people.hodge_hill)
    made = suggest(make, playbook, people.member)
    with make.app.app_context():
        book = book_of(playbook.id, 1)
    other = tuple(
        step if step.key != "dig" else type(step)(**vars(step) | {"words": "Sing."})
        for step in book.steps
    )
    edit(make, playbook, people.organiser, steps=other)
    with pytest.raises(Conflict):
        answer(make, made, people.organiser, take=True)
    assert make.now(made).state == Answered.OPEN


def test_only_who_looks_after_it_answers(make: Maker, people: People) -> None:
    playbook = write(make, people.organiser, people.hodge_hill)
    made = suggest(make, playbook, people.member)
    with pytest.raises(NotAllowed):
        answer(make, made, people.elsewhere, take=True)


def test_over_the_pages_it_goes_there_and_back(
    make: Maker, people: People, member: Browser, organiser: Browser, visitor: Browser
) -> None:
    playbook = write(make, people.organiser, people.hodge_hill)
    at = f"/playbooks/{playbook.id}"
    said = {"step": "thank", "words": "To <b>all</b>.", "why": "They came."}
    assert member.fill(f"{at}/suggest", said).status == 303
    read = visitor.get(f"{at}/suggestions/1")
    assert read.says("Say thank you", "They came.")
    assert "<b>all</b>" not in read.text
    assert people.member.name not in read.words
    page = organiser.fill(f"{at}/suggestions/1", {"take": "yes", "answer": "Yes."})
    assert page.status == 303
    assert member.get(f"{at}/suggestions/1").says("Taken", "Yes.")
    assert visitor.get(f"{at}?since=1").says("What changed since version 1")


def test_who_did_it_is_named_only_when_they_agreed_and_to_who_is_signed_in(
    make: Maker, people: People, elsewhere: Browser, member: Browser, visitor: Browser
) -> None:
    playbook = write(make, people.organiser, people.hodge_hill)
    use(make, playbook, people.elsewhere, people.ward_end, in_days(30))
    at, name = f"/playbooks/{playbook.id}", people.elsewhere.name
    assert not member.get(at).says(name)
    elsewhere.fill(at, {"askable": "yes"}, action=f"{at}/askable")
    assert member.get(at).says(name, "Ask to be put in touch")
    assert name not in visitor.get(at).words
    elsewhere.fill(at, {"askable": "no"}, action=f"{at}/askable")
    assert not member.get(at).says(name)
