"""CSV files as people's programs write them: other separators and encodings, and
quotation marks left open."""

import codecs
import csv
import gzip
import io
import re
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click

LONGEST = 1_000_000  # characters a line; more is no spreadsheet
SEPARATORS = ",;\t|"
_NAMED = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@contextmanager
def opened(file: Path, encoding: str = "") -> Iterator[tuple[IO[bytes], "Lines"]]:
    """The file as it lies on the disk, to see how far we are, and its lines.

    What is broken becomes a visible mark.
    """
    with file.open("rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        plain: Any = io.BufferedReader(gzip.GzipFile(fileobj=raw)) if packed else raw
        encoding = encoding or _encoding(plain.peek(100)[:100])
        yield (
            raw,
            Lines(
                io.TextIOWrapper(plain, encoding=encoding, errors="replace", newline="")
            ),
        )


def _encoding(start: bytes) -> str:
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return encoding
    if b"\0" in start:  # every other byte of English in UTF-16 is empty
        return "utf-16-be" if start.startswith(b"\0") else "utf-16-le"
    return "utf-8"


class Lines:
    """The lines of a text, one at a time.

    After a row that can't be read, one goes on with the line below its first.

    A small archive that unpacks to a huge line ends here, not in our memory.
    """

    def __init__(self, text: IO[str]) -> None:
        self.text = text
        self.number = 0  # of the line given last
        self.row: list[str] = []  # the lines of the present row
        self.again: deque[str] = deque()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.again.popleft() if self.again else self.text.readline(LONGEST)
        if not line:
            raise StopIteration
        if len(line) == LONGEST:
            raise click.ClickException(
                f"A line is longer than {LONGEST:,} characters; this is no CSV file "
                "we can read."
            )
        self.number += 1
        self.row.append(line)
        return line

    def begin_row(self) -> int:
        """A row begins with the next line; gives its number."""
        self.row = []
        return self.number + 1

    def back(self) -> None:
        """Give all lines of the present row but its first once more."""
        rest = self.row[1:]
        self.again.extendleft(reversed(rest))
        self.number -= len(rest)


class Sheet:
    """A table: its header, then row by row its cells.

    `line` is where the last row begins.
    """

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.line = 1
        self.reader = csv.reader(lines, delimiter=_separator(lines), strict=True)
        self.header: list[str] = []
        self.header = [name.strip() for name in self.read() or []]

    def read(self) -> list[str] | None:
        """The cells of the next row, none for an empty line, None at the end.

        Raises ValueError for a row that is torn; only the line it begins on is lost
        with it.
        """
        self.line = self.lines.begin_row()
        try:
            cells = next(self.reader, None)
        except csv.Error as wrong:
            self.lines.back()
            raise ValueError(
                "A quotation mark opens on this line and is not closed as it should be."
            ) from wrong
        if cells and self.header and len(cells) != len(self.header):
            self.lines.back()
            raise ValueError(
                f"It has {len(cells)} columns, the header {len(self.header)}."
            )
        return cells

    def rows(
        self, skip: Callable[[int, Exception], None]
    ) -> Iterator[tuple[int, list[str]]]:
        """Each row that can be read, with the line it begins on; `skip` is told of the
        others."""
        while True:
            try:
                cells = self.read()
            except ValueError as wrong:
                skip(self.line, wrong)
                continue
            if cells is None:
                return
            if cells:
                yield self.line, cells


def _separator(lines: Lines) -> str:
    """What stands between cells: as a first line `sep=;` says, else what the header has
    most of."""
    first = next(lines, "")
    named = _NAMED.fullmatch(first)
    if named:
        return named[1]
    lines.again.appendleft(first)
    lines.number -= 1
    bare = re.sub(r'"[^"]*"', "", first)
    return max(SEPARATORS, key=bare.count)
