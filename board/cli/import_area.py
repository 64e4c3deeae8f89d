"""`board import-area`: an area that left another board begins this one."""

from pathlib import Path

import click

from board.cli import the_board, told_when_full
from board.cli.init import furnish
from board.db import write_tx
from board.kept.archive import Broken
from board.kept.area_import import import_area
from board.kept.restoring import NotEmpty


@click.command()
@click.argument(
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
)
def command(folder: Path) -> None:
    """Take in the area that `board export --area` wrote into DIR.

    The board must have been made by `board init`, and have no people and no areas yet.
    Pages keep their addresses. Whoever came along signs in by a link that is mailed to
    them, and nobody runs the board yet: `board create-person EMAIL --operator` says
    who does, also of somebody who came along.
    """
    with the_board(), told_when_full():
        try:
            with write_tx():
                came = import_area(folder, furnish)
        except (NotEmpty, Broken) as wrong:
            raise click.ClickException(f"Nothing was taken in. {wrong}") from wrong
    click.echo(
        f"{came.area} is here: {came.rows:,} rows, {came.pictures} pictures. "
        "Say who runs the board: board create-person EMAIL --operator"
    )
