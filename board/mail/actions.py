"""Mails are written in the transaction of what they tell, once a key, and sent by
whoever leases them."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from functools import cache
from typing import Any

from flask import current_app
from jinja2 import Template
from sqlalchemy import (
    Insert,
    String,
    delete,
    exists,
    false,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from board import clock
from board.db import AnySelect, UtcDateTime, db, put, table_of, write
from board.drawing import locale
from board.errors import NotFound
from board.mail.models import Outbox, StoppedAddress
from board.mail.queries import due
from board.text import legible

# minutes until the next try; the eighth is the last
AFTER = (1, 5, 30, 120, 360, 720, 1440)
LEASE = timedelta(minutes=10)  # longer than sending a few takes
AT_ONCE = 10
EMPTY_AFTER = timedelta(days=30)
EMPTY = {"subject": "", "text": "", "html": ""}
_silent: ContextVar[bool] = ContextVar("mail_silent", default=False)


@contextmanager
def silent() -> Iterator[None]:
    """Nothing that happens inside is mailed: nobody hears of what is made up."""
    token = _silent.set(True)
    try:
        yield
    finally:
        _silent.reset(token)


def is_silent() -> bool:
    """Whether what happens now is mailed to nobody."""
    return _silent.get()


def queue(to: str, template: str, key: str, **given: Any) -> None:
    """Write a mail to one address, for which its owner asked; the same key again is the
    same mail."""
    one = select(literal(key, String), literal(to, String))
    _queue(one, template, given)


def queue_each(recipients: AnySelect, template: str, **given: Any) -> int:
    """Write a mail to each (key, address) the query gives, in one statement, but not to
    those that were stopped; how many were new."""
    each = recipients.subquery()
    stopped = exists().where(StoppedAddress.address == func.lower(each.c[1]))
    return _queue(select(*each.c).where(~stopped), template, given)


def _queue(recipients: AnySelect, template: str, given: dict[str, Any]) -> int:
    if _silent.get():
        return 0
    subject, text, html = draw(template, **given)
    now = literal(clock.now(), UtcDateTime())
    each = recipients.subquery()
    key, to = each.c
    values = {
        "key": key,
        "to": to,
        "subject": literal(subject, String),
        "text": literal(text, String),
        "html": literal(html, String),
        **{name: literal("", String) for name in ("list_id", "stop", "thread")},
        "evening": false(),
        "created_at": now,
        "tries": literal(0),
        "next_at": now,
        "last_error": literal("", String),
    }
    # SQLite takes ON CONFLICT behind a SELECT only where that has a WHERE
    rows = select(*values.values()).where(literal(1) == 1)
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    new = (
        dialect.insert(table_of(Outbox))
        .from_select(list(values), rows)
        .on_conflict_do_nothing(index_elements=["key"])
    )
    return write(new)


def withdraw(words: str) -> None:
    """Mails that wait and hold these words are sent to nobody."""
    waits = (Outbox.sent_at.is_(None), Outbox.next_at.is_not(None))
    holds = Outbox.text.contains(words, autoescape=True)
    db.session.execute(delete(Outbox).where(*waits, holds))


def queue_drawn(mails: list[dict[str, Any]]) -> None:
    """Write mails that are drawn already, each with its key, address, words, list, way
    to stop that, and whether it is one of an evening's; those whose key is there are
    written no second time."""
    if not mails:
        return
    now = clock.now()
    each = {"created_at": now, "next_at": now, "tries": 0, "last_error": ""}
    write(_add_drawn(db.engine.dialect.name), [mail | each for mail in mails])


@cache
def _add_drawn(dialect_name: str) -> Insert:
    dialect = sqlite if dialect_name == "sqlite" else postgresql
    insert: Any = dialect.insert(table_of(Outbox))
    statement: Insert = insert.on_conflict_do_nothing(index_elements=["key"])
    return statement


def stop_address(address: str, reason: str) -> None:
    """Send nothing more to an address from which mails come back for good."""
    put(
        StoppedAddress,
        ["address"],
        address=address.lower(),
        since=clock.now(),
        reason=reason[:300],
    )


def try_address_again(address: str) -> None:
    """Its owner says that it works: mail it as before."""
    mine = StoppedAddress.address == address.lower()
    write(delete(table_of(StoppedAddress)).where(mine))


def draw(template: str, **given: Any) -> tuple[str, str, str]:
    """A mail's subject, text and HTML, from one template: its paragraphs are drawn
    twice."""
    settings = current_app.config["BOARD"]
    template_of = current_app.jinja_env.get_template
    base = settings.base_url.rstrip("/")
    given |= {"site_name": settings.site_name, "base_url": base}
    letter = template_of(f"email/{template}.txt")
    subject = _subject(letter, given)
    lines = letter.render(given).strip()
    text = legible(re.sub(r"\n{3,}", "\n\n", lines))
    html = template_of("email/_letter.html").render(
        subject=subject,
        paragraphs=[_kind_of(part, base) for part in text.split("\n\n")],
        locale=locale(),
    )
    return subject, text + "\n", html


def _kind_of(paragraph: str, base: str) -> tuple[str, str]:
    """What a paragraph is in HTML: an address of this board, one that stops mails, a
    heading, a quotation, or words; and what stands in it."""
    if paragraph.startswith(f"{base}/mail/stop/"):
        return "way_out", paragraph
    if paragraph == base or paragraph.startswith(f"{base}/"):
        return "address", paragraph
    if paragraph.startswith("* "):
        return "heading", paragraph[2:]
    if paragraph.startswith("> "):
        lines = (line.replace("> ", "", 1) for line in paragraph.splitlines())
        return "quotation", "\n".join(lines)
    return "words", paragraph


def _subject(letter: Template, given: dict[str, Any]) -> str:
    """The block of that name, on one line of at most 120 characters."""
    parts = letter.blocks["subject"](letter.new_context(given))
    subject = legible(" ".join("".join(parts).split()))
    if len(subject) <= 120:
        return subject
    return subject[:118] + " …"


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
