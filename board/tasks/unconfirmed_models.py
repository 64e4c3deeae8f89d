"""Places that visitors ask for and that wait until the owner of the mail address
confirms them."""

from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, String, and_
from sqlalchemy.orm import Mapped, mapped_column

from board.confirm.models import Unconfirmed


class UnconfirmedClaim(Unconfirmed):
    """A place that somebody without a session asks for: nobody has it until the owner
    of the address says so."""

    __tablename__ = "held_claim"

    # of the link that gives the place back
    cancel_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    once: Mapped[str] = mapped_column(String(36), unique=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    role: Mapped[str] = mapped_column(String(60))
    claim_id: Mapped[int | None] = mapped_column(ForeignKey("claim.id"))

    @property
    def became(self) -> int | None:
        """The claim."""
        return self.claim_id

    @classmethod
    def is_over(cls, now: datetime) -> ColumnElement[bool]:
        """A place that was taken is given back by a link however late."""
        return and_(super().is_over(now), cls.claim_id.is_(None))
