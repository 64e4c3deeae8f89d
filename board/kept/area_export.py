"""All of one area, for a board of its own: the tables of an export with what its people
may take along, its pictures, and a note of what stays."""

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table

from board import clock
from board.areas.models import Area
from board.kept.area_rows import AreaRows, all_tables, rows_of
from board.kept.backups import bench_beside, sync_folder
from board.kept.exports import (
    at_one_moment,
    write_pictures,
    write_readme,
    write_rows,
)
from board.migrations.run import newest

FORMAT = 1
NOTE = "board.json"  # what the board that takes it in reads first
HEAD = """# {name}, for a board of its own, of {at}

A table for each kind of thing, once as CSV for spreadsheets (a text that would be
taken for a formula has a quote before it) and once as JSON (exactly as it is), and
pictures, named by the hash of their bytes. Times are in UTC. An empty board takes it in
with `board import-area DIR`: pages keep their addresses.

**Of people**, members and organisers of the area come along with name and address, and
nobody who is kept out of it. Everybody else is a number without a name, as if they had
deleted their account: what they posted and the places they took come along; their
address, the exact place of their posts, the address of their home, what they said about
themselves and their place on a waiting list do not. Nobody's way to sign in comes
along: people ask for a link by mail, and say yes to the rules anew.

**What stays** where it was: what moderators hid and their cases, flags and bans,
complaints, who is cleared for what, private questions and conversations, requests,
invitations, sign-ups on paper, earlier versions of posts, and mails.

It holds names, addresses and what people said to each other: keep it as you keep a
backup. Whoever runs the new board answers for it from now on. Tell people before it is
taken in, so that who does not want to come along can leave the area first.
"""


class Written(NamedTuple):
    """How many rows went, and a line for each thing that should have and could not."""

    rows: int
    left: list[str]


def export_area(folder: Path, area: Area) -> Written:
    """Write the area into a folder that is not there yet, or is empty; it has its name
    once it is whole.

    Raises FileExistsError, or OSError where the disk is full.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(f"There is something in {folder} already.")
    with bench_beside(folder) as bench, at_one_moment() as connection:
        built = bench / "export"
        built.mkdir(mode=0o700)
        going = AreaRows(connection, area)
        pictures: set[str] = set()
        counts = {
            table.name: write_rows(
                built, table, _rows(connection, table, going, pictures)
            )
            for table in all_tables()
        }
        missing = write_pictures(built, sorted(pictures))
        note = {"format": FORMAT, "area": area.slug, "revision": newest()}
        (built / NOTE).write_text(json.dumps(note | {"rows": counts}), "utf-8")
        at = f"{clock.now():%d.%m.%Y %H:%M} UTC"
        write_readme(built, HEAD.format(name=area.name, at=at), counts)
        os.replace(built, folder)
        sync_folder(folder.parent)
    return Written(sum(counts.values()), [*_left(going), *map(_no_picture, missing)])


def _rows(
    connection: Connection, table: Table, going: AreaRows, pictures: set[str]
) -> Iterator[dict[str, Any]]:
    """The rows of a table that go, as they go; notes their pictures."""
    for row in rows_of(connection, table, going.area_id):
        if table.name == "person":
            if row["id"] in going.named:
                yield going.people.person(row)
        elif going.goes(table, row):
            if table.name == "photo":
                pictures.add(row["sha256"])
            yield going.cut(table, row)


def _left(going: AreaRows) -> Iterable[str]:
    for name, count in sorted(going.left.items()):
        table, _, column = name.partition(".")
        what = f"the {column} of {count} rows" if column else f"{count} rows"
        yield f"{table}: {what}, which belong to another area, too."


def _no_picture(sha256: str) -> str:
    return f"pictures: there is no file of {sha256[:12]}."
