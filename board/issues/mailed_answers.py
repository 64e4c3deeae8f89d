"""What a mail about a post lets one answer by a link."""

from functools import partial

from flask_babel import lazy_gettext as _l

from board.accounts.models import Person
from board.confirm.answers import ANSWERS, Answer
from board.issues import queries
from board.issues.outcome_actions import give_verdict
from board.issues.outcome_models import Says
from board.issues.second_actions import second


def _title(issue_id: int) -> str:
    return str(queries.card(issue_id).title)


def _say(says: Says, issue_id: int, by: Person) -> None:
    give_verdict(queries.get(issue_id), by, says=says)


def init_app() -> None:
    """Offer them."""
    thanks = _l("Thank you. What you say counts.")
    done = partial(_say, Says.DONE)
    not_done = partial(_say, Says.NOT_DONE)
    at = "/issues"
    done_label = _l("Yes, it is done")
    ANSWERS.fill(Answer("done", done_label, at, _title, done, thanks))
    not_done_label = _l("No, it is not done")
    ANSWERS.fill(Answer("not_done", not_done_label, at, _title, not_done, thanks))
    counted = _l("You are counted in.")
    ANSWERS.fill(Answer("second", _l("Count me in"), at, _title, second, counted))
