"""What a mail about a task lets one answer by a link."""

from flask_babel import lazy_gettext as _l

from board.accounts.models import Person
from board.confirm.answers import ANSWERS, Answer
from board.tasks import actions, card_queries, queries
from board.tasks.waiting_list import accept

AT = "/tasks"


def _title(task_id: int) -> str:
    return str(card_queries.card(task_id, None).title)


def _give_back(task_id: int, by: Person) -> None:
    actions.release(queries.lock(task_id), by)


def _still(task_id: int, by: Person) -> None:
    actions.still(queries.lock(task_id), by)


def init_app() -> None:
    """Offer them."""
    yours = _l("It is yours. You find it under My week.")
    off = _l("You are off this task. Thank you for saying so.")
    kept = _l("Thank you. The place stays yours.")
    for answer in (
        Answer("claim", _l("I’ll do it"), AT, _title, actions.claim, yours),
        Answer("accept", _l("Take the place"), AT, _title, accept, yours),
        Answer("still", _l("I’m still on it"), AT, _title, _still, kept),
        Answer("coming", _l("I’m coming"), AT, _title, _still, kept),
        Answer("give_back", _l("I can’t"), AT, _title, _give_back, off),
    ):
        ANSWERS.fill(answer)
