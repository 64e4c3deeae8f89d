"""What whoever flagged is told: the outcome alone."""

import secrets

from sqlalchemy import select, update

from board import clock
from board.accounts.queries import token_hash
from board.activity.actions import record
from board.db import db
from board.drawing import full, locale
from board.mail.actions import queue
from board.moderation import verbs
from board.moderation.decisions import Decided
from board.moderation.models import Case, Flag


def tell_flaggers(decided: dict[int, Decided]) -> None:
    """Tell each who flagged what came of it, once, and nothing more."""
    untold = (Flag.case_id.in_(decided), Flag.told_at.is_(None))
    found = db.session.scalars(select(Flag).where(*untold).order_by(Flag.id)).all()
    people: set[tuple[int, int]] = set()
    addresses: dict[str, list[Flag]] = {}
    for flag in found:
        case = decided[flag.case_id].case
        if flag.person_id and (case.id, flag.person_id) not in people:
            people.add((case.id, flag.person_id))
            facts = {"person": flag.person_id, "outcome": outcome_of(case)}
            record(verbs.TOLD, case, by=None, topics=case.topics, **facts)
        elif flag.email and flag.token_hash is None:
            addresses.setdefault(flag.email, []).append(flag)
    for flags in addresses.values():
        tell_address(flags)
    now = clock.now()
    db.session.execute(update(Flag).where(*untold).values(told_at=now))


def outcome_of(case: Case) -> str:
    """What whoever flagged hears of a decision."""
    return "nothing" if case.decision == "nothing" else "acted"


def tell_address(flags: list[Flag]) -> None:
    """Mail whoever flagged these without an account what came of each."""
    told = []
    for flag in flags:
        case = db.session.get(Case, flag.case_id)
        assert case
        words = verbs.OUTCOMES[outcome_of(case)]
        told.append({"number": flag.id, "what": case.title, "words": words})
    to, key = flags[0].email, f"flag-{flags[0].id}"
    queue(to, "flag_outcome", key, flags[0].locale, flags=told)


def confirm_flag(flag: Flag, email: str) -> None:
    """Mail whoever flagged without an account the link by which they say that the
    address is theirs; before that it gets nothing else."""
    token = secrets.token_urlsafe(24)
    flag.email = email
    flag.locale = locale()
    flag.token_hash = token_hash(token)
    url = full(f"/flag/{token}")
    queue(email, "confirm_flag", f"confirm-flag-{flag.id}", number=flag.id, url=url)
