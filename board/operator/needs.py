"""What an operator has to see to of mails and jobs."""

from collections.abc import Iterator
from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from board import clock
from board.accounts.places import Need
from board.drawing import exact
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
            "/operator",
            _("Mails"),
        )


def jobs_still() -> Iterator[Need]:
    """No job was done for an hour."""
    done = last_done()
    if done is not None and done < clock.now() - STILL:
        yield Need(
            _("No background job has run since %(at)s.", at=exact(done)),
            _("Start the board again, or run `board jobs --loop` beside it."),
            "/operator",
            _("Jobs"),
        )
