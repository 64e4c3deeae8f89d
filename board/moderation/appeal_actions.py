"""A decision is looked at once more: its author says why, once, and a second person
answers in words."""

from flask_babel import gettext as _
from sqlalchemy import update

from board import clock
from board.accounts.models import Person
from board.activity.actions import record
from board.db import db, fresh
from board.errors import Conflict, Invalid, NotFound
from board.moderation import case_actions, letters, queries, verbs
from board.moderation.case_actions import MILD, Decision
from board.moderation.models import Case, Outcome, State
from board.moderation.rules import Basis
from board.moderation.targets import find
from board.policy import Actor, require


def may_appeal(case: Case) -> bool:
    """Whether there is something to appeal against, and nobody has."""
    return (
        case.state == State.DECIDED
        and case.decision not in MILD
        and not case.appealed_at
        and case.decided_at is not None
        and case.decided_at > clock.now() - queries.APPEAL_FOR
    )


def appeal(case: Case, by: Actor, *, words: str) -> None:
    """Ask for a second look. Raises Conflict where one was asked for already."""
    require(by, "moderation.appeal", case)
    if not may_appeal(case):
        raise Conflict(_("There is one appeal, and this was decided already."))
    values = {
        "state": State.APPEALED,
        "appeal": words,
        "appealed_at": clock.now(),
        "closed_at": None,
        "appeal_hash": None,
        "version": case.version + 1,
    }
    mine = (Case.id == case.id, Case.version == case.version)
    done = db.session.execute(update(Case).where(*mine).values(**values))
    if not done.rowcount:  # type: ignore[attr-defined]
        raise Conflict(_("There is one appeal, and it was sent already."))
    facts = {"what": case.kind, "thing": case.thing_id}
    record(verbs.APPEALED, case, by=None, topics=case.topics, **facts)


def author_by_link(case: Case | None) -> Person:
    """Whoever has the mailed link of a case is its author. Raises NotFound."""
    if case is None or case.author_id is None:
        raise NotFound
    return fresh(Person, case.author_id)


def answer(
    case: Case,
    by: Actor,
    *,
    version: int,
    outcome: Outcome,
    words: str,
    instead: str = "",
) -> None:
    """Say what becomes of a decision: it stands, it is undone, or another takes its
    place. Never by who decided.

    Raises Conflict when a second person has answered already.
    """
    require(by, "moderation.answer", case)
    target = find(case.kind, case.thing_id)
    if outcome == Outcome.CHANGED and instead in ("", case.decision):
        raise Invalid(_("Choose what is done instead."), "instead")
    now = clock.now()
    values = {
        "state": State.DECIDED,
        "outcome": outcome,
        "answer": words,
        "answered_by_id": by.id,
        "answered_at": now,
        "closed_at": now,
        "version": version + 1,
        "opened_by_id": None,
    }
    mine = (Case.id == case.id, Case.version == version, Case.state == State.APPEALED)
    done = db.session.execute(update(Case).where(*mine).values(**values))
    if not done.rowcount:  # type: ignore[attr-defined]
        raise Conflict(_("Somebody has answered this appeal already."))
    db.session.refresh(case)
    reverses = None
    basis = Basis(case.rule, case.clause, case.reason, case.rules_version)
    if outcome != Outcome.UPHELD:
        reverses = case_actions.undo(case, target, by, basis)
    case_actions.log(case, by, outcome, reverses=reverses)
    if outcome == Outcome.CHANGED:
        changed = Decision(instead, basis._replace(reason=words[:300]))
        case_actions.carry_out(case, target, by, changed)
        case_actions.log(case, by, instead)
    facts = {"what": case.kind, "thing": case.thing_id, "outcome": str(outcome)}
    facts |= {"rule": case.rule, "person": case.author_id}
    topics = case_actions.topics_of(case, target)
    record(verbs.ANSWERED, case, by=by, topics=topics, **facts)
    letters.tell_answer(case)
