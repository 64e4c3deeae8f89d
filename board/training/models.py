"""Courses: know-how as training sessions that others can run from the page."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.db import CanBeHidden, Model, UtcDateTime
from board.folding import folding


class SheetKind(StrEnum):
    """What a sheet of paper is for: to take home, or to work on."""

    HANDOUT = "handout"
    EXERCISE = "exercise"


SEARCHED = ("title", "summary", "skill")


class Course(CanBeHidden, Model):
    """A course with all that one needs to run it.

    `area_id` is none where it is the board's own, which operators keep. `parts` is the
    running order, each with minutes, title, what happens (`does`) and what the trainer
    says (`says`); `sheets` are what is printed, each with kind, title and words.
    """

    __tablename__ = "course"
    __table_args__ = (
        CheckConstraint("people_from BETWEEN 1 AND people_to", name="people"),
        CheckConstraint("months BETWEEN 1 AND 120", name="months"),
        CheckConstraint("task_days BETWEEN 1 AND 60", name="task_days"),
        Index(None, "area_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(String(300))
    # what who came can do afterwards, as tasks call it
    skill: Mapped[str] = mapped_column(String(60), default="")
    # the same as it is compared with what people say (folding.same_name)
    compared: Mapped[str] = mapped_column(String(400), default="", index=True)
    # how long that is taken to hold; none: for good
    months: Mapped[int | None]
    for_whom: Mapped[str] = mapped_column(String(300), default="")
    minutes: Mapped[int]  # of all parts
    people_from: Mapped[int] = mapped_column(default=8)
    people_to: Mapped[int] = mapped_column(default=20)
    aims: Mapped[list[str]] = mapped_column(JSON, default=list)
    materials: Mapped[list[str]] = mapped_column(JSON, default=list)
    before: Mapped[str] = mapped_column(Text, default="")  # what to do before it
    safeguarding: Mapped[str] = mapped_column(Text, default="")
    # how to tell that it worked
    worked: Mapped[list[str]] = mapped_column(JSON, default=list)
    # where its figures come from
    origin: Mapped[str] = mapped_column(Text, default="")
    task_title: Mapped[str] = mapped_column(String(120), default="")
    task_words: Mapped[str] = mapped_column(Text, default="")
    task_days: Mapped[int] = mapped_column(default=14)
    parts: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    sheets: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    # see folding.py
    folded: Mapped[str] = mapped_column(Text, default=folding(*SEARCHED), deferred=True)
    # the same on every board for ever
    lineage: Mapped[str] = mapped_column(String(120), unique=True)
    from_lineage: Mapped[str] = mapped_column(String(120), default="")
    from_version: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)
    # of the file it came in; none once somebody here has changed it
    ready_version: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)

    @property
    def topics(self) -> list[str]:
        """The topics of the log for what happens to this course."""
        area = [f"area-{self.area_id}"] if self.area_id else []
        return [f"course-{self.id}", "courses", *area]
