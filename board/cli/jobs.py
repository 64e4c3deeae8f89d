"""`board jobs`: what happens by itself, such as asking whether it is really done.

`board serve` does it, too.
"""

import sys
import time

import click

from board.cli import the_board
from board.jobs.run import EVERY, run_all


@click.command()
@click.option(
    "--once",
    "how",
    flag_value="once",
    default="once",
    help="Do what is due and end.  [default]",
)
@click.option("--loop", "how", flag_value="loop", help="Go on until told to stop.")
def command(how: str) -> None:
    """Do what is due: ask whether things are really done, raise what nobody answers.

    The server does this by itself every few minutes; two at once do nothing twice. One
    that fails is named and stops no other; with --once the exit code is then 1.
    """
    with the_board():
        while True:
            done = run_all()
            for name, count in done.items():
                if count is not None:
                    click.echo(f"{name}: looked at {count}.")
            failed = [name for name, count in done.items() if count is None]
            if failed:
                click.echo(
                    (f"Failed: {', '.join(failed)}. The lines above say why."), err=True
                )
            if how == "once":
                sys.exit(1 if failed else 0)
            time.sleep(EVERY.total_seconds())
