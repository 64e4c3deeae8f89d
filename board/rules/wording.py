"""The rules as one text that people can edit, and what is different between two
versions."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from string import ascii_lowercase

from flask_babel import gettext as _
from markupsafe import Markup

from board import markdown
from board.rules.queries import RuleText

MOST_RULES = 30
LONGEST_TITLE = 120
LONGEST_CLAUSE = 600
_NUMBER = re.compile(r"^\d{1,2}[.)]\s+")
_LETTER = re.compile(r"^[a-z][.)]\s+")


def lettered(clauses: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Clauses with their letters: a, b, c."""
    return tuple(zip(ascii_lowercase, clauses, strict=False))


def as_text(rules: Sequence[RuleText]) -> str:
    """A block for each rule, a blank line between them: the title, then a line for each
    clause."""
    return "\n\n".join(_block(rule, f"{rule.number}. ") for rule in rules)


def _block(rule: RuleText, number: str = "") -> str:
    clauses = [f"{letter}) {words}" for letter, words in rule.clauses]
    return "\n".join([f"{number}{rule.title}", *clauses])


def from_text(text: str) -> list[RuleText]:
    """The rules such a text holds; numbers and letters are counted anew.

    Raises ValueError with a sentence for what is no set of rules.
    """
    blocks = [block.strip() for block in re.split(r"\n\s*\n", text) if block.strip()]
    if not 0 < len(blocks) <= MOST_RULES:
        raise ValueError(_("Write 1 to %(most)s rules.", most=MOST_RULES))
    return [_rule(number, block) for number, block in enumerate(blocks, 1)]


def _rule(number: int, block: str) -> RuleText:
    first, *rest = (line.strip() for line in block.splitlines())
    title = _NUMBER.sub("", first)
    clauses = [_LETTER.sub("", line) for line in rest]
    _check(number, title, clauses)
    return RuleText(number, title, lettered(clauses))


def _check(number: int, title: str, clauses: list[str]) -> None:
    if not clauses:
        raise ValueError(
            _("Rule %(number)s says nothing yet: write below it.", number=number)
        )
    if len(title) > LONGEST_TITLE:
        raise ValueError(_("The title of rule %(number)s is too long.", number=number))
    if len(clauses) > len(ascii_lowercase) or max(map(len, clauses)) > LONGEST_CLAUSE:
        raise ValueError(
            _("Rule %(number)s is too long. Make two of it.", number=number)
        )


def differences(
    old: Sequence[RuleText], new: Sequence[RuleText]
) -> list[tuple[str, Markup]]:
    """(title, the rule with what was taken out and put in) of each rule that is not the
    same in both, whatever its number."""
    before = list(map(_block, old))
    after = list(map(_block, new))
    found = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, was_from, was_to, is_from, is_to in matcher.get_opcodes():
        if what != "equal":
            found += _changed(before[was_from:was_to], after[is_from:is_to])
    return found


def _changed(before: list[str], after: list[str]) -> list[tuple[str, Markup]]:
    return [
        ((now or was).splitlines()[0], markdown.changes(was, now))
        for was, now in zip_longest(before, after, fillvalue="")
    ]
