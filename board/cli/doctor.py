"""`board doctor`: what is wrong, why it matters and what to do, from inside and from
outside."""

from collections.abc import Iterator

import click

from board.cli import load, the_board
from board.cli.check import wrong_settings
from board.config import Settings
from board.db import db
from board.doctor import database, fit, machine, outside, work
from board.doctor.asking import NoAnswer, site_of
from board.doctor.finding import Finding
from board.kept.soundness import faults
from board.mail import trying
from board.moderation.chain import broken as broken_chain


@click.command()
@click.option(
    "--mail", metavar="ADDRESS", default="", help="Send a test there, as a last look."
)
@click.option(
    "--inside", is_flag=True, help="Leave out what is asked of BOARD_BASE_URL."
)
def command(mail: str, inside: bool) -> None:
    """Say in plain words what is wrong with this board, and what to do.

    Looks at the machine, the settings, the database, mails and jobs; then asks for the
    board at BOARD_BASE_URL, as a browser would, which takes up to half a minute. Ends
    with 1 where something is to be mended; changes nothing.
    """
    settings = load()
    found = [*machine.checks(settings), *fit.checks(settings)]
    try:
        with the_board():
            found += _of_board(settings)
            if not inside:
                found += _of_outside(settings)
            found += _of_mails(settings, mail)
    except click.ClickException as wrong:
        found.append(Finding(wrong.message, "The board can’t work."))
    _tell(found)


def _of_board(settings: Settings) -> Iterator[Finding]:
    for words in (
        *wrong_settings(settings),
        *faults(db.session.connection()),
        *broken_chain(),
    ):
        yield Finding(words)
    yield from database.checks(settings)
    yield from work.checks()


def _of_outside(settings: Settings) -> Iterator[Finding]:
    click.echo(f"Asking for {settings.base_url} …", err=True)
    try:
        yield from outside.checks(site_of(settings))
    except NoAnswer as wrong:
        yield Finding(f"At {settings.base_url} there was {wrong}, half way through.")


def _of_mails(settings: Settings, address: str) -> Iterator[Finding]:
    wrong = ""
    if address:
        wrong = trying.send_test(address, settings)
    elif settings.mail_url:
        wrong = trying.reach(settings)
    if wrong:
        yield Finding(wrong, "Nobody is sent a link to sign in, or any news.")
    elif address:
        click.echo(f"A test is on its way. Look whether {address} has it.")


def _tell(found: list[Finding]) -> None:
    """What is to be mended first, then the notes; or that all is well."""
    for one in sorted(found, key=lambda one: one.is_note):
        head = "Note: " if one.is_note else "To mend: "
        click.echo(f"{head}{one.what}")
        if one.why:
            click.echo(f"  Why it matters: {one.why}")
        if one.do:
            click.echo(f"  What to do: {one.do}")
    wrong = sum(not one.is_note for one in found)
    if wrong:
        things = "thing" if wrong == 1 else "things"
        raise click.ClickException(f"{wrong} {things} to mend.")
    click.echo("Nothing is to be mended.")
