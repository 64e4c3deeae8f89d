"""Saving what somebody without an account typed, finding it by the mailed link, and
deleting it."""

import secrets
from datetime import timedelta
from typing import Any, TypeVar

from sqlalchemy import delete, not_, select

from board import clock
from board.accounts.queries import token_hash
from board.confirm.answers import LONGEST
from board.confirm.models import Unconfirmed, UsedAnswer
from board.db import db, insert_row, table_of, write

LASTS = timedelta(days=7)
U = TypeVar("U", bound=Unconfirmed)


def save(model: type[Unconfirmed], **typed: Any) -> str | None:
    """Save what was typed for 7 days and delete what is older; returns the token to
    mail, None when a form with the same one-time key (`once`) was sent before."""
    now = clock.now()
    db.session.execute(delete(model).where(model.is_over(now)))
    token = secrets.token_urlsafe(32)
    is_new = insert_row(
        model,
        ["once"] if "once" in typed else ["token_hash"],
        token_hash=token_hash(token),
        expires_at=now + LASTS,
        **typed,
    )
    return token if is_new else None


def look_up(model: type[U], token: str) -> U | None:
    """What a mailed link is about, as it is now; None where the link leads nowhere. A
    copy that nothing changes later."""
    row: U | None = db.session.scalar(_by_token(model, token))
    if row is not None:
        db.session.expunge(row)
    return row


def lock(model: type[U], token: str) -> U | None:
    """The same, to be confirmed: of several who press at once, one is first."""
    row: U | None = db.session.scalar(_by_token(model, token).with_for_update())
    return row


def delete_typed(row: Unconfirmed) -> None:
    """Delete what was typed, now that it is confirmed. A row that leads to what it
    became stays, without words."""
    if row.became is None:
        db.session.delete(row)
    else:
        row.empty()


def _by_token(model: type[U], token: str) -> Any:
    is_over = model.is_over(clock.now())
    return (
        select(model)
        .where(model.token_hash == token_hash(token))
        .where(not_(is_over))
        .execution_options(populate_existing=True)
    )


def use_up(token: str) -> bool:
    """Note that the link of an answer was pressed; False where it was before."""
    now = clock.now()
    old = UsedAnswer.at < now - 2 * LONGEST
    write(delete(table_of(UsedAnswer)).where(old))
    made = insert_row(UsedAnswer, ["token_hash"], token_hash=token_hash(token), at=now)
    return made is not None


def is_used(token: str) -> bool:
    """Whether it was pressed."""
    return db.session.get(UsedAnswer, token_hash(token)) is not None
