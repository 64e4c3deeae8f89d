"""What browsers blocked on pages of ours."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from board.db import Model, UtcDateTime


class Blocked(Model):
    """How often browsers reported that a rule of the pages' policy held something up;
    no address, no page, nobody."""

    __tablename__ = "blocked"
    private = True

    directive: Mapped[str] = mapped_column(String(30), primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
