"""`board import-issues`: other people's issues, from a spreadsheet, batch by batch; a
second run adds what is new."""

import gzip
import signal
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from threading import Event
from typing import Any

import click

from board import clock
from board.areas import actions as areas
from board.cli import the_board, typed
from board.db import write_tx
from board.imports.columns import FIELDS
from board.imports.dates import ORDERS
from board.imports.rows import Row
from board.imports.spreadsheets import Sheet, opened
from board.imports.survey import surveyed
from board.imports.usable_rows import usable_rows
from board.issues import actions as issues
from board.issues import state_actions

BATCH = 100  # rows a transaction
WORDS = {
    "dmy": "day, month, year",
    "mdy": "month, day, year",
    "ymd": "year, month, day",
}


@click.command(epilog=f"Fields: {', '.join(FIELDS)}.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--area", help="Where rows belong that name no area.  [Boston for Boston's data]"
)
@click.option(
    "--map",
    "maps",
    multiple=True,
    metavar="COLUMN=FIELD",
    help="The column that holds a field; repeatable.",
)
@click.option(
    "--map-value",
    "values",
    multiple=True,
    metavar="FIELD:VALUE=OURS",
    help="What a value stands for, such as state:Assigned=open; repeatable.",
)
@click.option(
    "--dates",
    type=click.Choice(ORDERS),
    help="How day, month and year stand.  [as the file shows]",
)
@click.option(
    "--far",
    type=click.Choice(["keep", "drop"]),
    help="Keep or drop places far from all others.",
)
@click.option(
    "--encoding",
    default="",
    help="How letters are written, such as cp1252.  [UTF-8 or UTF-16]",
)
@click.option(
    "--timezone", help="Zone of dates that name none.  [BOARD_TIMEZONE; Boston's own]"
)
@click.option("--source", help="What the ids of the rows belong to.  [the file's name]")
@click.option(
    "--dry-run", is_flag=True, help="Read and check everything, write nothing."
)
def command(file: Path, encoding: str, dry_run: bool, **wanted: Any) -> None:
    """Import issues from a spreadsheet.

    FILE is a CSV file with a header, as it is or compressed by gzip, with commas,
    semicolons or tabs. Columns that are called as our fields are found by themselves,
    and so are those of Boston's 311 data, of FixMyStreet's dashboard and of tables of a
    board. Areas that rows name are added where they are missing. Rows that can't be
    used, or that could be meant in two ways, are reported and left out; the command
    then ends with 1.

    A row is known by its id, or where there are none by what it says, and comes in
    once: after an interruption, or when the file has grown, run the same command again.
    """
    with the_board() as settings:
        with typed(), _undamaged(file):
            source = surveyed(file, encoding, settings.timezone, **wanted)
        if source.dates and not wanted["dates"]:
            click.echo(f"Dates are read as {WORDS[source.dates]}.", err=True)
        tally = Tally(dry_run)
        label = "Checking" if dry_run else "Importing"
        with (
            opened(file, encoding) as (raw, lines),
            _summed_up(tally),
            _stoppable() as stop,
            click.progressbar(
                length=file.stat().st_size, label=label, file=sys.stderr
            ) as bar,
        ):
            rows = usable_rows(Sheet(lines), source, tally.skip)
            while batch := list(islice(rows, BATCH)):
                tally.count(_import_batch(batch, dry_run))
                bar.update(raw.tell() - bar.pos)
                if stop.is_set():
                    raise KeyboardInterrupt


@dataclass
class Tally:
    """What became of the rows so far."""

    dry_run: bool
    added: int = 0
    there: int = 0
    skipped: int = 0

    def count(self, outcomes: list[bool]) -> None:
        """Add the outcomes of a batch, true for each row that was new."""
        added = sum(outcomes)
        self.added += added
        self.there += len(outcomes) - added

    def skip(self, line: int, wrong: Exception) -> None:
        """Leave a row out and say why; on a terminal in place of the progress bar,
        which comes back below."""
        self.skipped += 1
        clear = "\r\033[K" if sys.stderr.isatty() else ""
        click.echo(f"{clear}line {line}: {wrong}", err=True)

    def __str__(self) -> str:
        start = "Nothing was written. It would be: " if self.dry_run else ""
        old = f"{self.there} already there, {self.skipped} skipped."
        return f"{start}{self.added} added, {old}"


class _NotReally(Exception):
    """Takes a dry run's transaction back."""


def _import_batch(batch: list[Row], dry_run: bool) -> list[bool]:
    """Bring the rows in, in one transaction; for each whether it was new."""
    outcomes: list[bool] = []
    with suppress(_NotReally), write_tx():
        names = dict.fromkeys(row.area for row in batch)  # each once, in order
        ids = {name: areas.add_named(name)[0].id for name in names}
        outcomes = [_import_one(row, ids[row.area]) for row in batch]
        if dry_run:
            raise _NotReally
    return outcomes


def _import_one(row: Row, area_id: int) -> bool:
    with clock.set_to(row.opened):
        issue = issues.post_imported(row.source, area_id=area_id, **row.fields)
    if issue and row.state.is_ending:
        with clock.set_to(row.closed):
            state_actions.set_state(issue, None, state=row.state, reason=row.reason)
    return issue is not None


@contextmanager
def _stoppable() -> Iterator[Event]:
    """Ctrl-C is heeded between batches: raised in the midst of something, Python may
    swallow it."""
    stop = Event()
    before = signal.signal(signal.SIGINT, lambda *_: stop.set())
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _summed_up(tally: Tally) -> Iterator[None]:
    """Prints at the end, whatever the end is, what became of the rows."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo(f"Stopped. {tally} Run the same command again to go on.")
        sys.exit(130)
    click.echo(str(tally))
    if tally.skipped:
        raise SystemExit(1)


@contextmanager
def _undamaged(file: Path) -> Iterator[None]:
    """Around the first reading: a damaged archive ends the program with one line."""
    try:
        yield
    except (EOFError, gzip.BadGzipFile, zlib.error) as wrong:
        message = f"{file} is damaged, so nothing was written."
        raise click.ClickException(message) from wrong
