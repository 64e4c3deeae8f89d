"""Deciding on a case: one act at a time, by who may, with a rule and a reason; logged
in public, told to the author and to whoever flagged."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import update

from board import clock
from board.activity.actions import record
from board.areas.models import Area
from board.db import db, insert_row
from board.errors import Conflict, Invalid
from board.moderation import letters, queries, verbs
from board.moderation.carrying_out import carry_out
from board.moderation.case_log import log, topics_of
from board.moderation.decisions import RULELESS, Decided, Decision
from board.moderation.models import Case, State
from board.moderation.targets import KINDS, Target
from board.policy import Actor, require


def case_of(target: Target) -> Case:
    """The case of a thing; it is made where there is none."""
    insert_row(
        Case,
        ["kind", "thing_id"],
        kind=target.kind,
        thing_id=target.id,
        title=str(KINDS[target.kind]),
        area_id=target.area_id,
        author_id=target.author_id,
    )
    found = queries.of_thing(target.kind, target.id)
    assert found
    return found


def decide(target: Target, by: Actor, decision: Decision, *, version: int = 0) -> None:
    """Decide on a thing, and tell whom it concerns.

    `version` is the one of its case that the moderator saw; 0 where they saw the thing
    alone. Raises Conflict when somebody has decided since, Invalid without a reason.
    """
    letters.tell([decide_untold(target, by, decision, version=version)])


def decide_untold(
    target: Target,
    by: Actor,
    decision: Decision,
    *,
    version: int = 0,
    bulk: int | None = None,
) -> Decided:
    """The same without a mail, for who decides on several things: `bulk` is the first
    line of the log that says so."""
    if decision.act == "hide":
        require(by, "moderation.hide", target)
    else:
        require(by, "moderation.decide", target)
    if decision.act in RULELESS:
        basis = decision.basis._replace(rule=0, clause="")
        decision = decision._replace(basis=basis)
    elif not decision.basis.reason:
        raise Invalid(_("Say why, so that whoever wrote it knows."), "reason")
    case = case_of(target)
    _settle(case, by, decision, version or case.version)
    reverses = carry_out(case, target, by, decision)
    line = log(case, by, decision.act, bulk=bulk, reverses=reverses)
    _record(case, target, by, decision.act)
    return Decided(case, target, decision, line)


def _settle(case: Case, by: Actor, decision: Decision, version: int) -> None:
    """The case is decided by this person, unless somebody did it since."""
    now = clock.now()
    basis = decision.basis
    values = {
        "state": State.DECIDED,
        "decision": decision.act,
        "rules_version": basis.version,
        "rule": basis.rule,
        "clause": basis.clause,
        "reason": basis.reason,
        "decided_by_id": by.id,
        "decided_at": now,
        "closed_at": now,
        "urgent": False,
        "version": version + 1,
        **{"appeal": "", "appealed_at": None, "outcome": "", "answer": ""},
        **{"answered_by_id": None, "answered_at": None, "appeal_hash": None},
    }
    mine = (Case.id == case.id, Case.version == version)
    done = db.session.execute(update(Case).where(*mine).values(**values))
    if not done.rowcount:  # type: ignore[attr-defined]
        raise _late()
    db.session.refresh(case)


def check_seen(case: Case, version: int) -> None:
    """Whoever acts saw the case as it is; 0 where they saw its thing alone. Raises
    Conflict where somebody decided since."""
    if version not in (0, case.version):
        raise _late()


def _late() -> Conflict:
    return Conflict(
        _("Somebody decided on this meanwhile. Below is how it stands now.")
    )


def _record(case: Case, target: Target, by: Actor, act: str) -> None:
    """It stands in the log of the board, from which its author hears."""
    verb = verbs.BY_DECISION[act]
    facts: dict[str, Any] = {"what": target.kind, "thing": target.id}
    if verb is not verbs.CLEARED:
        facts |= {"rule": case.rule, "person": case.author_id}
    record(verb, case, by=by, topics=topics_of(case, target), **facts)


def open_case(case: Case, by: Actor) -> None:
    """Say to other moderators that one looks at it; the log keeps who did."""
    require(by, "moderation.queue", case)
    record(verbs.OPENED, case, by=by, topics=case.topics)


def set_looks_first(area: Area, by: Actor, on: bool) -> None:
    """Say whether an organiser looks first at what somebody writes here for the first
    time."""
    require(by, "moderation.queue", area)
    db.session.execute(update(Area).where(Area.id == area.id).values(looks_first=on))
    topics = [f"area-{area.id}"]
    record(verbs.LOOKS_FIRST_SET, area, by=by, topics=topics, on=on)
