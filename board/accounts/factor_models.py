"""What somebody shows beside a password or a mailed link: a code from their phone, a
passkey, or a recovery code."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.db import Model, UtcDateTime


class CodeApp(Model):
    """The secret that a person's phone makes codes of (TOTP); it counts once a first
    code was typed."""

    __tablename__ = "code_app"
    private = True

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    secret: Mapped[str] = mapped_column(String(64))
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # the half minute of the newest code that was taken: none is taken twice
    last_step: Mapped[int] = mapped_column(default=0)


class RecoveryCode(Model):
    """One of the codes on a sheet of paper, for when the phone is gone; used once. It
    has 118 bits, so a plain hash of it gives nothing away."""

    __tablename__ = "recovery_code"
    __table_args__ = (Index(None, "person_id"),)
    private = True

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Passkey(Model):
    """A key that a person's device keeps, as WebAuthn has it."""

    __tablename__ = "passkey"
    __table_args__ = (Index(None, "person_id"),)
    private = True

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(60))
    credential_id: Mapped[str] = mapped_column(String(1400), unique=True)  # base64url
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    # how often it signed, as it says; one that goes back is a copy
    sign_count: Mapped[int] = mapped_column(BigInteger, default=0)
    # the same for all keys of a person, and drawn by lot: it tells nothing of them
    user_handle: Mapped[str] = mapped_column(String(90))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SecondStep(Model):
    """Something begun that waits for ten minutes: signing in, until the second factor
    is shown, or making a passkey. Its challenge is good once."""

    __tablename__ = "second_step"
    __table_args__ = (Index(None, "expires_at"), Index(None, "person_id"))
    private = True

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    signs_in: Mapped[bool]
    remember: Mapped[bool]
    challenge: Mapped[str] = mapped_column(String(90))  # base64url
    # of the passkey that is made; all keys of a person have the same
    user_handle: Mapped[str] = mapped_column(String(90))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
