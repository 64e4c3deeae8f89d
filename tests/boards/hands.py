"""Hands for what travels back: who opens a page on which board, and what they say."""

from typing import Any

from board.playbooks.models import Playbook, Suggestion
from tests.boards.exchange import rows_of
from tests.builders import Maker, People
from tests.pages import Browser, Page, over_wsgi

CHANGED = {
    "step": "thank",
    "words": "To *everybody*, by name.",
    "why": "They **smiled**.",
}


def of(make: Maker, person: Any) -> Browser:
    """The browser of somebody on that board, or of a visitor."""
    if person is None:
        return Browser(over_wsgi(make.app))
    cookie = make.cookie(person, remember=True)
    return Browser(over_wsgi(make.app), cookie, make.form_token(person))


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
