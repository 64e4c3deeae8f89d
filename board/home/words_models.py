"""What operators write on the front page and about the board, each version of it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.db import Model, UtcDateTime

# where a text stands
PLACES = ("front", "about", "contact")


class SiteText(Model):
    """One version of a text, in Markdown; the highest number is shown."""

    __tablename__ = "site_text"

    place: Mapped[str] = mapped_column(String(10), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)

    @property
    def id(self) -> int:
        """As the log asks for it."""
        return self.number
