"""`board backup`: all that the board keeps in one file, while people go on writing."""

from pathlib import Path

import click

from board.cli import passphrase_for, the_board, told_when_full
from board.kept import backups
from board.kept.archive import Broken


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--passphrase",
    is_flag=True,
    help="Encrypt it with a passphrase, which is asked for.  "
    "[BOARD_BACKUP_PASSPHRASE or BOARD_BACKUP_PASSPHRASE_FILE: without asking]",
)
@click.option(
    "--passphrase-stdin",
    is_flag=True,
    help="Read the passphrase from the first line of standard input.",
)
def command(file: Path, passphrase: bool, passphrase_stdin: bool) -> None:
    """Back up the board into FILE: its database as it is now, and its pictures.

    People may go on writing. FILE is opened and checked before it stands there; what
    stood there before stays until then. Not in it are BOARD_* settings,
    instance/config.py and instance/secret: keep those elsewhere.
    """
    with the_board() as settings, told_when_full():
        words = settings.backup_passphrase
        if passphrase or passphrase_stdin:
            words = passphrase_for(passphrase_stdin, twice=True)
        if not file.absolute().parent.is_dir():
            raise click.ClickException(f"There is no folder {file.absolute().parent}.")
        try:
            made = backups.make(file.absolute(), words)
        except Broken as wrong:
            raise click.ClickException(f"No backup was made. {wrong}") from wrong
    if made.missing:
        click.echo(f"Note: of {made.missing} pictures there is no file.", err=True)
    locked = ", encrypted" if words else ""
    click.echo(
        f"{file}: {made.size / 2**20:.1f} MB{locked}, {made.pictures} pictures, opened "
        f"and checked, in {made.seconds:.1f} s."
    )
