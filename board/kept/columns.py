"""What each table and column is, in words: from the comments beside the models."""

import inspect
import re
from collections.abc import Iterator
from functools import cache

from sqlalchemy import CheckConstraint, Column, Table

from board.db import Model
from board.db.tables import model_of
from board.kept.column_words import BY_NAME

ATTRIBUTE = re.compile(r"    (\w+): Mapped\b")
# what lets somebody in, or knows a browser again, goes nowhere
HELD_BACK = re.compile(r"(^|_)(hash|token|secret|browser|network)$")
CHAIN = ("moderation_log",)  # whose hashes are there to be compared
# what counts, waits, or is kept for a while: of no use elsewhere
NOT_TOLD = {
    "allowance",
    "counted_story",
    "failed_sign_in",
    "job",
    "mail_run",
    "outbox",
    "telling",
    "unsent_text",
    "used_answer",
    "waiting_picture",
    "sign_in_link",
    "second_step",
    "held_account",
    "held_backer",
    "held_claim",
    "held_post",
    "held_second",
    "held_answer",
    "data_copy",
    "data_copy_part",
    "data_link",
    # for two people alone, whoever runs the board
    "one_to_one",
    "follow_up",
    "introduction",
    "introduction_look",
}
CHOICES = re.compile(r"(\w+) IN \((.*)\)")  # of a constraint


def told_tables() -> list[Table]:
    """The tables that are written out, those that others refer to first."""
    return [
        table for table in Model.metadata.sorted_tables if table.name not in NOT_TOLD
    ]


def told_columns(table: Table) -> list[Column[object]]:
    """The columns of a table that are written out."""
    return [
        column
        for column in table.columns
        if table.name in CHAIN or not HELD_BACK.search(column.name)
    ]


def about(table: Table) -> str:
    """What a table holds: the first sentence beside its model."""
    words = " ".join((inspect.getdoc(model_of(table)) or "").split())
    return re.split(r"(?<=\.)\s", words, maxsplit=1)[0]


def note(column: Column[object]) -> str:
    """What a column holds: the comment beside it or what its name says, and what
    follows from its kind."""
    comment = _comments(column.table).get(column.name, "")
    words = [comment or BY_NAME.get(column.name, ""), _choices(column)]
    if column.primary_key and not column.foreign_keys:
        words.append(
            "the number of the row" if column.name == "id" else "names the row"
        )
    for key in column.foreign_keys:
        words.append(f"the number of a row of {key.column.table.name}")
    words.append(_kind(column))
    return "; ".join(filter(None, words))


def _choices(column: Column[object]) -> str:
    """Which values a column may have, where they are few."""
    for constraint in column.table.constraints:
        if isinstance(constraint, CheckConstraint):
            match = CHOICES.fullmatch(str(constraint.sqltext))
            if match and match[1] == column.name:
                return f"one of {match[2]}"
    return ""


def _kind(column: Column[object]) -> str:
    kind = type(column.type).__name__
    known = {
        "UtcDateTime": "when, in UTC",
        "Date": "a day",
        "Boolean": "yes or no",
        "JSON": "a list or table, as JSON",
        "Float": "a number",
        "Double": "a number",
        "Integer": "a number" if not column.foreign_keys else "",
    }
    may_be_empty = "may be empty" if column.nullable else ""
    return ", ".join(filter(None, [known.get(kind, "text"), may_be_empty]))


@cache  # to find where a class begins Python reads its whole file
def _comments(table: object) -> dict[str, str]:
    """The comments beside the attributes of a model, by the name of their column."""
    model = model_of(table)
    mapper = model.__mapper__
    found: dict[str, str] = {}
    for part in reversed(model.__mro__):
        if part.__module__.startswith("board.") and part is not Model:
            found |= dict(_beside(inspect.getsource(part)))
    return {
        mapper.attrs[name].columns[0].name: words
        for name, words in found.items()
        if name in mapper.column_attrs
    }


def _beside(source: str) -> Iterator[tuple[str, str]]:
    """(attribute, comment) for each that has one, above it or at its line's end."""
    above: list[str] = []
    for line in source.splitlines():
        if line.strip().startswith("#"):
            above.append(line.strip("# "))
            continue
        if match := ATTRIBUTE.match(line):
            _code, sign, behind = line.partition("  # ")
            words = [*above, *([behind] if sign and "noqa" not in behind else [])]
            if words:
                yield match.group(1), " ".join(words)
        above = []
