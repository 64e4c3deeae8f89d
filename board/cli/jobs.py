"""`board jobs`: what happens by itself, such as asking whether it is really done. `board serve` does it, too."""

import time

import click

from board.cli import the_board
from board.jobs.run import EVERY, run_all


@click.command()
@click.option("--once", "how", flag_value="once", default="once", help="Do what is due and end.  [default]")
@click.option("--loop", "how", flag_value="loop", help="Go on until told to stop.")
def command(how: str) -> None:
    """Do what is due: ask whether things are really done, raise what nobody answers.

    The server does this by itself every few minutes; two at once do nothing twice.
    """
    with the_board():
        while True:
            for name, count in run_all().items():
                click.echo(f"{name}: looked at {count}.")
            if how == "once":
                return
            time.sleep(EVERY.total_seconds())
