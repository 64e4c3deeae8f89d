"""`board check`: whether the database is whole, its numbers are true, and the settings
can work."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import click

from board import disk
from board.cli import the_board
from board.config import Settings
from board.db import db
from board.db.engine import safe_with_processes
from board.errors import Unanswered
from board.kept import needs as kept
from board.kept.soundness import faults
from board.mail import trying
from board.mail.queries import given_up
from board.moderation.chain import broken as broken_chain
from board.photos import store
from board.photos.bucket import why
from board.private import open_to_others


@click.command()
@click.option(
    "--mail",
    metavar="ADDRESS",
    default="",
    help="Send a test there, and say what to set so that mails are accepted.",
)
def command(mail: str) -> None:
    """Check the database and the settings.

    Names all that is wrong and then exits with 1; changes nothing.
    """
    with the_board() as settings:
        found = [
            *(_try_mail(mail, settings) if mail else ()),
            *wrong_settings(settings),
            *faults(db.session.connection()),
            *broken_chain(),
        ]
        _print_notes(settings)
    for problem in found:
        click.echo(problem, err=True)
    if found:
        things = "thing" if len(found) == 1 else "things"
        raise click.ClickException(f"{len(found)} {things} to mend.")
    click.echo("All is well: settings, database, migrations, and the numbers in it.")


def _try_mail(address: str, settings: Settings) -> Iterator[str]:
    """What keeps a test from its address; what to set besides is printed at once."""
    wrong = trying.send_test(address, settings)
    if wrong:
        yield wrong
    elif settings.mail_url:
        click.echo(f"The mail server took the test. Look whether {address} has it.")
    else:
        click.echo(f"The test is a file in {settings.instance_path / 'mail'}.")
    for line in trying.advice(settings):
        click.echo(line)


def wrong_settings(settings: Settings) -> Iterator[str]:
    """What can't work, or is not safe, as it is set."""
    yield from _wrong_addresses(settings)
    yield from _wrong_files(settings)
    if settings.is_sqlite and int(settings.workers) > 1 and not safe_with_processes():
        yield (
            "BOARD_WORKERS: this machine's SQLite is too old for more than one. See "
            "SECURITY.md."
        )
    silent = _silent_store() if settings.uploads else ""
    if silent:
        yield f"BOARD_UPLOADS: we can't write, read and delete files there. {silent}"
    yield from kept.faults(settings)


def _wrong_addresses(settings: Settings) -> Iterator[str]:
    """Addresses and the key of cookies."""
    address = urlsplit(settings.base_url)
    if address.scheme not in ("http", "https") or not address.hostname:
        yield (
            f"BOARD_BASE_URL: {settings.base_url!r} is no address that people could "
            "type."
        )
    if not settings.bind.rpartition(":")[2].isdecimal():
        yield (
            f"BOARD_BIND: {settings.bind!r} should be an address and a port, such as "
            "127.0.0.1:8000."
        )
    if len(settings.secret_key) < 16:
        yield "BOARD_SECRET_KEY: is so short that it can be guessed."


def _wrong_files(settings: Settings) -> Iterator[str]:
    """Files that others can read, and disks that are full."""
    for path in open_to_others(settings.own_files):
        yield (
            f"{path}: can be read by others on this machine. Run: chmod -R go= '{path}'"
        )
    for folder in disk.without(disk.PLENTY, settings):
        megabytes = disk.PLENTY // 2**20
        yield (
            f"{folder.path}: we can't write {megabytes} MB to this {folder.name}. "
            "Make room, or let us write there."
        )


def _print_notes(settings: Settings) -> None:
    """What works, but is good to know."""
    if not settings.mail_url:
        click.echo(
            "Note: BOARD_MAIL_URL is not set. Mails become files in "
            f"{settings.instance_path / 'mail'}."
        )
    lost, reason = given_up()
    if lost:
        click.echo(
            f"Note: {lost} mails could not be sent, such as for this reason: {reason}"
        )
    if not settings.backup and not _is_loopback(settings):
        click.echo(
            "Note: BOARD_BACKUP is not set. No backup is made unless somebody runs "
            "`board backup`."
        )
    if not settings.secure and not _is_loopback(settings):
        click.echo(
            "Note: BOARD_BASE_URL is not https. Whoever is on the way can read "
            "passwords and take over sessions."
        )
    if settings.limits == "off":
        click.echo(
            "Note: BOARD_LIMITS is off. Never let the public reach a board that runs "
            "like this."
        )


def _is_loopback(settings: Settings) -> bool:
    """Whether only people at this machine reach the board."""
    return urlsplit(settings.base_url).hostname in ("127.0.0.1", "localhost", "::1")


def _silent_store() -> str:
    """Why pictures could not be kept in the store; empty where they can."""
    try:
        store.try_out()
    except Unanswered as silent:
        return why(silent.__cause__ or silent)
    return ""
