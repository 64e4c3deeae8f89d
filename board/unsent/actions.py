"""Saving what was typed and could not be taken, and deleting it."""

from datetime import timedelta

from sqlalchemy import delete, select

from board import clock
from board.db import db, put
from board.unsent.models import UnsentText

HOUR = timedelta(hours=1)
BATCH = 100


def save(
    browser: str,
    path: str,
    *,
    action: str,
    network: str,
    person_id: int | None,
    fields: dict[str, list[str]],
) -> None:
    """Save these fields for an hour, in the place of what this browser sent from the
    same page before."""
    put(
        UnsentText,
        ["browser", "path"],
        browser=browser,
        path=path,
        action=action,
        network=network,
        person_id=person_id,
        fields=fields,
        until=clock.now() + HOUR,
    )


def forget(browser: str, path: str = "") -> None:
    """Delete what this browser typed on that page; on any page where none is named."""
    mine = delete(UnsentText).where(UnsentText.browser == browser)
    if path:
        mine = mine.where(UnsentText.path == path)
    db.session.execute(mine)


def forget_old() -> int:
    """Delete a batch of what nobody came back for within the hour; how much it was."""
    over = (
        select(UnsentText.browser, UnsentText.path)
        .where(UnsentText.until <= clock.now())
        .limit(BATCH)
    )
    rows = db.session.execute(over).all()
    for browser, path in rows:
        forget(browser, path)
    return len(rows)
