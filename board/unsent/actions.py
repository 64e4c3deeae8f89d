"""Keeping what was typed and could not be taken, and forgetting it."""

from datetime import timedelta

from sqlalchemy import delete, select

from board import clock
from board.db import db, put
from board.unsent.models import UnsentText

HOUR = timedelta(hours=1)
BATCH = 100


def keep(
    browser: str,
    path: str,
    *,
    action: str,
    network: str,
    person_id: int | None,
    fields: dict[str, list[str]],
) -> None:
    """Keep these fields for an hour; what this browser sent from the same page before
    is forgotten."""
    values = {
        "action": action,
        "network": network,
        "person_id": person_id,
        "fields": fields,
    }
    put(
        UnsentText,
        ["browser", "path"],
        browser=browser,
        path=path,
        until=clock.now() + HOUR,
        **values,
    )


def forget(browser: str, path: str = "") -> None:
    """What this browser typed there, or anywhere, is kept no longer."""
    mine = [UnsentText.browser == browser, *([UnsentText.path == path] if path else [])]
    db.session.execute(delete(UnsentText).where(*mine))


def forget_old() -> int:
    """A batch of what nobody came back for within the hour."""
    over = (
        select(UnsentText.browser, UnsentText.path)
        .where(UnsentText.until <= clock.now())
        .limit(BATCH)
    )
    rows = db.session.execute(over).all()
    for browser, path in rows:
        forget(browser, path)
    return len(rows)
