"""Publishing a version of the rules; nobody changes one that is published."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from string import ascii_lowercase
from typing import Any

from sqlalchemy import insert

from board import clock
from board.db import db
from board.rules import queries
from board.rules.models import Clause, Rule, RuleSet
from board.rules.queries import RuleText

FIRST = Path(__file__).parent / "first.toml"
# nobody has read an earlier version, so no line in the log is needed
UNSEEN = {"may_do_nothing": True}


def publish_first() -> None:
    """The rules every board begins with, where it has none yet."""
    if queries.version() == 0:
        _write(1, first_rules())


def first_rules() -> list[RuleText]:
    """As they stand in the file."""
    entries = tomllib.loads(FIRST.read_text("utf-8"))["rule"]
    return [
        RuleText(number, entry["title"], lettered(entry["clauses"]))
        for number, entry in enumerate(entries, 1)
    ]


def lettered(clauses: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Clauses with their letters: a, b, c."""
    return tuple(zip(ascii_lowercase, clauses, strict=False))


def _write(version: int, rules: Sequence[RuleText], **more: Any) -> None:
    rule_set = {"version": version, "published_at": clock.now(), "note": "", **more}
    titles = [
        {"version": version, "number": rule.number, "title": rule.title}
        for rule in rules
    ]
    clauses = [
        {"version": version, "number": rule.number, "letter": letter, "words": words}
        for rule in rules
        for letter, words in rule.clauses
    ]
    for model, rows in ((RuleSet, [rule_set]), (Rule, titles), (Clause, clauses)):
        db.session.execute(insert(model), rows, execution_options=UNSEEN)
