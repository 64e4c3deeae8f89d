"""What a decision does to a thing and to its author, and what takes it back."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import update

from board.db import CanBeClosed, db
from board.errors import Conflict, Invalid
from board.moderation import hiding, letters, log_queries, measures, texts, verbs
from board.moderation.decisions import Decision
from board.moderation.finding import find
from board.moderation.models import Case
from board.moderation.rules import Basis, words
from board.moderation.targets import Target
from board.policy import Actor


def carry_out(case: Case, target: Target, by: Actor, decision: Decision) -> int | None:
    """Do it; the number of the line of the log that it reverses, if any."""
    act = decision.act
    standing = words(decision.basis)
    if act == "hide":
        if target.kind == "person":
            raise Invalid(_("A person can't be hidden. Keep them out instead."))
        if target.hidden_at and not target.row.hidden_for:
            hiding.say_why(target, standing)  # it was held
        elif not hiding.hide_row(target, standing):
            raise Conflict(_("This is hidden already."))
        letters.withdraw(target)
    elif act in ("restore", "accept"):
        if target.is_taken_back:
            raise Conflict(_("Its writer took it back. There is nothing to show."))
        if not hiding.show_row(target):
            raise Conflict(_("This is shown already."))
    elif act in ("close", "reopen"):
        _close(target, standing if act == "close" else "")
    elif act == "edit":
        letters.withdraw_words(target)
        texts.change(case, target, decision.text)
    elif act == "unedit":
        texts.put_back(case, target)
    elif act in ("ban", "limit"):
        measures.begin(case, by, decision, standing)
    elif act in ("unban", "unlimit"):
        measures.end(case)
    return _reversed_by(case, act)


def undo(case: Case, target: Target, by: Actor, basis: Basis) -> int | None:
    """Take back what was decided; the number of the line of the log that said it. What
    can't be taken back, such as a picture's covered part, stays."""
    did = case.decision
    back = verbs.UNDO.get(did)
    line = log_queries.last_act(case.id, did)
    if back:
        carry_out(case, find(target.kind, target.id), by, Decision(back, basis))
    return line


def _reversed_by(case: Case, act: str) -> int | None:
    undone = next((did for did, undo in verbs.UNDO.items() if undo == act), "")
    if not undone or act == "hide":
        return None
    return log_queries.last_act(case.id, undone)


def _close(target: Target, why: str) -> None:
    if not isinstance(target.page, CanBeClosed):
        raise Invalid(_("Nobody says anything there that could be closed."))
    page: Any = target.page
    model: Any = type(page)
    before = model.closed_for == "" if why else model.closed_for != ""
    this = (model.id == page.id, before)
    done = db.session.execute(update(model).where(*this).values(closed_for=why))
    if not done.rowcount:
        raise Conflict(_("Somebody did that already."))
