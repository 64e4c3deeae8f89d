"""The words of the `board` command, one file each (see board/__main__.py), and how each
of them finds the board."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask
from flask_babel import force_locale
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError

# `config` and `run` are words of the command: as modules of this package they would
# take these names from us.
from board import create_app
from board.config import Settings
from board.db import db
from board.db.engine import taking_time
from board.errors import BoardError
from board.failures import is_full
from board.migrations.run import UnknownRevision, can_upgrade, current, newest
from board.settings_read import load as read_settings
from board.watch.begin import begin


def load(**options: str | None) -> Settings:
    """The settings, with those that stand on the command line; or the end of the
    program with what is wrong."""
    given = {f"BOARD_{name.upper()}": value for name, value in options.items() if value}
    try:
        return read_settings(os.environ | given)
    except (ValueError, OSError) as wrong:
        raise click.ClickException(str(wrong)) from wrong


NOT_UTF8 = (
    "The database keeps text as {encoding}, and has to keep it as UTF8. Make a new "
    "one: createdb --encoding=UTF8 --template=template0 NAME, and name it in "
    "BOARD_DATABASE_URL."
)


def check_encoding(settings: Settings) -> None:
    """Refuse a database that can't keep the letters of every script. It is asked
    without the library, which would fail at its first answer."""
    if settings.is_sqlite:
        return
    import psycopg  # which a board on SQLite does not need

    url = make_url(settings.database_url).set(drivername="postgresql")
    try:
        with psycopg.connect(url.render_as_string(hide_password=False)) as asked:
            encoding = asked.info.parameter_status("server_encoding")
    except psycopg.Error:
        return  # that it does not answer, others say
    if encoding != "UTF8":
        raise click.ClickException(NOT_UTF8.format(encoding=encoding))


def check_database(app: Flask) -> None:
    """Refuse to go on without a database of this version; leaves no connection open,
    they don't survive a fork."""
    settings: Settings = app.config["BOARD"]
    check_encoding(settings)
    if settings.unfinished_restore.exists():
        raise click.ClickException(
            "A restore was ended before it was finished. Run it again: `board restore`."
        )
    file = settings.database_file
    if file and not file.exists():
        raise click.ClickException(
            f"There is no board at {file} yet. Run `board init` first."
        )
    with app.app_context(), answering():
        try:
            with db.engine.connect() as connection:
                revision = current(connection)
        finally:
            db.engine.dispose()
    if not can_upgrade(revision):
        raise click.ClickException(str(UnknownRevision(revision)))
    if revision != newest():
        raise click.ClickException(
            f"The database is at version {revision or 'nothing'}, this program needs "
            f"{newest()}. Run `board init`."
        )


@contextmanager
def answering() -> Iterator[None]:
    """Around what needs the database: one that is away ends the program in words."""
    try:
        yield
    except DBAPIError as error:
        raise click.ClickException(
            f"The database does not answer: {error.orig}"
        ) from error


@contextmanager
def typed() -> Iterator[None]:
    """Around the reading of what was typed: what can't be used ends the program with
    its sentence."""
    try:
        yield
    except (ValueError, KeyError, OSError) as wrong:
        raise click.ClickException(str(wrong.args[0])) from wrong


def passphrase_for(stdin: bool, *, twice: bool = False) -> str:
    """A passphrase, asked for unseen or read from standard input; never an argument,
    which others see."""
    if stdin:
        words = sys.stdin.readline().rstrip("\r\n")
    else:
        words = click.prompt(
            "Passphrase", hide_input=True, confirmation_prompt=twice, err=True
        )
    if not words:
        raise click.ClickException("The passphrase is empty.")
    return words


@contextmanager
def told_when_full() -> Iterator[None]:
    """Around what writes a great deal: a full disk ends the program with a sentence."""
    try:
        yield
    except (OSError, DBAPIError) as wrong:
        cause = wrong.orig if isinstance(wrong, DBAPIError) else wrong
        if is_full(cause):
            raise click.ClickException(
                "The disk is full. Nothing was changed, and nothing half is left."
            ) from wrong
        if isinstance(wrong, OSError):
            raise click.ClickException(str(wrong)) from wrong
        raise


@contextmanager
def the_board() -> Iterator[Settings]:
    """The board to act on, as the settings say.

    What a person can mend ends the program with one line.
    """
    settings = load()
    begin(settings)
    app = create_app(settings)
    check_database(app)
    language = force_locale(settings.languages[0])
    with app.app_context(), language, taking_time():
        try:
            yield settings
        except BoardError as wrong:
            raise click.ClickException(str(wrong.text)) from wrong
        except OperationalError as wrong:
            if is_full(wrong.orig):
                raise
            raise click.ClickException(
                f"The database does not answer: {wrong.orig}"
            ) from wrong
        finally:
            db.session.remove()
            db.engine.dispose()
