"""The community rule that a decision rests on: as it is offered, stored and written
out."""

import re
from typing import NamedTuple

from flask_babel import gettext as _

from board.rules import queries as rules

TYPED = re.compile(r"([1-9][0-9]?) ?([a-z]?)")


class Basis(NamedTuple):
    """Rule and clause by the version of the community rules they stand in, and the
    reason in words."""

    rule: int = 0
    clause: str = ""
    reason: str = ""
    version: int = 1


def offered() -> list[tuple[str, str]]:
    """The rules in force and their clauses, to choose from."""
    found = []
    for rule in rules.current():
        found.append((str(rule.number), f"{rule.number}. {rule.title}"))
        for letter, words in rule.clauses:
            short = words if len(words) < 70 else f"{words[:68]} …"
            found.append((f"{rule.number}{letter}", f"{rule.number} {letter}. {short}"))
    return found


def based_on(typed: str, reason: str) -> Basis:
    """What was chosen, by the rules in force."""
    match = TYPED.fullmatch(typed or "")
    number, letter = (int(match[1]), match[2]) if match else (0, "")
    return Basis(number, letter, reason, rules.version())


def words(basis: Basis) -> str:
    """What stands where something was hidden: `Rule 2 b, Be kind: You shout.`"""
    rule = named(basis.rule, basis.clause, basis.version)
    if not rule:
        return basis.reason
    return f"{rule}: {basis.reason}" if basis.reason else rule


def named(rule: int, clause: str = "", version: int = 1) -> str:
    """`Rule 2 b, Be kind`; nothing where no rule is named."""
    if not rule:
        return ""
    found = rules.clause(version, rule, clause)
    number = f"{rule} {clause}".strip()
    if found is None:
        return str(_("Rule %(number)s", number=number))
    return str(_("Rule %(number)s, %(title)s", number=number, title=found[0]))
