"""Background work that several processes share: who does which job until when."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from board.db import Model, UtcDateTime


class Job(Model):
    """A lease: while it lasts, nobody else does this job."""

    __tablename__ = "job"
    private = True

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    leased_until: Mapped[datetime] = mapped_column(UtcDateTime)
    last_run: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # the name of the error the last run ended with; empty where it went well
    failure: Mapped[str] = mapped_column(String(80), default="")
