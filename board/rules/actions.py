"""Drafting and publishing a version of the rules, which nobody changes any more, and
agreeing to it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, insert, update

from board import clock
from board.accounts.models import Person
from board.activity.actions import record
from board.db import db, insert_new, put
from board.errors import Conflict, Invalid
from board.policy import Actor, require
from board.rules import queries, verbs
from board.rules.models import Clause, Rule, RuleDraft, RuleSet
from board.rules.queries import RuleText
from board.rules.wording import from_text, lettered

FIRST = Path(__file__).parent / "first.toml"
# what no page shows needs no line in the log
UNSEEN = {"may_do_nothing": True}


def publish_first() -> None:
    """The rules every board begins with, where it has none yet."""
    if queries.version() == 0:
        first = {"version": 1, "published_at": clock.now(), "note": ""}
        db.session.execute(insert(RuleSet), [first], execution_options=UNSEEN)
        _write(1, first_rules())


def first_rules() -> list[RuleText]:
    """As they stand in the file."""
    import tomllib

    entries = tomllib.loads(FIRST.read_text("utf-8"))["rule"]
    return [
        RuleText(number, entry["title"], lettered(entry["clauses"]))
        for number, entry in enumerate(entries, 1)
    ]


def save_draft(by: Actor, *, text: str) -> None:
    """Keep the rules as they would be; nobody but operators sees them.

    Raises Invalid for a text that is no set of rules.
    """
    require(by, "board.operate")
    _checked(text)
    put(RuleDraft, ["id"], id=1, text=text, by_id=by.id, saved_at=clock.now())


def drop_draft(by: Actor) -> None:
    """Throw it away."""
    require(by, "board.operate")
    db.session.execute(delete(RuleDraft))


def publish(by: Actor, *, text: str, note: str, after: int) -> int:
    """Put this text in force in the place of version `after`; the new version's number.

    Whoever publishes rules agrees to them. Raises Conflict where another version came
    in between, Invalid for a text that says the same as before.
    """
    require(by, "board.operate")
    rules = _checked(text)
    if _said(rules) == _said(queries.of_version(after)):
        raise Invalid(_("This says the same as the rules in force."), "rules")
    made: dict[str, Any] = {"by_id": by.id, "published_at": clock.now(), "note": note}
    version = after + 1
    published = None
    if queries.version() == after:
        published = insert_new(RuleSet, ["version"], version=version, **made)
    if published is None:
        raise Conflict(
            _("Another version was published meanwhile. Compare with that one.")
        )
    _write(version, rules)
    drop_draft(by)
    agree(by, version)
    record(verbs.PUBLISHED, published, by=by, topics=["rules"], version=version)
    return version


def agree(by: Actor, version: int) -> None:
    """The person keeps to this version of the rules from now on."""
    older = (Person.id == by.id, Person.rules_version < version)
    agreed = update(Person).where(*older).values(rules_version=version)
    db.session.execute(agreed, execution_options=UNSEEN)


def _checked(text: str) -> list[RuleText]:
    try:
        return from_text(text)
    except ValueError as wrong:
        raise Invalid(str(wrong), "rules") from wrong


def _said(rules: Sequence[RuleText]) -> list[tuple[str, Any]]:
    return [(rule.title, rule.clauses) for rule in rules]


def _write(version: int, rules: Sequence[RuleText]) -> None:
    titles = [
        {"version": version, "number": rule.number, "title": rule.title}
        for rule in rules
    ]
    clauses = [
        {"version": version, "number": rule.number, "letter": letter, "words": words}
        for rule in rules
        for letter, words in rule.clauses
    ]
    for model, rows in ((Rule, titles), (Clause, clauses)):
        db.session.execute(insert(model), rows, execution_options=UNSEEN)
