"""The job that sends posts to councils: each once.

A try is noted before it begins (turns.py). Where they surely don't have it, it is tried
again, each time later; where that is not known, it is looked for on their side, and if
it is not there an organiser is asked (outcomes.py): by itself nothing is sent a second
time.
"""

from flask_babel import gettext as _

from board import clock
from board.boards.fetching import NoAnswer
from board.councils import calling, looking, outcomes, turns, writing
from board.councils.calling import NotTaken, Took
from board.councils.models import Council, Stage
from board.db import AnyRow
from board.errors import Invalid, NotFound


def send_due() -> int:
    """Do one step for one post whose time it is; 0 where there is none."""
    turn = turns.take_next()
    if turn is None:
        return 0
    mine, council = turn
    steps = {Stage.WAITING: _send, Stage.LOOKING: _look, Stage.TOKEN: _ask_number}
    steps[Stage(mine.stage)](mine, council)
    return 1


def _send(mine: AnyRow, council: Council) -> None:
    try:
        issue = writing.told(mine.issue_id)
    except NotFound:  # hidden at this very moment
        soon = clock.now() + outcomes.WAITS[0]
        outcomes.note(mine, stage=Stage.WAITING, next_at=soon)
        return
    goes = writing.goes_as(issue, council.id)
    if goes is None:
        outcomes.refused(mine, _("It does not go to this council any more."))
        return
    outcomes.note(mine, service_code=goes.service_code, sent_version=issue.version)
    _tell(mine, council, writing.report(issue, goes))


def _tell(mine: AnyRow, council: Council, report: list[tuple[str, str]]) -> None:
    try:
        took = calling.tell(council, report)
    except NoAnswer as unknown:
        outcomes.unknown(mine, str(unknown.text))
    except NotTaken as wrong:
        became = outcomes.later if wrong.again else outcomes.refused
        became(mine, str(wrong.text))
    except Invalid as wrong:  # there was no way to them
        outcomes.later(mine, str(wrong.text))
    else:
        outcomes.took(mine, took)


def _look(mine: AnyRow, council: Council) -> None:
    """Is it there? Nobody says it is who is not sure."""
    found, why = looking.look(council, mine)
    if found.request_id:
        outcomes.took(mine, found)
    else:
        outcomes.not_found(mine, found.receipt, why)


def _ask_number(mine: AnyRow, council: Council) -> None:
    """They have it, and may have a number for it by now."""
    number, why = looking.number_for(council, mine.receipt)
    if number:
        outcomes.took(mine, Took(request_id=number))
    else:
        outcomes.no_number(mine, why)
