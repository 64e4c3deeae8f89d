"""`board run`: for those who work on the program."""

import click

from board import create_app
from board.cli import check_database, load
from board.config import LOOPBACK
from board.private import close


@click.command()
@click.option("--bind", help="Address and port.  [BOARD_BIND]")
def command(bind: str | None) -> None:
    """Serve for development: reloads what you change, has no live stream and no page
    cache."""
    settings = load()
    host, _, port = (bind or settings.bind).rpartition(":")
    app = create_app(settings)
    check_database(app)
    close(settings.own_files)
    app.jinja_env.auto_reload = True
    # the debugger runs what is typed into it, so it is for this machine alone
    here = host in LOOPBACK
    app.run(host.strip("[]"), int(port), debug=True, use_debugger=here)
