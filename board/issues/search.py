"""Full text over issues and campaigns, on both databases."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    column,
    false,
    or_,
    select,
    table,
    text,
)

from board.db import AnySelect, Model, db
from board.folding import folded, search_terms
from board.issues.models import Issue

# A word that every post has must not cost a look at every post: only the newest ones
# with it are looked at.
FOUND = 1000


def matches(words: str, dialect: str) -> ColumnElement[bool]:
    """The newest issues in whose title, body or place all the words stand, in any of
    their forms."""
    terms = search_terms(words)
    if not terms:
        return false()
    if dialect == "sqlite":
        ids = text(
            "SELECT rowid FROM issue_search WHERE issue_search MATCH :terms ORDER BY "
            "rowid DESC LIMIT :found"
        )
        given = {"terms": " ".join(f'"{term}"' for term in terms)}
    else:
        ids = text(
            "SELECT id FROM issue WHERE search @@ plainto_tsquery('english', :terms) "
            "ORDER BY id DESC LIMIT :found"
        )
        given = {"terms": " ".join(terms)}
    return Issue.id.in_(ids.bindparams(**given, found=FOUND).columns(Issue.id))


def contain(
    words: str, columns: Sequence[Any], found: Any
) -> list[ColumnElement[bool]]:
    """For each word: it stands in one of the columns or, in whatever letters it is
    written, in `found`."""
    conditions = []
    for word in words.split()[:8]:
        terms = search_terms(word)
        written = {word, folded(word)}
        ways = [
            column.icontains(word, autoescape=True)
            for column in columns
            for word in written
        ]
        if terms:
            ways.append(and_(*(found.contains(term) for term in terms)))
        conditions.append(or_(*ways))
    return conditions


def having(
    model: type[Model],
    words: Sequence[str],
    *,
    since: int = 0,
    limit: int = 0,
    id: Any = None,
) -> AnySelect:
    """The ids of issues or campaigns that have one of the words, in any of its forms;
    with a limit of about the newest.

    `since` leaves out those up to a number, `id` asks about one row.
    """
    row: Any
    if db.engine.dialect.name == "sqlite":
        index = table(f"{model.__tablename__}_search", column("rowid"))
        row = index.c.rowid
        asked = text(f"{index.name} MATCH :words").bindparams(
            _words(" OR ".join(f'"{word}"' for word in words))
        )
        found = select(row.label("id")).where(asked)
        found = found.order_by(row.desc()) if limit else found
    else:  # an order would tempt it to read the whole table
        row = model.__table__.c.id
        asked = text(f"{model.__tablename__}.search @@ to_tsquery('english', :words)")
        asked = asked.bindparams(_words(" | ".join(words)))
        found = select(row).where(asked)
    found = found.where(row > since) if since > 0 else found
    found = found if id is None else found.where(row == id)
    return found.limit(limit) if limit else found


def _words(value: str) -> Any:
    return bindparam("words", value, unique=True)
