"""Posts of visitors that wait until the owner of the mail address confirms them."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from board.confirm.models import Unconfirmed, UnconfirmedJoining


class UnconfirmedPost(Unconfirmed):
    """What somebody without a session wants to post: seen by nobody until the owner of
    the address says so."""

    __tablename__ = "held_post"

    once: Mapped[str] = mapped_column(String(36), unique=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    said: Mapped[dict[str, Any]] = mapped_column(JSON)
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"))

    @property
    def became(self) -> int | None:
        """The issue."""
        return self.issue_id

    def empty(self) -> None:
        """Take out the post, too."""
        super().empty()
        self.said = {}


class UnconfirmedSecond(UnconfirmedJoining):
    """Somebody without a session who says it, too: counted once the owner of the
    address says so."""

    __tablename__ = "held_second"

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
