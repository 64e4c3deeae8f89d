"""`board import-issues`: other people's issues, from a spreadsheet, batch by batch; a second run adds what is new."""

import csv
import gzip
import io
import signal
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from threading import Event
from typing import IO, Any
from zoneinfo import ZoneInfo

import click

from board import clock, text
from board.areas import actions as areas
from board.areas.forms import AreaForm
from board.cli import the_board, typed
from board.db import write_tx
from board.issues import actions as issues
from board.issues.columns import FIELDS, Source, mapped, source_of
from board.issues.rows import Row, read

BATCH = 100  # rows a transaction
LONGEST = 1_000_000  # characters a line; more is no spreadsheet


@click.command(epilog=f"Fields: {', '.join(FIELDS)}.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--area", help="Where rows belong that name no area.  [Boston for Boston's data]")
@click.option("--map", "maps", multiple=True, metavar="COLUMN=FIELD", help="The column that holds a field; repeatable.")
@click.option("--timezone", help="Zone of dates that name none.  [BOARD_TIMEZONE; Boston's own]")
@click.option("--source", help="What the ids of the rows belong to.  [the file's name]")
@click.option("--dry-run", is_flag=True, help="Read and check everything, write nothing.")
def command(file: Path, dry_run: bool, **wanted: Any) -> None:
    """Import issues from a spreadsheet.

    FILE is a CSV file in UTF-8 with a header, as it is or compressed by gzip. Columns that are called as our fields
    are found by themselves, and so are those of Boston's 311 data. Areas that rows name are added where they are
    missing. Rows that can't be used are reported and left out.

    A row is known by its id, or where there are none by what it says, and comes in once: after an interruption,
    or when the file has grown, run the same command again.
    """
    with the_board() as settings, _opened(file) as (raw, lines):
        reader = csv.reader(_bounded(lines))
        header = [name.strip() for name in next(reader, [])]
        source = _understood(header, source_of(header, file.name.split(".")[0], settings.timezone), **wanted)
        tally = Tally(dry_run)
        label = "Checking" if dry_run else "Importing"
        with (
            _told(tally, file),
            _stoppable() as stop,
            click.progressbar(length=file.stat().st_size, label=label, file=sys.stderr) as bar,
        ):
            rows = _rows(reader, header, source, tally)
            while batch := list(islice(rows, BATCH)):
                tally.count(_carry_over(batch, dry_run))
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
        self.added += sum(outcomes)
        self.there += len(outcomes) - sum(outcomes)

    def skip(self, line: int, wrong: Exception) -> None:
        """Leave a row out and say why; on a terminal in place of the progress bar, which comes back below."""
        self.skipped += 1
        clear = "\r\033[K" if sys.stderr.isatty() else ""
        click.echo(f"{clear}line {line}: {wrong}", err=True)

    def __str__(self) -> str:
        start = "Nothing was written. It would be: " if self.dry_run else ""
        return f"{start}{self.added} added, {self.there} already there, {self.skipped} skipped."


@contextmanager
def _opened(file: Path) -> Iterator[tuple[IO[bytes], IO[str]]]:
    """The file as it lies on the disk, to see how far we are, and as text. Broken UTF-8 becomes a visible mark."""
    with file.open("rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        plain: Any = gzip.GzipFile(fileobj=raw) if packed else raw
        yield raw, io.TextIOWrapper(plain, encoding="utf-8-sig", errors="replace", newline="")


def _bounded(lines: IO[str]) -> Iterator[str]:
    """The lines, one at a time: a small archive that unpacks to a huge line ends here, not in our memory."""
    while line := lines.readline(LONGEST):
        if len(line) == LONGEST:
            raise click.ClickException(
                f"A line is longer than {LONGEST:,} characters; this is no CSV file we can read."
            )
        yield line


def _understood(header: list[str], found: Source, **wanted: Any) -> Source:
    """What is where in the file: what its header says, under the options."""
    with typed():
        timezone = ZoneInfo(wanted["timezone"] or found.timezone).key
        source = mapped(found, wanted["maps"], header)
    kind, area = text.slug(wanted["source"] or source.kind)[:30], text.unslug(wanted["area"] or source.area)
    if "title" not in source.columns:
        raise click.ClickException(
            f"No column is the title. Say which: --map COLUMN=title. There are: {', '.join(header)}."
        )
    if "area" not in source.columns and not area:
        raise click.ClickException("No column is the area. Say where the rows belong: --area NAME.")
    return replace(source, kind=kind, area=area, timezone=timezone)


def _rows(reader: Any, header: list[str], source: Source, tally: Tally) -> Iterator[Row]:
    """The rows that can be used."""
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
            if cells:
                yield _row(cells, header, source)
        except StopIteration:
            return
        except (csv.Error, ValueError) as wrong:
            tally.skip(line, wrong)


def _row(cells: list[str], header: list[str], source: Source) -> Row:
    if len(cells) != len(header):
        raise ValueError(f"It has {len(cells)} columns, the header {len(header)}.")
    row = read(dict(zip(header, cells, strict=True)), source)
    try:
        AreaForm.checked(name=row.area)
    except ValueError as wrong:
        raise ValueError(f"area {wrong}") from wrong
    return row


class _NotReally(Exception):
    """Takes a dry run's transaction back."""


def _carry_over(batch: list[Row], dry_run: bool) -> list[bool]:
    """Carry the rows over in one transaction; which of them were new."""
    outcomes: list[bool] = []
    with suppress(_NotReally), write_tx():
        ids = {name: areas.add(text.slug(name)[:60], name).id for name in {row.area for row in batch}}
        outcomes = [_carry_over_one(row, ids[row.area]) for row in batch]
        if dry_run:
            raise _NotReally
    return outcomes


def _carry_over_one(row: Row, area_id: int) -> bool:
    with clock.set_to(row.opened):
        issue = issues.carry_over(row.source, area_id=area_id, **row.said)
    if issue and row.state.is_ending:
        with clock.set_to(row.closed):
            issues.set_state(issue, None, state=row.state, reason=row.reason)
    return issue is not None


@contextmanager
def _stoppable() -> Iterator[Event]:
    """Ctrl-C is heeded between batches: raised in the midst of something, Python may swallow it."""
    stop = Event()
    before = signal.signal(signal.SIGINT, lambda *_: stop.set())
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _told(tally: Tally, file: Path) -> Iterator[None]:
    """Says at the end, whatever the end is, what became of the rows."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo(f"Stopped. {tally} Run the same command again to go on.")
        sys.exit(130)
    except (EOFError, gzip.BadGzipFile, zlib.error) as wrong:
        raise click.ClickException(f"{file} is damaged after what was read. {tally}") from wrong
    click.echo(str(tally))
