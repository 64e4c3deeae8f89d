"""Who was thanked for which part of a task."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.db import Model, UtcDateTime


class Thanks(Model):
    """An organiser thanked somebody for what they did: once for a claim, and only the
    person hears of it."""

    __tablename__ = "thanks"
    private = True

    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"), primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
