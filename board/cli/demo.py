"""`board demo`: a made-up neighbourhood to try the board with."""

import tomllib

import click

from board.accounts.passwords import make_hash
from board.accounts.queries import anybody
from board.cli import the_board
from board.config import PACKAGE
from board.db import write_tx
from board.demo.load import load
from board.demo.second import load_second
from board.mail.actions import silent

STORY = PACKAGE / "demo" / "story.toml"
PASSWORD = "demo-board-2026"  # noqa: S105  everybody may know it
TAKEN = (
    "There are people on this board. The demo needs one of its own: set "
    "BOARD_INSTANCE to a new folder."
)


@click.command()
@click.option(
    "--if-empty",
    is_flag=True,
    help="Do nothing, quietly, when there are people already.",
)
@click.option(
    "--second",
    is_flag=True,
    help="Load another, smaller board instead, for the first one to follow.",
)
def command(if_empty: bool, second: bool) -> None:
    """Load a neighbourhood to try the board with.

    It is made up, and only goes into a database without people. Everybody's password is
    demo-board-2026.
    """
    story = tomllib.loads(STORY.read_text("utf-8"))
    password_hash = make_hash(PASSWORD)
    # One transaction: interrupted, nothing is loaded, rather than half a neighbourhood.
    with the_board() as settings, write_tx(), silent():
        if not anybody():
            fill = load_second if second else load
            fill(story, settings.timezone, password_hash)
        elif if_empty:
            return
        else:
            raise click.ClickException(TAKEN)
    click.echo(f"The demo is loaded. Sign in as organiser@example.org with {PASSWORD}.")
