"""How long each post waited for an answer: kept beside the posts, so that an area's page need not read them all."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from board.db import Model


def month_of(year: int, month: int) -> int:
    """Months in one row, so that one can count back from any of them."""
    return year * 12 + month - 1


class Answer(Model):
    """A post, the month it is of, and after how many days it had its first answer; none yet is NULL."""

    __tablename__ = "answer"
    __table_args__ = (Index(None, "area_id", "month", "days"),)

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), primary_key=True, autoincrement=False)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    month: Mapped[int]  # year * 12 + month - 1
    posted_on: Mapped[int]  # the day's number in the calendar, UTC
    days: Mapped[int | None]
