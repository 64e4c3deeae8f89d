"""What stands where something was hidden or taken back: a page with rule and reason,
410; and the same with what it said for its author and for organisers there."""

import re
from typing import Any

from flask import make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board.accounts.session import current_person
from board.error_data import data_wanted
from board.error_pages import answer
from board.errors import NotFound
from board.forms import row_number
from board.moderation import queries
from board.moderation.finding import find
from board.moderation.reading import what_is_hidden
from board.moderation.targets import PAGES, Target
from board.photos.queries import number_of
from board.policy import Actor, allowed
from board.text import tidy

KINDS = {path: kind for kind, path in PAGES.items()}
KINDS |= {"comments": "comment", "updates": "update", "questions": "question"}
KINDS |= {"suggestions": "playbook_suggestion"}
NUMBERED = re.compile(r"/([a-z]+)/([1-9][0-9]{0,8})(?=[/.]|$)")
PICTURE = re.compile(r"/photos/([0-9a-f]{64})-[a-z]+\.webp")


def in_its_place() -> Response | None:
    """The page for an address below which something is gone; None where nothing is."""
    for kind, number in _named_by(request.path):
        try:
            target = find(kind, number)
        except NotFound:
            continue
        if not target.is_private and (page := tombstone(target)):
            return page
    return None


def _named_by(path: str) -> list[tuple[str, int]]:
    """What an address is about: the kind and number of each thing, the part before
    what it is part of."""
    if found := PICTURE.fullmatch(path):
        return [("photo", number_of(found[1]))]
    if path == "/flag":
        kind, number = (tidy(request.values.get(name, "")) for name in ("kind", "id"))
        return [(kind, row_number(number))]
    named = [(KINDS.get(one[1], ""), int(one[2])) for one in NUMBERED.finditer(path)]
    return named[::-1]


def may_read(target: Target, person: Actor | None) -> bool:
    """Whether this person reads what is hidden: who wrote it, and who moderates
    there."""
    if person is None or target.is_taken_back:
        return False
    is_own = target.author_id == person.id
    return is_own or allowed(person, "moderation.queue", target)


def tombstone(target: Target) -> Response | None:
    """410 with rule and reason; readable for whom it is theirs to read. None where
    everybody reads it."""
    hidden = what_is_hidden(target)
    if hidden is None and not target.is_taken_back:
        return None
    person = current_person()
    why = _why(target, hidden)
    reads = may_read(target, person) and request.method == "GET"
    if not why and not reads:
        raise NotFound  # it waits for an organiser
    title = _title(target, why)
    if not reads and (data_wanted() or request.method != "GET"):
        return answer(410, title, why)
    given: dict[str, Any] = {
        "target": target,
        "reads": reads,
        "why": why or _("An organiser looks at it first."),
        "title": title,
        "is_held": not why,
        "case": queries.of_thing(target.kind, target.id) if reads else None,
        "code": 410,
    }
    page = render_template("moderation/gone.html", **given)
    return make_response(page, 200 if reads else 410)


def _why(target: Target, hidden: Target | None) -> str:
    """What everybody reads in its place; empty while an organiser is to look first."""
    if hidden:
        return str(hidden.row.hidden_for)
    by_organiser = getattr(target.row, "removed_for", "")
    if by_organiser:
        return str(_("Removed by an organiser: %(reason)s", reason=by_organiser))
    return str(_("Taken back by its writer."))


def _title(target: Target, why: str) -> str:
    if target.is_taken_back:
        return str(_("This was taken back"))
    return str(_("This was hidden") if why else _("Waiting for an organiser"))
