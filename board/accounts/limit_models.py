"""What is counted of those who try and write, and the networks that have more room."""

from datetime import datetime

from sqlalchemy import Double, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.db import Model, UtcDateTime


class FailedSignIn(Model):
    """A failed try, or a mail somebody had us send; account and address are kept as
    keyed hashes, never as they are."""

    __tablename__ = "failed_sign_in"
    __table_args__ = (Index(None, "account", "at"), Index(None, "address", "at"))
    private = True

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(String(64))
    address: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class Allowance(Model):
    """How much somebody has written of late, against one of their limits; who it is
    stands in no row, only a keyed hash."""

    __tablename__ = "allowance"
    private = True

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    # when all the room is free again, in seconds since 1970; one write takes `cost`
    # seconds of a room of `span`
    free_at: Mapped[float] = mapped_column(Double, index=True)
    cost: Mapped[float] = mapped_column(Double)
    span: Mapped[float] = mapped_column(Double)


class TrustedNetwork(Model):
    """A network that somebody vouches for, such as the hall's: more may be written from
    it until an hour they chose."""

    __tablename__ = "trusted_network"
    private = True

    network: Mapped[str] = mapped_column(String(64), primary_key=True)  # a keyed hash
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
