"""Making the copy of everything that is held about a person: a zip with the same as
JSON and as a page to read, in pieces in the database."""

import json
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import datetime
from io import TextIOWrapper
from typing import Any

from flask import current_app
from sqlalchemy import insert, select, update

from board import clock
from board.accounts.models import Person
from board.db import db, write_tx
from board.photos import store
from board.photos.models import Photo
from board.privacy.copy_queries import Whose, in_copy, rows_of
from board.privacy.held import Held
from board.privacy.models import DataCopy, DataCopyPart

PIECE = 256 * 1024
LARGE = 8 * 1024 * 1024  # bytes; a larger file is on the disk while it is made


def make_next() -> int:
    """The job: make the copy that was asked for first.

    It is put together in a file that has no name, so nothing is left of it where the
    process dies, and then stored in one transaction.
    """
    first = (
        select(DataCopy.id, Person.id.label("person"), Person.email)
        .join(Person, Person.id == DataCopy.person_id)
        .where(DataCopy.ready_at.is_(None), DataCopy.until > clock.now())
        .order_by(DataCopy.asked_at)
        .limit(1)
    )
    found = db.session.execute(first).first()
    if found is None:
        return 0
    with tempfile.SpooledTemporaryFile(max_size=LARGE) as file:
        write(file, Whose(found.person, found.email))
        file.seek(0)
        with write_tx():
            _store(found.id, file)
    return 1


def _store(copy_id: int, file: Any) -> None:
    """Keep the file, unless the copy was asked for anew or taken back meanwhile."""
    waits = (DataCopy.id == copy_id, DataCopy.ready_at.is_(None))
    ready = update(DataCopy).where(*waits).values(ready_at=clock.now())
    if not db.session.execute(ready).rowcount:  # type: ignore[attr-defined]
        return
    number = 0
    while piece := file.read(PIECE):
        values = {"copy_id": copy_id, "number": number, "content": piece}
        db.session.execute(insert(DataCopyPart).values(**values))
        number += 1


def write(file: Any, person: Whose) -> None:
    """Write the zip."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as whole:
        with whole.open("everything.json", "w") as raw:
            _write_json(TextIOWrapper(raw, "utf-8"), person)
        with whole.open("read-me-first.html", "w") as raw:
            _write_page(raw, person)
        _add_pictures(whole, person)


def _write_json(out: TextIOWrapper, person: Whose) -> None:
    """One object: by table the rows, each by column."""
    out.write("{")
    for number, held in enumerate(in_copy(person)):
        out.write(("," if number else "") + json.dumps(f"{held.table}: {held.columns}"))
        out.write(":[")
        for place, row in enumerate(rows_of(held, person)):
            out.write(("," if place else "") + json.dumps(row, default=_plain))
        out.write("]")
    out.write("}")
    out.flush()
    out.detach()


def _write_page(out: Any, person: Whose) -> None:
    """Drawn piece by piece, so that it is never in memory whole."""
    page = current_app.jinja_env.get_template("privacy/copy.html")
    given = {"tables": in_copy(person), "rows_of": _filled, "whose": person}
    for piece in page.generate(**given):
        out.write(piece.encode())


def _filled(held: Held, person: Whose) -> Iterator[dict[str, Any]]:
    """Rows without what is empty in them, and without the person's own number."""
    for row in rows_of(held, person):
        if said := {
            name: value
            for name, value in row.items()
            if value not in (None, "") and name != held.whose
        }:
            yield said


def _add_pictures(whole: zipfile.ZipFile, person: Whose) -> None:
    """The pictures somebody added, one after the other."""
    mine = select(Photo.id, Photo.sha256).where(Photo.added_by_id == person.id)
    for row in db.session.execute(mine.order_by(Photo.id)).all():
        content = store.read(row.sha256, "large")
        if content:
            whole.writestr(f"pictures/{row.id}.webp", content)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
