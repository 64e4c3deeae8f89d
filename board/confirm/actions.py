"""Keeping what somebody without an account typed, finding it by the mailed link, and
forgetting it."""

import secrets
from datetime import timedelta
from typing import Any, TypeVar

from sqlalchemy import delete, not_, select

from board import clock
from board.accounts.queries import token_hash
from board.confirm.models import Unconfirmed
from board.db import db, insert_row

LASTS = timedelta(days=7)
K = TypeVar("K", bound=Unconfirmed)


def keep(model: type[Unconfirmed], **typed: Any) -> str | None:
    """Keep what was typed for 7 days and forget what is older; returns the token to
    mail, None when a form with the same one-time key (`once`) was sent before."""
    token, now = secrets.token_urlsafe(32), clock.now()
    db.session.execute(delete(model).where(model.is_over(now)))
    unique = ["once"] if "once" in typed else ["token_hash"]
    lasts = {"token_hash": token_hash(token), "expires_at": now + LASTS}
    return token if insert_row(model, unique, **lasts, **typed) else None


def look_up(model: type[K], token: str) -> K | None:
    """What a mailed link is about, as it is now; None where the link leads nowhere. A
    copy that nothing changes later."""
    kept: K | None = db.session.scalar(_by(model, token))
    if kept is not None:
        db.session.expunge(kept)
    return kept


def lock(model: type[K], token: str) -> K | None:
    """The same, to be confirmed: of several who press at once, one is first."""
    kept: K | None = db.session.scalar(_by(model, token).with_for_update())
    return kept


def settle(kept: Unconfirmed) -> None:
    """It is confirmed: what was typed is kept here no longer. A row that leads to what
    it became stays, without words."""
    if kept.became is None:
        db.session.delete(kept)
    else:
        kept.empty()


def _by(model: type[K], token: str) -> Any:
    mine = (model.token_hash == token_hash(token), not_(model.is_over(clock.now())))
    return select(model).where(*mine).execution_options(populate_existing=True)
