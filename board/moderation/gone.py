"""What stands where something is hidden: a page with rule and reason, 410; and the
same with what it said for its author and for organisers there."""

import re
from typing import Any

from flask import make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board.accounts.session import current_person
from board.error_data import data_wanted
from board.error_pages import answer
from board.errors import NotFound
from board.moderation import queries
from board.moderation.targets import PAGES, Target, find
from board.policy import Actor, allowed

NUMBERED = re.compile(r"/([a-z]+)/([1-9][0-9]{0,8})(?:[/.].*)?")
KINDS = {path: kind for kind, path in PAGES.items()}


def in_its_place() -> Response | None:
    """The page for an address below which something is hidden; None where nothing
    is."""
    found = NUMBERED.fullmatch(request.path)
    kind = KINDS.get(found[1]) if found else None
    if found is None or kind is None:
        return None
    try:
        target = find(kind, int(found[2]))
    except NotFound:
        return None
    if target.hidden_at is None:
        return None
    return tombstone(target)


def may_read(target: Target, person: Actor | None) -> bool:
    """Whether this person reads what is hidden: who wrote it, and who moderates
    there."""
    if person is None:
        return False
    is_own = target.author_id == person.id
    return is_own or allowed(person, "moderation.queue", target)


def tombstone(target: Target) -> Response:
    """410 with rule and reason; readable for whom it is theirs to read."""
    person = current_person()
    is_held = not target.row.hidden_for
    why = target.row.hidden_for or _("An organiser looks at it first.")
    title = _("Waiting for an organiser") if is_held else _("This was hidden")
    reads = may_read(target, person) and request.method == "GET"
    if is_held and not reads:
        raise NotFound
    if not reads and (data_wanted() or request.method != "GET"):
        return answer(410, title, why)
    given: dict[str, Any] = {
        "target": target,
        "reads": reads,
        "why": why,
        "title": title,
        "is_held": is_held,
        "case": queries.of_thing(target.kind, target.id) if reads else None,
        "code": 410,
    }
    page = render_template("moderation/gone.html", **given)
    return make_response(page, 200 if reads else 410)
