"""A decision is looked at once more: its author says why, once, and a second person
answers in words."""

from flask_babel import gettext as _
from sqlalchemy import update

from board import clock
from board.accounts.models import Person
from board.activity.actions import record
from board.db import CanBeClosed, db, fresh
from board.errors import Conflict, Invalid, NotFound
from board.moderation import carrying_out, case_log, letters, queries, verbs
from board.moderation.decisions import MILD, Decision
from board.moderation.finding import find
from board.moderation.models import Case, Outcome, State
from board.moderation.rules import Basis
from board.moderation.targets import MODELS, Target
from board.moderation.texts import BODY
from board.policy import Actor, require

# what may take the place of each decision, the gravest first; an appeal makes nothing
# worse
LESSER = {
    "ban": ("ban", "limit", "hide", "edit", "close", "warn", "restore"),
    "limit": ("limit", "hide", "edit", "close", "warn", "restore"),
    "hide": ("edit", "close", "warn"),
    "close": ("edit", "warn"),
    "redact": ("edit", "warn"),
    "edit": ("edit", "warn"),
    "warn": ("edit",),
}
SHORTER = ("ban", "limit")  # in the place of themselves: until a day


def lesser(case: Case, target: Target) -> list[str]:
    """What else can be decided in the place of a decision, by how its thing stands."""
    is_hidden = target.hidden_at is not None
    fits = {
        "hide": target.kind in MODELS and not is_hidden,
        "restore": is_hidden and not target.is_taken_back,
        "edit": target.kind in BODY and not target.is_taken_back,
        "close": isinstance(target.page, CanBeClosed) and not target.page.closed_for,
    }
    return [act for act in LESSER.get(case.decision, ()) if fits.get(act, True)]


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
    instead: Decision | None = None,
) -> None:
    """Say what becomes of a decision: it stands, it is undone, or a lesser one takes
    its place. Never by who decided.

    Raises Conflict when a second person has answered already.
    """
    require(by, "moderation.answer", case)
    target = find(case.kind, case.thing_id)
    if outcome == Outcome.CHANGED:
        _check_lesser(case, target, instead)
    _settle(case, by, version, outcome, words)
    reverses = None
    basis = Basis(case.rule, case.clause, case.reason, case.rules_version)
    if outcome != Outcome.UPHELD:
        reverses = carrying_out.undo(case, target, by, basis)
    case_log.log(case, by, outcome, reverses=reverses)
    if outcome == Outcome.CHANGED and instead:
        _decide_instead(case, by, instead, basis._replace(reason=words[:300]))
    facts = {"what": case.kind, "thing": case.thing_id, "outcome": str(outcome)}
    facts |= {"rule": case.rule, "person": case.author_id}
    topics = case_log.topics_of(case, target)
    record(verbs.ANSWERED, case, by=by, topics=topics, **facts)
    letters.tell_answer(case)


def _settle(case: Case, by: Actor, version: int, outcome: Outcome, words: str) -> None:
    """The appeal is answered by this person, unless somebody did it since."""
    now = clock.now()
    values = {
        "state": State.DECIDED,
        "outcome": outcome,
        "answer": words,
        "answered_by_id": by.id,
        "answered_at": now,
        "closed_at": now,
        "version": version + 1,
    }
    mine = (Case.id == case.id, Case.version == version, Case.state == State.APPEALED)
    done = db.session.execute(update(Case).where(*mine).values(**values))
    if not done.rowcount:  # type: ignore[attr-defined]
        raise Conflict(_("Somebody has answered this appeal already."))
    db.session.refresh(case)


def _decide_instead(case: Case, by: Actor, instead: Decision, basis: Basis) -> None:
    """The lesser decision, as far as the first one reached."""
    reach = "area" if case.area_id else "board"
    changed = instead._replace(basis=basis, reach=reach)
    target = find(case.kind, case.thing_id)
    carrying_out.carry_out(case, target, by, changed)
    case_log.log(case, by, instead.act)
    case.decision = instead.act


def _check_lesser(case: Case, target: Target, instead: Decision | None) -> None:
    """Raise Invalid where this is nothing less than what was decided."""
    if instead is None or instead.act not in lesser(case, target):
        raise Invalid(_("Choose what is done instead."), "instead")
    if instead.act == "edit" and not instead.text.strip():
        raise Invalid(_("Type what it says."), "text")
    if instead.act == case.decision and instead.act in SHORTER and not instead.until:
        raise Invalid(_("Name the day with which it ends."), "until")
