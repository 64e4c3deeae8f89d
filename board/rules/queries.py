"""Reading the rules: the version in force, an earlier one, one clause."""

from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import bindparam, func, select

from board.accounts.models import Person
from board.db import AnyRow, Rows, read
from board.rules.models import Clause, Rule, RuleDraft, RuleSet

in_force = select(func.coalesce(func.max(RuleSet.version), 0)).scalar_subquery()
OF_VERSION = (
    select(Rule.number, Rule.title, Clause.letter, Clause.words)
    .outerjoin(
        Clause, (Clause.version == Rule.version) & (Clause.number == Rule.number)
    )
    .where(Rule.version == bindparam("version"))
    .order_by(Rule.number, Clause.letter)
)
VERSIONS = select(RuleSet.version, RuleSet.published_at, RuleSet.note).order_by(
    RuleSet.version.desc()
)


class RuleText(NamedTuple):
    """A rule as people read it; its clauses are (letter, words)."""

    number: int
    title: str
    clauses: tuple[tuple[str, str], ...]


def version() -> int:
    """The version in force; 0 before there is one."""
    return int(read(select(in_force))[0][0])


def current() -> tuple[RuleText, ...]:
    """The rules in force."""
    return of_version(version())


def of_version(version: int) -> tuple[RuleText, ...]:
    """The rules of a version, none where there is no such version."""
    rows = read(OF_VERSION, {"version": version})
    return tuple(
        RuleText(
            number,
            title,
            tuple((row.letter, row.words) for row in clauses if row.letter),
        )
        for (number, title), clauses in groupby(rows, attrgetter("number", "title"))
    )


def clause(version: int, number: int, letter: str = "") -> tuple[str, str] | None:
    """(title of the rule, words of the clause) of a version, the words empty where no
    letter is named; None where there is none."""
    for rule in of_version(version):
        if rule.number == number:
            words = {"": "", **dict(rule.clauses)}
            return (rule.title, words[letter]) if letter in words else None
    return None


def versions() -> Rows:
    """(version, published_at, note) of all versions, the newest first."""
    return read(VERSIONS)


def draft() -> AnyRow | None:
    """(text, saved_at, by_name) of the draft, None without one."""
    statement = select(
        RuleDraft.text, RuleDraft.saved_at, Person.name.label("by_name")
    ).join(Person, Person.id == RuleDraft.by_id)
    rows = read(statement)
    return rows[0] if rows else None


def agreed_by(person_id: int) -> int:
    """The version this person agreed to, 0 for none."""
    return int(read(select(Person.rules_version).where(Person.id == person_id))[0][0])
