"""The rules of what flows back: somebody says what they changed and why; whoever looks
after the playbook takes it or answers."""

from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import update

from board import clock
from board.activity.actions import record
from board.db import db, insert_once
from board.errors import Conflict, Invalid
from board.playbooks import queries, verbs
from board.playbooks.models import Answered, Playbook, Suggestion
from board.playbooks.writing import renew
from board.policy import Actor, allowed, require


def suggest(
    playbook: Playbook,
    by: Actor,
    *,
    words: str,
    why: str,
    step: str = "",
    area_id: int | None = None,
    once: str | None = None,
) -> Suggestion:
    """Say what was changed about the playbook, or about one step of it, and why;
    whoever looks after it hears.

    Of a step `words` are what it should say. Raises Invalid for a step it does not
    have, or where the words are its own, unless by whoever looks after it. The same
    `once` again gives back the first.
    """
    require(by, "playbook.suggest", playbook)
    if step:
        found = queries.book_of(playbook.id, playbook.version).step(step)
        if found is None:
            raise Invalid(_("This step is not there any more. Pick again."), "step")
        # whoever looks after it may have changed it here, and tell where it came from
        is_news = found.words != words or allowed(by, "playbook.edit", playbook)
        if not is_news:
            raise Invalid(_("It says so already. Write what you did."), "words")
    values = {
        "playbook_id": playbook.id,
        "version": playbook.version,
        "step": step,
        "area_id": area_id,
        "by_id": by.id,
        "words": words,
        "why": why,
        "at": clock.now(),
    }
    made, is_new = insert_once(Suggestion, once=once, **values)
    if is_new:
        record(verbs.SUGGESTED, playbook, by=by, part=made, suggestion=made.id)
    return made


def answer(
    playbook: Playbook,
    suggestion: Suggestion,
    by: Actor,
    *,
    take: bool,
    answer: str = "",
) -> None:
    """Take it or answer it; whoever suggested it hears.

    What is taken of a step stands in it from then on, in a new version that says why.
    Raises Conflict where somebody has answered, or the step has changed meanwhile;
    Invalid where it is neither taken nor answered.
    """
    require(by, "playbook.edit", playbook)
    if not (take or answer):
        raise Invalid(_("Type your answer first."), "answer")
    state = Answered.TAKEN if take else Answered.ANSWERED
    waiting = (Suggestion.id == suggestion.id, Suggestion.state == Answered.OPEN)
    values: dict[str, Any] = {"state": state, "answer": answer}
    values |= {"answered_by_id": by.id, "answered_at": clock.now()}
    written = db.session.execute(update(Suggestion).where(*waiting).values(values))
    if not written.rowcount:  # type: ignore[attr-defined]
        raise Conflict(_("Somebody has answered this already."))
    if take and suggestion.step:
        _take(playbook, suggestion, by)
    facts: dict[str, Any] = {"suggestion": suggestion.id, "taken": take}
    record(verbs.ANSWERED, playbook, by=by, part=suggestion, **facts)


def _take(playbook: Playbook, suggestion: Suggestion, by: Actor) -> None:
    book = queries.book_of(playbook.id, playbook.version)
    before = queries.book_of(playbook.id, suggestion.version).step(suggestion.step)
    now = book.step(suggestion.step)
    if now is None or before is None or now.words != before.words:
        raise Conflict(
            _("This step has changed since. Change it yourself, then answer.")
        )
    steps = [
        replace(one, words=suggestion.words) if one.key == now.key else one
        for one in book.steps
    ]
    changed = replace(book, steps=tuple(steps))
    made = renew(playbook, changed, note=suggestion.why[:500])
    record(verbs.EDITED, playbook, by=by, version=made)
