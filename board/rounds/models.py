"""Listening rounds: what is asked in an area, what people answer, and the themes their
answers are gathered under."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    or_,
)
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.areas.models import still_organises
from board.confirm.models import Unconfirmed
from board.db import CanBeHidden, Conditions, Model, Reader, UtcDateTime, one_of
from board.policy import Audience


class RoundState(StrEnum):
    """A round takes answers while it is open; its days open and close it."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


class Source(StrEnum):
    """How an answer came."""

    PAGE = "page"
    LINK = "link"  # without an account until then
    SPOKEN = "spoken"
    PAPER = "paper"


WRITTEN_DOWN = (Source.SPOKEN, Source.PAPER)
QUESTIONS = ("question_1", "question_2", "question_3")
ANSWERS = ("answer_1", "answer_2", "answer_3")


class Round(CanBeHidden, Model):
    """Two or three questions asked in an area between two days; `outcome` is what came
    of it, told at the end."""

    __tablename__ = "round"
    __table_args__ = (
        one_of("state", RoundState),
        CheckConstraint("closes_on >= opens_on", name="days"),
        Index(None, "area_id", "id"),
        Index(None, "state", "opens_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    title: Mapped[str] = mapped_column(String(120))
    about: Mapped[str] = mapped_column(Text, default="")
    question_1: Mapped[str] = mapped_column(String(300))
    question_2: Mapped[str] = mapped_column(String(300))
    question_3: Mapped[str] = mapped_column(String(300), default="")
    places: Mapped[str] = mapped_column(Text, default="")  # where one listens
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(7), default=RoundState.PLANNED)
    outcome: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)

    @property
    def topics(self) -> list[str]:
        """Where in the log things about this round stand."""
        return [f"round-{self.id}", f"area-{self.area_id}"]


class Theme(Model):
    """What several answers of a round are about, as people put it; the campaign it
    became stays with it."""

    __tablename__ = "theme"
    __table_args__ = (UniqueConstraint("round_id", "title"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    title: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    campaign_id: Mapped[int | None] = mapped_column(
        ForeignKey("campaign.id"), index=True
    )
    taken_up_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Answer(CanBeHidden, Model):
    """What somebody answered: theirs and the organisers' to read, and everybody's only
    where whoever gave it agreed.

    Who has no account may have left an address, to be told what became of it.
    """

    __tablename__ = "answer"
    __table_args__ = (
        one_of("source", Source),
        CheckConstraint("person_id IS NULL OR email = ''", name="giver"),
        CheckConstraint("NOT young OR (email = '' AND NOT show_name)", name="young"),
        UniqueConstraint("round_id", "person_id"),  # one each
        Index(None, "round_id", "id"),
        Index(None, "person_id"),
        Index(None, "email"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    email: Mapped[str] = mapped_column(String(254), default="")
    wording: Mapped[int | None]  # of what they agreed to with it
    source: Mapped[str] = mapped_column(String(6))
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answer_1: Mapped[str] = mapped_column(Text, default="")
    answer_2: Mapped[str] = mapped_column(Text, default="")
    answer_3: Mapped[str] = mapped_column(Text, default="")
    # others may read the words; and with the name
    shared: Mapped[bool] = mapped_column(default=False)
    show_name: Mapped[bool] = mapped_column(default=False)
    young: Mapped[bool] = mapped_column(default=False)  # under 18
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)

    @classmethod
    def visible(cls, reader: Reader) -> Conditions:
        """What is shared; one's own; and all where one organises and is not kept out.
        Whoever runs the board reads no more than others. What was taken back, or kept
        long enough, has no words, and nobody reads it."""
        has_words = or_(*(getattr(cls, name) != "" for name in ANSWERS))
        there = (cls.hidden_at.is_(None), has_words)
        if reader is None or isinstance(reader, Audience):
            return (*there, cls.shared.is_(True))
        person = getattr(reader, "id", reader)
        gathers = still_organises(person, cls.area_id)
        return (*there, or_(cls.shared.is_(True), cls.person_id == person, gathers))


class AnswerTheme(Model):
    """An answer is part of a theme."""

    __tablename__ = "answer_theme"

    answer_id: Mapped[int] = mapped_column(
        ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True
    )
    theme_id: Mapped[int] = mapped_column(
        ForeignKey("theme.id"), primary_key=True, index=True
    )
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class UnconfirmedAnswer(Unconfirmed):
    """What somebody without a session answered: read by nobody until the owner of the
    address says so."""

    __tablename__ = "held_answer"

    once: Mapped[str] = mapped_column(String(36), unique=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    said: Mapped[dict[str, Any]] = mapped_column(JSON)
    answer_id: Mapped[int | None] = mapped_column(
        ForeignKey("answer.id", ondelete="CASCADE")
    )

    @property
    def became(self) -> int | None:
        """The answer."""
        return self.answer_id

    def empty(self) -> None:
        """Take out the answer, too."""
        super().empty()
        self.said = {}
