"""`board serve`: the application made once, and workers forked from it, each with a
socket of its own."""

import gc
import os
import resource
import socket

import click
from flask import Flask

from board import create_app
from board.accounts.queries import anybody, setup_key
from board.cli import check_database, load
from board.cli.send_mail import Sender
from board.config import Settings
from board.db import db
from board.db.engine import safe_with_processes
from board.private import close, make_folder
from board.serving.asgi import application
from board.serving.server import Server, become_parent, start
from board.watch.begin import begin

GONE = 120  # seconds


@click.command()
@click.option(
    "--workers", type=click.IntRange(1, 64), help="Server processes.  [BOARD_WORKERS]"
)
@click.option("--bind", help="Address and port.  [BOARD_BIND]")
@click.option("--replace", type=int, nargs=2, hidden=True)
def command(
    workers: int | None, bind: str | None, replace: tuple[int, int] | None
) -> None:
    """Serve the board until it is told to stop."""
    settings = load(bind=bind)
    begin(settings)
    app = create_app(settings)
    if replace:
        begin_counts(settings)
        replace_worker(app, *replace)
        return
    check_database(app)
    make_folder(settings.instance_path)
    close(settings.own_files)
    count = safe_count(settings, workers)
    if settings.limits == "off":
        shout(
            "RATE LIMITS ARE OFF. Never let the public reach a board that runs like "
            "this."
        )
    if not settings.mail_url:
        folder = settings.instance_path / "mail"
        message = f"BOARD_MAIL_URL is not set: mails become files in {folder}."
        click.echo(message, err=True)
    listeners = listen(settings.bind, count)
    if settings.metrics:
        listen(settings.metrics, 0)  # it is told in words, before a worker fails at it
    begin_counts(settings)
    allow_many_connections()
    host, port = listeners[0].getsockname()[:2]
    warm(app)
    here = address(settings, host, port)
    greeting = f"Local Action Board is at {here}{first_steps(app, here)}"
    freeze()
    parent = os.getpid()
    begun, ready = start(
        listeners, lambda listener, write_end: work(app, listener, parent, write_end)
    )
    if ready:
        click.echo(greeting)
    become_parent(begun)


def begin_counts(settings: Settings) -> None:
    """Count for Prometheus, where that was asked for."""
    if settings.metrics:
        from board.watch import counts

        counts.begin(settings)


def address(settings: Settings, host: str, port: int) -> str:
    """What one types to reach the board: as set, or where it listens."""
    if settings.sources["base_url"] != "default":
        return settings.base_url
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def safe_count(settings: Settings, workers: int | None) -> int:
    """How many workers serve: as many as are wanted, and one where more could corrupt
    the database."""
    count = workers or int(settings.workers)
    if count > 1 and settings.is_sqlite and not safe_with_processes():
        shout(
            "This machine's SQLite is too old for several processes: one serves. See "
            "SECURITY.md."
        )
        return 1
    return count


def replace_worker(app: Flask, parent: int, listener: int) -> None:
    """Be a worker in place of one that died.

    Nobody waits for it, and the database may be away just now.
    """
    freeze()
    work(app, socket.socket(fileno=listener), parent, os.open(os.devnull, os.O_WRONLY))


def first_steps(app: Flask, here: str) -> str:
    """On a board without people the link by which the first operator makes an account;
    else nothing."""
    with app.app_context():
        empty = not anybody()
        db.session.remove()
        db.engine.dispose()  # connections don't survive a fork
    key = setup_key(app.config["BOARD"].secret_key)
    return (
        (f"\nNobody is here yet. Make the first operator at {here}/setup?key={key}")
        if empty
        else ""
    )


def warm(app: Flask) -> None:
    """Render the pages people come for: what that builds is then shared by
    all workers."""
    for path in ("/", "/issues", "/issues/1", "/tasks"):
        app.test_client().get(path)
    app.extensions["commits"].close()  # connections don't survive a fork
    with app.app_context():
        db.engine.dispose()


def freeze() -> None:
    """What the workers share stays shared: no collection of garbage touches the objects
    made up to here.

    A page makes tens of thousands of objects and few circles, so garbage is looked for
    less often than usual.
    """
    gc.freeze()
    gc.set_threshold(10_000, 50, 1_000)


def listen(bind: str, count: int) -> list[socket.socket]:
    """A socket for each worker, all at one address, among which the system spreads
    those who come.

    From a socket they shared the worker that wakes first would take everybody who comes
    at once.
    """
    host, _, port = bind.rpartition(":")
    host = host.strip("[]")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        # refused where another board listens
        with socket.create_server((host, int(port)), family=family) as alone:
            here = alone.getsockname()[:2]
        listeners = [
            socket.create_server(here, family=family, backlog=4096, reuse_port=True)
            for _ in range(count)
        ]
    except (OSError, ValueError) as error:
        raise click.ClickException(f"We can't listen at {bind!r}: {error}") from error
    # Linux; whoever takes nothing of its answer for so long is gone
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        for listener in listeners:
            listener.setsockopt(
                socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, GONE * 1000
            )
    return listeners


def allow_many_connections() -> None:
    """Each stream is an open file; take as many as the system lets us."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def work(app: Flask, listener: socket.socket, parent: int, ready: int) -> None:
    """What a worker does, until it is told to stop or its parent is gone; it tells when
    it is ready."""
    sender = Sender(app)
    sender.start()
    if app.config["BOARD"].metrics:
        from board.watch import counts

        counts.serve(app)
    Server(application(app), app.config["BOARD"], parent, ready).run(sockets=[listener])
    sender.stop()


def shout(text: str) -> None:
    """Something whoever runs the board must not overlook."""
    click.secho(text, fg="red", bold=True, err=True)
