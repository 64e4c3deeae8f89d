"""What an operator has to see to of mails, jobs and the disk."""

from collections.abc import Iterator
from datetime import timedelta

from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext

from board import clock, disk
from board.accounts.places import Need
from board.drawing import exact, listed
from board.jobs import queries
from board.jobs.queries import last_done
from board.mail.queries import waiting_and_given_up

STILL = timedelta(hours=1)  # without a job something is wrong


def mails_given_up() -> Iterator[Need]:
    """Mails of the last 30 days that were tried to the end."""
    _waiting, given_up = waiting_and_given_up()
    if given_up:
        yield Need(
            ngettext(
                "%(num)s mail could not be sent in the last 30 days.",
                "%(num)s mails could not be sent in the last 30 days.",
                given_up,
            ),
            _("`board check` says whether the mail server answers."),
            "/operator/mail",
            _("Mails"),
        )


def jobs_still() -> Iterator[Need]:
    """No job was done for an hour."""
    done = last_done()
    if done is not None and done < clock.now() - STILL:
        yield Need(
            _("No background job has run since %(at)s.", at=exact(done)),
            _("Start the board again, or run `board jobs --loop` beside it."),
            "/operator/jobs",
            _("Jobs"),
        )


def jobs_failing() -> Iterator[Need]:
    """Jobs whose last run ended with an error."""
    failing = queries.failing()
    if failing:
        yield Need(
            _("A background job failed: %(names)s.", names=listed(failing)),
            _("The server’s log says why. It is tried again every few minutes."),
            "/operator/jobs",
            _("Jobs"),
        )


def room() -> Iterator[Need]:
    """Little room is left where the board writes."""
    lacking = disk.without(disk.PLENTY, current_app.config["BOARD"])
    if lacking:
        names = listed(_(folder.name) for folder in lacking)
        yield Need(
            _("The disk is nearly full: %(names)s.", names=names),
            _("Make room on the server, or move the instance folder."),
            "/operator/storage",
            _("Storage"),
        )
