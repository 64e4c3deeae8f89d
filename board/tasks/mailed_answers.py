"""What a mail about a task lets one answer by a link."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from board.accounts.models import Person
from board.confirm.answers import ANSWERS, Answer
from board.drawing import today
from board.tasks import actions, card_queries, queries
from board.tasks.deadlines import has_begun
from board.tasks.models import Shape
from board.tasks.waiting_list import accept

AT = "/tasks"


def _title(task_id: int) -> str:
    return str(card_queries.card(task_id, None).title)


def _too_late(task_id: int) -> str:
    """A shift is answered for until it begins, anything else until its last day is
    over."""
    task = card_queries.card(task_id, None)
    if task.cancelled_at:
        return str(_("This was called off, so there is nothing to answer any more."))
    if (task.shape == Shape.SHIFT and has_begun(task)) or task.last_day < today():
        return str(
            _("This has begun or is over, so the mail’s link no longer answers it.")
        )
    return ""


def _give_back(task_id: int, by: Person) -> None:
    actions.release(queries.lock(task_id), by)


def _still(task_id: int, by: Person) -> None:
    actions.still(queries.lock(task_id), by)


def init_app() -> None:
    """Offer them."""
    yours = _l("It is yours. You find it under My week.")
    off = _l("You are off this task. Thank you for saying so.")
    kept = _l("Thank you. The place stays yours.")
    for name, label, act, done in (
        ("claim", _l("I’ll do it"), actions.claim, yours),
        ("accept", _l("Take the place"), accept, yours),
        ("still", _l("I’m still on it"), _still, kept),
        ("coming", _l("I’m coming"), _still, kept),
        ("give_back", _l("I can’t"), _give_back, off),
    ):
        ANSWERS.fill(Answer(name, label, AT, _title, act, done, _too_late))
