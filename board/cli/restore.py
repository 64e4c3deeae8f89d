"""`board restore`: a backup becomes a board again, in an empty place."""

from pathlib import Path

import click

from board import create_app
from board.cli import check_encoding, load, passphrase_for, told_when_full
from board.kept import restoring
from board.kept.archive import Broken, is_locked


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--passphrase-stdin",
    is_flag=True,
    help="Read the passphrase from the first line of standard input.",
)
def command(file: Path, passphrase_stdin: bool) -> None:
    """Restore the board that is in FILE, where there is none.

    The place is what BOARD_INSTANCE and BOARD_DATABASE_URL name, and must be empty.
    A board on SQLite goes back to SQLite, one on PostgreSQL to PostgreSQL. Whoever
    was erased since the backup is erased again, by the file `erased` of the instance
    folder: bring that along from the board that was lost. What was taken away one by
    one since then is back. Ended in the middle it leaves no board, and is begun anew.
    """
    settings = load()
    check_encoding(settings)
    with told_when_full():
        try:
            if restoring.finish(settings, create_app):
                click.echo("The restore that was ended early is finished.")
                return
            words = settings.backup_passphrase
            if is_locked(file) and (passphrase_stdin or not words):
                words = passphrase_for(passphrase_stdin)
            pictures = restoring.restore(file, settings, create_app, words)
        except (restoring.NotEmpty, Broken) as wrong:
            raise click.ClickException(f"Nothing was restored. {wrong}") from wrong
    where = settings.instance_path if settings.is_sqlite else "the database"
    click.echo(f"The board is back in {where}, with {pictures} pictures.")
    click.echo(
        "Comments, details and pictures taken away since the backup are back, too."
    )
