"""What moderators and those they decide about do in these tests."""

from typing import Any

from board.moderation.models import Case
from tests.builders import Rows
from tests.pages import Browser, Page

BASIS = {"rule": "2", "reason": "It shouts at a neighbour."}


def hide(browser: Browser, kind: str, thing: Any, **said: str) -> Page:
    """Hide a thing by its kind and number."""
    number = thing if isinstance(thing, int) else thing.id
    values = {"kind": kind, "id": str(number)} | BASIS | said
    return browser.post("/hide", values)


def restore(browser: Browser, kind: str, thing: Any) -> Page:
    """Show it again."""
    values = {"kind": kind, "id": str(thing.id)} | BASIS
    return browser.post("/restore", values)


def flag(
    browser: Browser, kind: str, thing: Any, reason: str = "abuse", **said: str
) -> Page:
    """Flag a thing on its page."""
    values = {"reason": reason} | said
    return browser.fill(f"/flag?kind={kind}&id={thing.id}", values)


def the_case(rows: Rows) -> Case:
    """The newest case."""
    return rows.all(Case)[-1]


def decide(browser: Browser, case: Case, act: str, **said: str) -> Page:
    """Decide on a case on its page."""
    at = f"/moderation/cases/{case.id}"
    values = {"act": act, "reach": "area"} | BASIS | said
    return browser.fill(at, values, action=f"{at}/decide")
