"""Who is kept out or limited, where and until when."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.db import Model, UtcDateTime, one_of


class Measure(Model):
    """Something that holds for a person until its end: kept out of an area or of the
    whole board, or limited to what an organiser looks at first.

    Of an address without an account only a keyed hash is stored. Nobody reads of it
    but in the case it came of.
    """

    __tablename__ = "measure"
    __table_args__ = (
        one_of("kind", ("ban", "limit")),
        Index(None, "person_id", "area_id"),
        Index(None, "address_hash"),
        Index(None, "domain"),
    )
    private = True

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(5), default="ban")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    address_hash: Mapped[str | None] = mapped_column(String(64))
    domain: Mapped[str | None] = mapped_column(String(253))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))  # none: all
    case_id: Mapped[int] = mapped_column(ForeignKey("moderation_case.id"), index=True)
    reason: Mapped[str] = mapped_column(String(500))  # with the rule
    since: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
