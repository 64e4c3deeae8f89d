"""`board jobs`: what happens by itself, such as asking whether it is really done.

`board serve` does it, too.
"""

import sys
import time

import click

from board.cli import the_board
from board.jobs.run import EVERY, jobs, jobs_alone, run_all


@click.command()
@click.option(
    "--once",
    "how",
    flag_value="once",
    default="once",
    help="Do what is due and end.  [default]",
)
@click.option("--loop", "how", flag_value="loop", help="Go on until told to stop.")
@click.argument("names", nargs=-1)
def command(how: str, names: tuple[str, ...]) -> None:
    """Do what is due: ask whether things are really done, raise what nobody answers;
    with NAMES only these jobs.

    The server does this by itself every few minutes; two at once do nothing twice. One
    that fails is named and stops no other; with --once the exit code is then 1.
    """
    with the_board():
        if unknown := set(names) - {*jobs, *jobs_alone}:
            raise click.ClickException(f"There is no job {', '.join(sorted(unknown))}.")
        while True:
            done = run_all(names=names)
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
