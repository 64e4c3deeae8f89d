"""Stories that take too long to count each time somebody reads them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from board.db import Model, UtcDateTime


class CountedStory(Model):
    """What was counted last of a large area, or of a large board."""

    __tablename__ = "counted_story"
    private = True  # no page is drawn anew for it: the next change of anything does

    # an area's number; 0 is the whole board
    of: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    numbers: Mapped[dict[str, Any]] = mapped_column(JSON)
    # tally_queries.Tallies; nothing of the whole board, which has no figures
    waited: Mapped[list[Any]] = mapped_column(JSON)
    about: Mapped[list[Any]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
