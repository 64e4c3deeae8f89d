"""Deciding on a case: one act at a time, by who may, with a rule and a reason; logged
in public, told to the author and to whoever flagged."""

from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import update

from board import clock
from board.accounts.models import Person
from board.activity.actions import record
from board.areas.models import Area
from board.db import CanBeClosed, db, insert_row
from board.errors import Conflict, Invalid
from board.moderation import (
    chain,
    hiding,
    letters,
    log_queries,
    measures,
    queries,
    texts,
    verbs,
)
from board.moderation.models import Act, Case, State
from board.moderation.rules import Basis, words
from board.moderation.targets import KINDS, Target, find
from board.policy import Actor, Role, require

# what breaks no rule: nobody appeals it
MILD = {
    *("nothing", "restore", "accept", "reopen"),
    *("unedit", "unwarn", "unlimit", "unban"),
}


class Decision(NamedTuple):
    """What a moderator decides: the act, why, and what the act needs."""

    act: str
    basis: Basis
    until: Any = None  # the end of a ban or a limit
    reach: str = "area"  # of a ban: area, board, address or domain
    text: str = ""  # as it is to read from now on


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


def decide(
    target: Target,
    by: Actor,
    decision: Decision,
    *,
    version: int = 0,
    bulk: int | None = None,
) -> Act:
    """Decide on a thing.

    `version` is the one of its case that the moderator saw; 0 where they saw the thing
    alone. Raises Conflict when somebody has decided since, Invalid without a reason.
    """
    if decision.act == "hide":
        require(by, "moderation.hide", target)
    else:
        require(by, "moderation.decide", target)
    if decision.act not in ("nothing", "accept") and not decision.basis.reason:
        raise Invalid(_("Say why, so that whoever wrote it knows."), "reason")
    case = case_of(target)
    _settle(case, by, decision, version or case.version)
    reverses = carry_out(case, target, by, decision)
    return _publish(case, target, by, decision, bulk, reverses)


def _settle(case: Case, by: Actor, decision: Decision, version: int) -> None:
    """The case is decided by this person, unless somebody did it since."""
    now, basis = clock.now(), decision.basis
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


def _publish(
    case: Case,
    target: Target,
    by: Actor,
    decision: Decision,
    bulk: int | None,
    reverses: int | None,
) -> Act:
    """Log it in public, tell the author and whoever flagged."""
    line = log(case, by, decision.act, bulk=bulk, reverses=reverses)
    verb = verbs.BY_DECISION[decision.act]
    facts: dict[str, Any] = {"what": target.kind, "thing": target.id}
    if verb is not verbs.CLEARED:
        facts |= {"rule": case.rule, "person": case.author_id}
    record(verb, case, by=by, topics=topics_of(case, target), **facts)
    if decision.act != "nothing":
        letters.tell_author(case, target, may_appeal=decision.act not in MILD)
    letters.tell_flaggers(case, "nothing" if decision.act == "nothing" else "acted")
    return line


def topics_of(case: Case, target: Target) -> list[str]:
    """Where a decision stands in the log: under its case, its thing, and its author."""
    person = [f"person-{case.author_id}"] if case.author_id else []
    return [*case.topics, *target.topics, *person]


def log(
    case: Case,
    by: Actor,
    act: str,
    *,
    bulk: int | None = None,
    reverses: int | None = None,
) -> Act:
    """A line of the public log: what was done to a case, by whom as what."""
    area = db.session.get(Area, case.area_id) if case.area_id else None
    is_organiser = area and by.role_in(area.id) == Role.ORGANISER
    return chain.add_line(
        act=act,
        kind=case.kind,
        case_id=case.id,
        role="organiser" if is_organiser else "operator",
        area=area.slug if area else "",
        rules_version=case.rules_version,
        rule=case.rule,
        clause=case.clause,
        bulk=bulk,
        reverses_id=reverses,
    )


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


def author_of(case: Case) -> Person | None:
    """Whose the thing of the case is."""
    return db.session.get(Person, case.author_id) if case.author_id else None
