"""What the board does by itself: mails, jobs, the log."""

from collections.abc import Iterator
from datetime import timedelta

from board import clock
from board.activity.queries import newest_at
from board.doctor.finding import Finding, note
from board.jobs.queries import failing, last_done
from board.jobs.run import EVERY
from board.mail.queries import given_up, waiting_and_given_up

STILL = timedelta(minutes=15)
APART = timedelta(minutes=1)  # clocks of two machines may be
MANY = 500  # mails; more than an evening leaves for long


def checks() -> Iterator[Finding]:
    """All of this group."""
    yield from mails()
    yield from still_jobs()
    yield from failing_jobs()
    yield from clock_went_back()


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


def clock_went_back() -> Iterator[Finding]:
    """Nothing in the log is of tomorrow."""
    newest = newest_at()
    if newest and newest > clock.now() + APART:
        yield Finding(
            f"The newest line of the log is of {newest:%d %B %Y %H:%M} (UTC), which is "
            "still to come: this machine’s clock went back.",
            "Jobs and mails wait until then, and news stand in a wrong order.",
            "Set the clock, and switch on a service that keeps it (timedatectl "
            "set-ntp true).",
        )
