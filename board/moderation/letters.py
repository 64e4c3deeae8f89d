"""Who is told of a decision: the author, with rule, reason and the way to appeal; and
whoever flagged, the outcome alone."""

import secrets

from sqlalchemy import select, update

from board import clock
from board.accounts.models import Person
from board.accounts.queries import token_hash
from board.activity.actions import record
from board.db import db
from board.drawing import full
from board.mail import actions as mail
from board.mail.actions import queue
from board.moderation import verbs
from board.moderation.models import Case, Flag
from board.moderation.rules import named
from board.moderation.targets import PAGES, Target

KNOWN_BY = 8  # characters; shorter lines stand in many mails


def withdraw(target: Target) -> None:
    """What tells of a hidden thing and waits to be mailed is mailed to nobody: mails
    that lead to its page, or hold what it said."""
    if target.kind in PAGES:
        mail.withdraw(f"{full(target.address)}\n")
        return
    first_line = target.text.strip().partition("\n")[0]
    if len(first_line) >= KNOWN_BY:
        mail.withdraw(f"> {first_line[:200]}")


def tell_author(case: Case, target: Target, *, may_appeal: bool) -> None:
    """Mail the author at once; the link lets them appeal without signing in."""
    author = db.session.get(Person, case.author_id) if case.author_id else None
    if author is None or not author.email:
        return
    url = ""
    if may_appeal:
        token = secrets.token_urlsafe(24)
        case.appeal_hash = token_hash(token)
        url = full(f"/moderation/appeal/{token}")
    sentence = str(verbs.BY_DECISION[case.decision].sentence)
    queue(
        author.email,
        "moderated",
        f"case-{case.id}-{case.version}",
        words=sentence,
        thing=target.text[:300] or target.title,
        rule=named(case.rule, case.clause, case.rules_version),
        reason=case.reason,
        case=full(f"/moderation/cases/{case.id}"),
        appeal=url,
    )


def tell_answer(case: Case) -> None:
    """Mail the author what the second person says."""
    author = db.session.get(Person, case.author_id) if case.author_id else None
    if author is None or not author.email:
        return
    queue(
        author.email,
        "appeal_answered",
        f"answer-{case.id}-{case.version}",
        words=str(verbs.ANSWERS[case.outcome]),
        answer=case.answer,
        url=full(f"/moderation/cases/{case.id}"),
    )


def tell_flaggers(case: Case, outcome: str) -> None:
    """Tell each who flagged it what came of it, once, and nothing more."""
    untold = (Flag.case_id == case.id, Flag.told_at.is_(None))
    for flag in db.session.scalars(select(Flag).where(*untold).order_by(Flag.id)):
        if flag.person_id:
            facts = {"person": flag.person_id, "outcome": outcome}
            record(verbs.TOLD, case, by=None, topics=case.topics, **facts)
        elif flag.email and flag.token_hash is None:
            sentence = str(verbs.OUTCOMES[outcome])
            queue(flag.email, "flag_outcome", f"flag-{flag.id}", words=sentence)
    db.session.execute(update(Flag).where(*untold).values(told_at=clock.now()))


def confirm_flag(flag: Flag, email: str) -> None:
    """Mail whoever flagged without an account the link by which they say that the
    address is theirs; before that it gets nothing else."""
    token = secrets.token_urlsafe(24)
    flag.email, flag.token_hash = email, token_hash(token)
    url = full(f"/flag/{token}")
    queue(email, "confirm_flag", f"confirm-flag-{flag.id}", number=flag.id, url=url)
