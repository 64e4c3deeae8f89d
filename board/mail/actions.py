"""Mails are written in the transaction of what they tell, once a key."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from flask import current_app
from sqlalchemy import (
    ColumnElement,
    Insert,
    String,
    Subquery,
    case,
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
from board.db import AnySelect, UtcDateTime, db, pieces, put, read, table_of, write
from board.drawing import locale
from board.mail.drawing import as_html, draw_in_each, without
from board.mail.models import Outbox, StoppedAddress
from board.mail.places import LANGUAGE_OF

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


def queue(
    to: str, template: str, key: str, wrote_in: str | None = None, **given: Any
) -> None:
    """Write a mail to one address, for which its owner asked; the same key again is the
    same mail.

    Without an account it is read in the language they wrote in, if it was another time.
    """
    language = literal(wrote_in or locale(), String)
    one = select(literal(key, String), literal(to, String), language)
    _queue(one, template, given)


def queue_each(recipients: AnySelect, template: str, **given: Any) -> int:
    """Write a mail to each (key, address) the query gives, in one statement, but not to
    those that were stopped; how many were new.

    Who has an account reads it in their language, anybody else in the board's usual
    one. What is said in words is given as a lazy string.
    """
    each = recipients.subquery()
    stopped = exists().where(StoppedAddress.address == func.lower(each.c[1]))
    usual = literal(current_app.config["BOARD"].languages[0], String)
    return _queue(select(*each.c, usual).where(~stopped), template, given)


def _queue(recipients: AnySelect, template: str, given: dict[str, Any]) -> int:
    if _silent.get():
        return 0
    now = literal(clock.now(), UtcDateTime())
    each = _with_language(recipients.subquery()).subquery()
    values = {
        "key": each.c.key,
        "to": each.c.to,
        **_drawn(each.c.language, template, given),
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


def _with_language(recipients: Subquery) -> AnySelect:
    """(key, to, language) of those who are mailed: theirs, else the one that is
    given."""
    key, to, wrote_in = recipients.c
    language = func.coalesce(LANGUAGE_OF.filling(to), wrote_in)
    return select(key.label("key"), to.label("to"), language.label("language"))


def _drawn(
    language: ColumnElement[str], template: str, given: dict[str, Any]
) -> dict[str, ColumnElement[str]]:
    """Subject, text and HTML, for each of them in their language where the board speaks
    it."""
    usual, *others = draw_in_each(template, given)
    found: dict[str, ColumnElement[str]] = {}
    for name, words in usual.words.items():
        found[name] = literal(words, String)
        if others:
            each = {one.code: literal(one.words[name], String) for one in others}
            found[name] = case(each, value=language, else_=found[name])
    return found


def withdraw(words: str, *, but: str) -> None:
    """Mails that wait and hold these words are sent to nobody, but for those whose key
    begins like this; of one with other news beside goes only what holds them."""
    table = table_of(Outbox)
    others = ~Outbox.key.startswith(but, autoescape=True)
    waits = (Outbox.sent_at.is_(None), Outbox.next_at.is_not(None), others)
    holds = Outbox.text.contains(words, autoescape=True)
    for (number,) in read(select(Outbox.id).where(*waits, holds)):
        this = (Outbox.id == number, *waits)
        mail = read(select(Outbox.subject, Outbox.text).where(Outbox.id == number))[0]
        text = without(mail.text, words)
        if text:
            said = {"text": text, "html": as_html(mail.subject, text)}
            write(update(table).where(*this).values(said))
        else:
            write(delete(table).where(*this))


def queue_drawn(mails: list[dict[str, Any]]) -> None:
    """Write mails that are drawn already, each with its key, address, words, list, way
    to stop that, and whether it is one of an evening's; those whose key is there are
    written no second time."""
    now = clock.now()
    each = {"created_at": now, "next_at": now, "tries": 0, "last_error": ""}
    for some in pieces(mails, 10):
        write(_add_drawn(db.engine.dialect.name), [mail | each for mail in some])


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
