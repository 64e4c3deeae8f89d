"""Asking for the copy of everything that is held about oneself."""

from datetime import timedelta

from sqlalchemy import delete

from board import clock
from board.db import db
from board.privacy.models import DataCopy

LASTS = timedelta(days=7)


def ask(person_id: int, token: str) -> None:
    """Ask for a copy; one that was asked for before goes."""
    db.session.execute(delete(DataCopy).where(DataCopy.person_id == person_id))
    now = clock.now()
    values = {"token": token, "asked_at": now, "until": now + LASTS}
    db.session.add(DataCopy(person_id=person_id, **values))
