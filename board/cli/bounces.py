"""`board bounces`: mails that came back stop the addresses they were for."""

from typing import BinaryIO

import click
from flask import current_app

from board.cli import the_board
from board.db import write_tx
from board.mail import actions, bounces, queries


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.File("rb"))
def command(files: tuple[BinaryIO, ...]) -> None:
    """Read mails that came back from FILES, or from the standard input as `-`.

    Each file is one message or a mailbox (mbox), as a mail server hands it to a command
    for the address that mails come from. An address that takes nothing any more gets no
    more mails until its owner tries it again; all other messages are left alone.
    """
    stopped = other = 0
    with the_board():
        settings = current_app.config["BOARD"]
        for file in files:
            for message in bounces.messages_in(file.read()):
                found = bounces.returned(message, settings)
                address = queries.address_of(found.key) if found else ""
                if found and address:
                    with write_tx():
                        actions.stop_address(address, found.reason)
                    stopped += 1
                else:
                    other += 1
    click.echo(f"{stopped} stopped, {other} other messages left alone.")
