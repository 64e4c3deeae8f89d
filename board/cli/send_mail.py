"""`board send-mail`, and the thread by which `board serve` sends by itself."""

import logging
import threading
import time
from dataclasses import replace

import click
from flask import Flask, current_app

from board.activity.queries import is_demo
from board.cli import the_board
from board.config import Settings
from board.db import db, patiently, write_tx
from board.jobs.apart import Apart
from board.mail import actions, bounces, lease_actions, queries
from board.mail.models import Outbox
from board.mail.sending import carrier
from board.notifications.digest import write_due
from board.notifications.models import Rhythm
from board.notifications.notify import notify_more
from board.notifications.queries import is_anybody_waiting
from board.noting import note
from board.tasks.taken import is_anybody_to_tell, tell_next

log = logging.getLogger("board")
PAUSE = 5.0  # seconds between two looks


@click.command()
@click.option(
    "--once/--loop",
    default=True,
    help="Send what is due and end, or go on until told to stop.",
)
def command(once: bool) -> None:
    """Send the mails that wait.

    `board serve` does this by itself; run it where the server may reach no mail server.

    With --once the exit code is 1 when one could not be sent.
    """
    with the_board(), patiently():
        settings = settings_to_send_by()
        failed: list[str] = []
        count = send_due(settings, failed)
        if once:
            _report(settings, count, failed)
        while not once:
            time.sleep(PAUSE)
            send_due(settings)
            db.session.remove()


def _report(settings: Settings, count: int, failed: list[str]) -> None:
    """Print how many were sent, and end with 1 where any could not be."""
    mails = "mail" if count == 1 else "mails"
    where = "" if settings.mail_url else f" to {settings.instance_path / 'mail'}"
    click.echo(f"{count} {mails} sent{where}.")
    if failed:
        reasons = " ".join(failed)
        raise click.ClickException(f"{len(failed)} could not be sent. {reasons}")


def settings_to_send_by() -> Settings:
    """The settings to send by: what a demo says goes to files, whoever it seems to be
    for."""
    settings: Settings = current_app.config["BOARD"]
    return replace(settings, mail_url="") if is_demo() else settings


def notify_waiting() -> None:
    """Notify those who still wait to hear of something that concerns many."""
    while is_anybody_waiting():
        with write_tx():
            if not notify_more():
                return


def write_at_once() -> None:
    """Write the mails about what happened that leave at once."""
    notify_waiting()
    while is_anybody_to_tell():
        with write_tx():
            tell_next()
    while write_due(Rhythm.AT_ONCE):
        pass


def send_due(
    settings: Settings, failed: list[str] | None = None, *, evenings: bool = True
) -> int:
    """Write and send all that is due, with or without the mails of an evening; returns
    how many were sent.

    What could not be is added to `failed`.
    """
    count = 0
    failed = [] if failed is None else failed
    write_at_once()
    while mails := _take(evenings):
        count += _send(mails, settings, failed)
        write_at_once()
    if count or failed:
        note("mail", sent=count, failed=len(failed))
    return count


def _take(evenings: bool) -> list[Outbox]:
    """The next few; those of an evening only when there are no others."""
    for evening in (False, True) if evenings else (False,):
        if queries.anything_due(evening):
            with write_tx():
                lease_actions.forget_old()
                return list(lease_actions.take(evening=evening))
    return []


def _send(mails: list[Outbox], settings: Settings, failed: list[str]) -> int:
    """Send each and note at once what became of it, so that a sudden end doubles one
    mail at most."""
    waiting = list(mails)
    count = 0
    try:
        with carrier(settings) as carry:
            while waiting:
                why, final, gone = bounces.refused(carry, waiting[0])
                mail = waiting.pop(0)
                if why:
                    failed.append(_named(mail, why))
                _note(mail, why, final, gone)
                count += not why
    except OSError as wrong:  # nobody answers, or no longer
        why = bounces.in_one_line(wrong)
        for mail in waiting:
            failed.append(_named(mail, why))
            _note(mail, why)
    return count


def _named(mail: Outbox, why: str) -> str:
    """A mail that was not sent, by its number: the rest of what a server says may hold
    an address."""
    return f"Mail {mail.id}: {why.partition(':')[0]}."


def _note(mail: Outbox, why: str, final: bool = False, gone: str = "") -> None:
    with write_tx():
        if gone:
            actions.stop_address(mail.to, gone)
        if why:
            lease_actions.failed(mail, why, final=final)
            # the rest may hold an address
            log.warning("mail %s: %s", mail.id, why.partition(":")[0])
        else:
            lease_actions.sent(mail)


class Sender(threading.Thread):
    """Sends what is due, whatever happens; one in each worker, and the lease keeps them
    apart."""

    def __init__(self, app: Flask) -> None:
        super().__init__(name="mail", daemon=True)
        self.app = app
        self.apart = Apart(app.config["BOARD"])

    def run(self) -> None:
        """Look, wait, look again."""
        settings: Settings | None = None
        while True:
            try:
                with self.app.app_context():
                    settings = settings or settings_to_send_by()
                    self._send(settings)
            except Exception:
                log.exception("mail: could not send, trying again")
            time.sleep(PAUSE)

    def _send(self, settings: Settings) -> None:
        """Send what is due, but leave the many mails of an evening to another process
        where that may be."""
        apart = self.apart.is_allowed
        send_due(settings, evenings=not apart)
        if apart and queries.anything_due(evening=True):
            self.apart.begin("send-mail")

    def stop(self) -> None:
        """End the other process; this thread ends with its own."""
        self.apart.end()
