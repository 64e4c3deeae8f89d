"""Flagging: anybody says what is wrong with a thing, and it becomes a case or joins the
one there is."""

from sqlalchemy import select, update

from board import clock
from board.accounts.queries import token_hash
from board.activity.actions import record
from board.db import db, insert_new, read
from board.errors import NotFound
from board.moderation import flag_letters, verbs
from board.moderation.case_actions import case_of
from board.moderation.models import URGENT, Case, Flag, State
from board.moderation.targets import Target
from board.policy import Actor


def flag(
    target: Target,
    by: Actor | None,
    *,
    reason: str,
    about_author: bool = False,
    note: str = "",
    email: str = "",
    once: str | None = None,
) -> None:
    """Say that an organiser should look at a thing. Whoever is signed in counts once
    for a case, and once for its author; the log does not say who it was."""
    case = case_of(target)
    said = {
        "case_id": case.id,
        "reason": reason,
        "about_author": about_author,
        "note": note,
        "at": clock.now(),
    }
    if by:
        unique = ["case_id", "person_id", "about_author"]
        index = Flag.told_at.is_(None) & Flag.person_id.is_not(None)
        made = insert_new(Flag, unique, where=index, person_id=by.id, **said)
    else:
        made = insert_new(Flag, ["once"], once=once, **said)
    if made is None:
        return
    if email and not by:
        flag_letters.confirm_flag(made, email)
    is_new = _wait(case, urgent=reason in URGENT)
    facts = {"what": target.kind, "thing": target.id, "new": is_new}
    record(verbs.FLAGGED, case, by=None, topics=case.topics, **facts)


def _wait(case: Case, *, urgent: bool) -> bool:
    """The case waits for a moderator; whether they hear of it: it did not wait before,
    or it has become urgent."""
    waited = case.state != State.DECIDED and _flagged_before(case)
    state = State.OPEN if case.state == State.DECIDED else case.state
    is_urgent = case.urgent or urgent
    values = {"state": state, "urgent": is_urgent, "closed_at": None}
    db.session.execute(update(Case).where(Case.id == case.id).values(**values))
    return not waited or is_urgent != case.urgent


def _flagged_before(case: Case) -> bool:
    """Whether it waits because of another flag than the newest."""
    untold = (Flag.case_id == case.id, Flag.told_at.is_(None))
    return len(read(select(Flag.id).where(*untold).limit(2))) > 1


def is_known(token: str) -> bool:
    """Whether a mailed link leads to a flag whose address nobody has confirmed."""
    return bool(read(select(Flag.id).where(Flag.token_hash == token_hash(token))))


def confirm(token: str) -> None:
    """The address a flag was left with is theirs; who says so only after the decision
    hears of it at once. Raises NotFound."""
    this = Flag.token_hash == token_hash(token)
    found = db.session.scalar(select(Flag).where(this))
    done = db.session.execute(update(Flag).where(this).values(token_hash=None))
    if found is None or not done.rowcount:  # type: ignore[attr-defined]
        raise NotFound
    if found.told_at:
        flag_letters.tell_address([found])
