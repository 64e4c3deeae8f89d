"""A playbook for tests."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from board.campaigns.models import Campaign
from board.db import db
from board.playbooks import actions, use_actions
from board.playbooks.book import Book, Role, Sheet, Step
from board.playbooks.models import Playbook

BOOK = Book(
    title="A garden on the corner",
    summary="Turn a bare corner into a garden.",
    purpose="So that people meet, and something **grows**.",
    decides="The council, for the land.",
    people="Six",
    weeks="Eight",
    money="200 pounds",
    safeguarding="Two adults, always.",
    gate="Two adults are there at all times.",
    script="Hello.",
    wins=("Beans grow.", "Ten people came."),
    fails=("One person does it all.",),
    debrief=("Who came?",),
    asks=("Will you lend us the corner?",),
    roles=(
        Role("lead", "Lead", "Keeps the plan."),
        Role("digger", "Digger", cleared=True),
    ),
    steps=(
        Step("listen", "Talk to ten neighbours", day=-14, role="lead", places=3),
        Step("ask", "Ask the council", day=-7, skill="negotiation"),
        Step("dig", "Dig", role="digger", shape="shift", starts="10:00", minutes=90),
        Step("thank", "Say thank you", day=1, shape="open", words="To *everybody*."),
    ),
    sheets=(Sheet("Rota", "Name, day"),),
)


def write(make: Any, by: Any, area: Any, **changed: Any) -> Playbook:
    """A playbook of an area."""
    original = changed.pop("original", None)
    book = replace(BOOK, **changed)
    with make.writing():
        here = original and make._here(original)
        if here:
            book = actions.copied(book, here.lineage)
        return actions.write(make._here(area), make._here(by), book=book, original=here)


def edit(make: Any, playbook: Playbook, by: Any, **changed: Any) -> Playbook:
    """Its next version, with a note."""
    note = changed.pop("note", "")
    with make.writing():
        here = make._here(playbook)
        book = replace(actions.queries.book_of(here.id, here.version), **changed)
        said = {"version": here.version, "book": book, "note": note}
        actions.edit(here, make._here(by), **said)
    return make.now(playbook)


def use(
    make: Any, playbook: Playbook, by: Any, area: Any, day: date, **more: Any
) -> Campaign:
    """A campaign laid out by it, whose day 0 is this day."""
    with make.writing():
        here = make._here(playbook)
        book = actions.queries.book_of(here.id, here.version)
        first = day + timedelta(days=book.first_day)
        said = {"book": book, "version": here.version, "starts_on": first, "gate": True}
        return use_actions.use(here, make._here(area), make._here(by), **said | more)


def ready(make: Any, key: str) -> Playbook:
    """One that comes with the product, put in as `board init` does."""
    from board.playbooks import ready

    with make.writing():
        ready.put_in()
        lineage = ready.LINEAGE + key
        found = db.session.scalar(select(Playbook).where(Playbook.lineage == lineage))
        assert found is not None
        return found
