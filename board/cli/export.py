"""`board export`: everything as tables for other programs, or one area for a board of
its own."""

from pathlib import Path

import click

from board.areas.models import Area
from board.areas.queries import all_areas
from board.cli import the_board, told_when_full
from board.kept import area_export, exports


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--area", "slug", metavar="SLUG", help="Only this area, for a board of its own."
)
def command(folder: Path, slug: str | None) -> None:
    """Write everything the board holds into DIR as CSV and JSON, with its pictures and
    a README that says what each column is.

    DIR must be new or empty. People may go on writing: it is as of one moment. It is no
    backup: what lets people in is left out, and nothing reads it back.

    With --area it is that area alone, with the names and addresses of its members and
    organisers and of nobody else, and `board import-area` reads it back. What hangs on
    another area, too, stays: it is named, and the command ends with 1.
    """
    with the_board(), told_when_full():
        try:
            if slug is None:
                written = area_export.Written(exports.export(folder.absolute()), [])
            else:
                written = area_export.export_area(folder.absolute(), _area(slug))
        except FileExistsError as wrong:
            raise click.ClickException(f"Nothing was written. {wrong}") from wrong
    click.echo(f"{folder}: {written.rows:,} rows, as CSV and JSON.")
    for line in written.left:
        click.echo(f"Left here: {line}", err=True)
    if written.left:
        raise SystemExit(1)


def _area(slug: str) -> Area:
    areas = {area.slug: area for area in all_areas()}
    if slug not in areas:
        there = ", ".join(areas) or "none"
        raise click.ClickException(f"There is no area {slug!r}. There are: {there}.")
    return areas[slug]
