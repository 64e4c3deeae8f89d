"""`board export`: everything as tables for other programs."""

from pathlib import Path

import click

from board.cli import the_board, told_when_full
from board.kept import exports


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Write everything the board holds into DIR as CSV and JSON, with its pictures and
    a README that says what each column is.

    DIR must be new or empty. People may go on writing: it is as of one moment. It is no
    backup: what lets people in is left out, and nothing reads it back.
    """
    with the_board(), told_when_full():
        try:
            count = exports.export(folder.absolute())
        except FileExistsError as wrong:
            raise click.ClickException(f"Nothing was written. {wrong}") from wrong
    click.echo(f"{folder}: {count:,} rows, as CSV and JSON.")
