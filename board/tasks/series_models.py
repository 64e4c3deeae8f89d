"""Tasks that repeat."""

from datetime import date, time
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from board.db import Model, one_of


class Repeats(StrEnum):
    """How a shift comes again; the day of the month, or which weekday of it, is that of
    the first one."""

    WEEKLY = "weekly"
    MONTH_DAY = "month_day"
    MONTH_WEEKDAY = "month_weekday"


class TaskSeries(Model):
    """A shift that repeats: the rule, and what the tasks it lays out say unless they
    were changed by hand."""

    __tablename__ = "task_series"
    __table_args__ = (
        one_of("repeats", Repeats),
        CheckConstraint("every BETWEEN 1 AND 4", name="every"),
        CheckConstraint("weekdays BETWEEN 0 AND 127", name="weekdays"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    starter_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    repeats: Mapped[str] = mapped_column(String(13))
    # so many weeks; months are not left out
    every: Mapped[int] = mapped_column(default=1)
    # a bit for each chosen day of a week, Monday's is 1
    weekdays: Mapped[int] = mapped_column(default=0)
    starts_on: Mapped[date]
    begins: Mapped[time]  # by the clock where the board is, winter and summer
    ends: Mapped[time]  # on the next day where it is not after the beginning
    until: Mapped[date | None]
    # the first day that is not laid out; none: it has ended
    next_on: Mapped[date | None] = mapped_column(index=True)
    title: Mapped[str] = mapped_column(String(120))
    details: Mapped[str] = mapped_column(Text, default="")
    # where one meets; a shift has one
    place: Mapped[str] = mapped_column(String(200), default="")
    skills: Mapped[str] = mapped_column(String(200), default="")
    places: Mapped[int] = mapped_column(default=1)
    newcomer_places: Mapped[int] = mapped_column(default=0)
    cleared: Mapped[bool] = mapped_column(default=False)
    confirm: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    once: Mapped[str | None] = mapped_column(String(36), unique=True)
