"""What the board does by itself: mails, jobs."""

from collections.abc import Iterator
from datetime import timedelta

from board import clock
from board.doctor.finding import Finding, note
from board.jobs.queries import failing, last_done
from board.jobs.run import EVERY
from board.mail.queries import given_up, waiting_and_given_up

STILL = timedelta(minutes=15)
MANY = 500  # mails; more than an evening leaves for long


def checks() -> Iterator[Finding]:
    """All of this group."""
    yield from mails()
    yield from still_jobs()
    yield from failing_jobs()


def mails() -> Iterator[Finding]:
    """Those nobody will get, and those that pile up."""
    waiting, lost = waiting_and_given_up()
    if lost:
        reason = str(given_up()[1]).partition(":")[0]
        yield note(
            f"{lost} mails of the last 30 days could not be sent, such as for this "
            f"reason: {reason}.",
            "Those people have not heard what they asked for.",
            "See /operator/mail, where each can be sent again.",
        )
    if waiting > MANY:
        yield note(
            f"{waiting} mails wait to be sent.",
            "People wait for links to sign in behind them.",
            "See whether `board serve` or `board send-mail --loop` runs, and what "
            "/operator/mail says.",
        )


def still_jobs() -> Iterator[Finding]:
    """Jobs are done every few minutes while the server runs."""
    done = last_done()
    if done and done < clock.now() - max(STILL, 2 * EVERY):
        yield Finding(
            f"No job was done since {done:%d %B %H:%M} (UTC).",
            "Reminders, offers and deletions wait.",
            "See whether `board serve` runs; its log names a job that hangs.",
        )


def failing_jobs() -> Iterator[Finding]:
    """Those whose last run failed."""
    if names := failing():
        yield Finding(
            f"These jobs failed: {', '.join(names)}.",
            "What they do is not done.",
            f"Run `board jobs {names[0]}`, which says why.",
        )
