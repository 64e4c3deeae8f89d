"""Leasing mails for sending, and noting what became of them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from board import clock
from board.db import db, table_of, write
from board.errors import NotFound
from board.mail.models import Outbox
from board.mail.queries import due

# minutes until the next try; the eighth is the last
AFTER = (1, 5, 30, 120, 360, 720, 1440)
LEASE = timedelta(minutes=10)  # longer than sending a few takes
AT_ONCE = 10
EMPTY_AFTER = timedelta(days=30)
EMPTY = {"subject": "", "text": "", "html": ""}


def take(*, evening: bool = False) -> Sequence[Outbox]:
    """Lease what is due for sending, of an evening's mails or of all others, a few at
    a time: of two who ask at once each gets others.

    A try counts when it begins. Who dies over it loses the lease, and somebody else
    tries again.
    """
    some = (
        select(Outbox.id)
        .where(due(evening))
        .order_by(Outbox.next_at, Outbox.id)
        .limit(AT_ONCE)
    )
    values = {"leased_until": clock.now() + LEASE, "tries": Outbox.tries + 1}
    leased = (
        update(Outbox)
        .where(Outbox.id.in_(some), due(evening))
        .values(**values)
        .returning(Outbox)
    )
    return db.session.scalars(
        leased, execution_options={"populate_existing": True}
    ).all()


def sent(mail: Outbox) -> None:
    """It is on its way.

    What it said is not stored: it may be a way in, or words somebody takes back
    tomorrow.
    """
    _set(
        mail,
        sent_at=clock.now(),
        next_at=None,
        leased_until=None,
        last_error="",
        **EMPTY,
    )


def failed(mail: Outbox, why: str, *, final: bool = False) -> None:
    """Try again later, each time later, and after the last time no more; never where
    the answer is final."""
    next_at = None
    if not final and mail.tries <= len(AFTER):
        next_at = clock.now() + timedelta(minutes=AFTER[mail.tries - 1])
    _set(mail, next_at=next_at, leased_until=None, last_error=why[:300])


def try_again(id: int) -> None:
    """Send a mail that waits, or was given up, as soon as can be, with as many tries
    as a new one. Raises NotFound where it is sent, emptied or unknown."""
    legible_still = (Outbox.id == id, Outbox.sent_at.is_(None), Outbox.text != "")
    soon = update(table_of(Outbox)).where(*legible_still)
    if not write(soon.values(next_at=clock.now(), tries=0, leased_until=None)):
        raise NotFound


def _set(mail: Outbox, **values: Any) -> None:
    mine = (Outbox.id == mail.id, Outbox.sent_at.is_(None))
    db.session.execute(update(Outbox).where(*mine).values(**values))


def forget_old() -> None:
    """Empty what could not be sent for 30 days; that it was there stays known."""
    old = (
        Outbox.created_at < clock.now() - EMPTY_AFTER,
        Outbox.next_at.is_(None),
        Outbox.text != "",
    )
    db.session.execute(update(Outbox).where(*old).values(EMPTY))
