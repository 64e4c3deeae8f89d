"""Community rules: each version with its numbered rules and their lettered clauses."""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.db import Model, UtcDateTime


class RuleSet(Model):
    """A version of all the rules; the highest is in force. None is ever changed."""

    __tablename__ = "rule_set"

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    published_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    # none: the rules every board begins with
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    note: Mapped[str] = mapped_column(Text, default="")  # what is new, and why

    @property
    def id(self) -> int:
        """As the log asks for it."""
        return self.version


class Rule(Model):
    """One rule of a version."""

    __tablename__ = "rule"

    version: Mapped[int] = mapped_column(
        ForeignKey("rule_set.version"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120))


class Clause(Model):
    """A sentence or two of a rule, by its letter."""

    __tablename__ = "clause"
    __table_args__ = (
        ForeignKeyConstraint(["version", "number"], ["rule.version", "rule.number"]),
    )

    version: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    letter: Mapped[str] = mapped_column(String(1), primary_key=True)
    words: Mapped[str] = mapped_column(Text)


class RuleDraft(Model):
    """The rules as operators would have them, until they are published or thrown away;
    there is one draft at most."""

    __tablename__ = "rule_draft"
    private = True

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # always 1
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
