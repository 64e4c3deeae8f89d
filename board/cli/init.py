"""`board init`: make the database, or bring it up to this version of the program."""

import click

from board.cli import answering, check_encoding, load, the_board
from board.db import write_tx
from board.migrations.run import UnknownRevision, migrate
from board.playbooks import ready
from board.rules.actions import publish_first
from board.training.ready_actions import put_ready


@click.command()
def command() -> None:
    """Make the board's database, or bring an older one up to date.

    Doing so again changes nothing.
    """
    settings = load()
    check_encoding(settings)
    try:
        with answering():
            before, after = migrate(settings)
    except UnknownRevision as wrong:
        raise click.ClickException(str(wrong)) from wrong
    with the_board(), write_tx():
        furnish()
    where = settings.instance_path if settings.is_sqlite else "the database"
    done = (
        "is up to date"
        if before == after
        else "is ready"
        if before is None
        else f"went from {before} to {after}"
    )
    click.echo(f"The board in {where} {done}.")


def furnish() -> None:
    """What each board begins with, where it is not there yet; inside a transaction."""
    publish_first()
    put_ready()
    ready.put_in()
