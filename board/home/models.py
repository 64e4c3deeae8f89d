"""Accounts that somebody wants."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from board.confirm.models import Unconfirmed


class UnconfirmedAccount(Unconfirmed):
    """An account that somebody wants: nobody has it until the owner of the address says
    so."""

    __tablename__ = "held_account"

    password_hash: Mapped[str] = mapped_column(String(200))
    # of the community rules, agreed to as it was typed
    rules_version: Mapped[int]
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    # by which they become a member with it
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id"))
