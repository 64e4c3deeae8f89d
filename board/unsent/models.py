"""What somebody typed and sent when it could not be taken."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from board.db import Model, UtcDateTime

LONGEST_PATH = 200


class UnsentText(Model):
    """The fields of a form, saved for the page the form stands on: for one browser,
    until its time is over."""

    __tablename__ = "unsent_text"
    private = True

    # the hash of its cookie
    browser: Mapped[str] = mapped_column(String(64), primary_key=True)
    path: Mapped[str] = mapped_column(String(LONGEST_PATH), primary_key=True)
    action: Mapped[str] = mapped_column(String(LONGEST_PATH))  # where it was sent
    network: Mapped[str] = mapped_column(String(64), index=True)
    # who was signed in, as far as one knows
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    until: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
