"""All that the board holds, as tables that other programs read: CSV and JSON, as they
are at one moment, and the pictures."""

import csv
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, select

from board import clock
from board.db import db
from board.db.transactions import reading
from board.feeds.spreadsheet import cell
from board.kept.backups import bench_beside, named_pictures, sync_folder
from board.kept.columns import about, note, told_columns, told_tables
from board.photos import store

AT_A_TIME = 500  # rows in memory
HEAD = """# What this board holds, of {at}

A table for each kind of thing, once as CSV for spreadsheets (a text that would be
taken for a formula has a quote before it) and once as JSON (exactly as it is). Times
are in UTC. Pictures lie in `pictures/`, named by the hash of their bytes. Left out is
what lets somebody in (passwords, links, sessions), and what only waits or counts. It
holds names, addresses and what people said in private: keep it as you keep a backup.
"""


def export(folder: Path) -> int:
    """Write everything into a folder that is not there yet, or is empty; how many
    rows. It has its name once it is whole.

    Raises FileExistsError, or OSError where the disk is full.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(f"There is something in {folder} already.")
    with bench_beside(folder) as bench, at_one_moment() as connection:
        built = bench / "export"
        built.mkdir(mode=0o700)
        counts = {
            table.name: write_rows(built, table, _rows(connection, table))
            for table in told_tables()
        }
        write_pictures(built, named_pictures())
        head = HEAD.format(at=f"{clock.now():%d.%m.%Y %H:%M} UTC")
        write_readme(built, head, counts)
        os.replace(built, folder)
        sync_folder(folder.parent)
    return sum(counts.values())


@contextmanager
def at_one_moment() -> Iterator[Connection]:
    """A connection over which one reads all as it is now, whoever writes meanwhile."""
    options: dict[str, Any] = {"stream_results": True, "yield_per": AT_A_TIME}
    if db.engine.dialect.name == "postgresql":
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    opened = db.engine.connect().execution_options(**options)
    with opened as connection, reading(connection):
        yield connection


def _rows(connection: Connection, table: Table) -> Iterable[Mapping[Any, Any]]:
    """All rows of a table, in order."""
    in_order = select(*told_columns(table)).order_by(*table.primary_key.columns)
    return connection.execute(in_order).mappings()


def write_rows(folder: Path, table: Table, rows: Iterable[Mapping[Any, Any]]) -> int:
    """Both files of a table; how many rows."""
    names = [column.name for column in told_columns(table)]
    count = 0
    with (
        (folder / f"{table.name}.csv").open(
            "w", encoding="utf-8-sig", newline=""
        ) as lines,
        (folder / f"{table.name}.json").open("w", encoding="utf-8") as objects,
    ):
        writer = csv.DictWriter(lines, names)
        writer.writeheader()
        objects.write("[")
        for row in rows:
            said = _plain(row, names)
            writer.writerow({name: cell(_flat(value)) for name, value in said.items()})
            objects.write(",\n" if count else "\n")
            objects.write(json.dumps(said, ensure_ascii=False))
            count += 1
        objects.write("\n]\n")
    return count


def _plain(row: Mapping[Any, Any], names: Iterable[str]) -> dict[str, Any]:
    """A row as JSON can have it."""
    return {name: _as_text(row[name]) for name in names}


def _as_text(value: Any) -> Any:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M:%S.%f}Z"
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return value


def _flat(value: Any) -> Any:
    """A value as a cell has it."""
    return (
        json.dumps(value, ensure_ascii=False)
        if isinstance(value, dict | list)
        else value
    )


def write_pictures(folder: Path, named: Iterable[str]) -> list[str]:
    """The large file of each of these; those that are not there (any more)."""
    to = folder / "pictures"
    to.mkdir()
    missing = []
    for sha256 in named:
        content = store.read(sha256, "large")
        if content is None:
            missing.append(sha256)
        else:
            (to / f"{sha256}.webp").write_bytes(content)
    return missing


def write_readme(folder: Path, head: str, counts: Mapping[str, int]) -> None:
    """What each of these tables and its columns is."""
    parts = [head]
    for table in told_tables():
        if table.name in counts:
            columns = (
                f"| `{c.name}` | {_cell(note(c))} |" for c in told_columns(table)
            )
            parts.append(_section(table, counts[table.name], columns))
    (folder / "README.md").write_text("\n".join(parts), encoding="utf-8")


def _section(table: Table, count: int, columns: Iterable[str]) -> str:
    listed = "\n".join(columns)
    head = f"## {table.name}\n{about(table)} {count:,} rows."
    return f"{head}\n\n| column | what it is |\n|---|---|\n{listed}\n"


def _cell(words: str) -> str:
    return words.replace("|", "\\|")
