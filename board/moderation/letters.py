"""What authors are told of decisions: rule, reason and the way to appeal; and which
mails are sent no more."""

import secrets
from typing import Any

from flask_babel import LazyString

from board.accounts.models import Person
from board.accounts.queries import token_hash
from board.areas.models import Area
from board.db import db
from board.drawing import full
from board.mail import actions as mail
from board.mail.actions import queue
from board.moderation import verbs
from board.moderation.decisions import MILD, Decided, Decision
from board.moderation.flag_letters import tell_flaggers
from board.moderation.measures import last_day
from board.moderation.models import Case
from board.moderation.rules import named
from board.moderation.targets import PAGES, Target

MOST = 50  # things: a mail of more than 102 KB is cut off by mail programs
KNOWN_BY = 8  # characters; shorter lines stand in many mails


def withdraw(target: Target) -> None:
    """What tells of a hidden thing and waits to be mailed is mailed to nobody: what
    leads to its page, or holds what it said. An author still hears of decisions."""
    if target.kind in PAGES:
        mail.withdraw(f"{full(target.address)}\n", but="case-")
    else:
        withdraw_words(target)


def withdraw_words(target: Target) -> None:
    """What waits to be mailed and holds what a thing said is mailed to nobody."""
    first_line = target.text.strip().partition("\n")[0]
    if len(first_line) >= KNOWN_BY:
        mail.withdraw(f"> {first_line[:200]}", but="case-")


def tell(decided: list[Decided]) -> None:
    """Tell of decisions that were taken together: each author and each address that
    flagged has one mail, and whoever flagged signed in has a line of news a case."""
    by_author: dict[int, dict[int, list[Decided]]] = {}
    for one in decided:
        if one.act != "nothing" and one.case.author_id:
            cases = by_author.setdefault(one.case.author_id, {})
            cases.setdefault(one.case.id, []).append(one)
    for number, cases in by_author.items():
        author = db.session.get(Person, number)
        if author and is_mailed(author):
            _tell_author(author.email, [_told(of_case) for of_case in cases.values()])
    tell_flaggers({one.case.id: one for one in decided})


def is_mailed(author: Person) -> bool:
    """Whether somebody reads what is mailed there: who has left does not."""
    return bool(author.email) and author.erased_at is None


def _tell_author(address: str, things: list[dict[str, Any]]) -> None:
    """One mail at once; each of its links lets them appeal without signing in."""
    for start in range(0, len(things), MOST):
        some = things[start : start + MOST]
        case = some[0]["case"]
        queue(address, "moderated", f"case-{case.id}-{case.version}", things=some)


def _told(decided: list[Decided]) -> dict[str, Any]:
    """What an author is told of one thing and all that was decided on it."""
    case, target, decision, _line = decided[-1]
    appeal = ""
    if decision.act not in MILD:
        token = secrets.token_urlsafe(24)
        case.appeal_hash = token_hash(token)
        appeal = full(f"/moderation/appeal/{token}")
    return {
        "case": case,
        "said": [verbs.BY_DECISION[one.act].sentence for one in decided],
        "thing": target.text[:300] or target.title,
        "now": decision.text[:300],
        "rule": LazyString(named, case.rule, case.clause, case.rules_version),
        "measure": _measure(case, decision),
        "url": full(f"/moderation/cases/{case.id}"),
        "appeal": appeal,
    }


def _measure(case: Case, decision: Decision) -> dict[str, Any]:
    """Where and until when somebody is kept out or limited; empty for other acts."""
    if decision.act not in ("ban", "limit"):
        return {}
    is_wide = decision.reach != "area" or case.area_id is None
    area = None if is_wide else db.session.get(Area, case.area_id)
    last = decision.until and last_day(decision.until)
    return {"kind": decision.act, "area": area and area.name, "last": last}


def tell_answer(case: Case) -> None:
    """Mail the author what the second person says."""
    author = db.session.get(Person, case.author_id) if case.author_id else None
    if author is None or not is_mailed(author):
        return
    queue(
        author.email,
        "appeal_answered",
        f"answer-{case.id}-{case.version}",
        words=verbs.ANSWERS[case.outcome],
        answer=case.answer,
        url=full(f"/moderation/cases/{case.id}"),
    )
