"""Writing the mails about what happened: all that is due to a person in one, of each
line once, a few people at a time."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import Insert
from sqlalchemy.dialects import postgresql, sqlite

from board.db import AnyRow, db, patiently, pieces, table_of, write, write_tx
from board.mail.actions import queue_drawn
from board.notifications import runs
from board.notifications.hearers import FEW, Hearer, next_few, with_choices
from board.notifications.models import MailChoice, Rhythm
from board.notifications.rounds import Drawn, Round

EVENINGS = (Rhythm.DAILY, Rhythm.WEEKLY)


def write_evenings() -> int:
    """What the job does: all mails of the day and of the week that are due; to how many
    people any may have been."""
    people = 0
    with patiently():
        for rhythm in EVENINGS:
            while some := write_due(rhythm):
                people += some
    return people


def is_evening_due() -> bool:
    """Whether there are such mails to be written."""
    return any(runs.is_due(runs.current(rhythm), rhythm) for rhythm in EVENINGS)


def write_due(rhythm: Rhythm) -> int:
    """Write the mails of a rhythm to the next few people to whom any may be due; how
    many people that were, 0 when everybody has theirs.

    They are drawn before it is our turn to write, so that nobody waits for that; what
    somebody chose meanwhile, or another process wrote, is seen then.
    """
    run = _begun(rhythm)
    if run is None:
        return 0
    ids = next_few(run)
    round = Round(run)
    drawn = round.draw(with_choices(ids))
    with write_tx():
        if not runs.lock(run):
            return 1  # somebody else was here: look again
        _write(round, ids, drawn)
    return len(ids)


def _begun(rhythm: Rhythm) -> AnyRow | None:
    """The run that is due, begun unless it was; None where nothing is to be written."""
    run = runs.current(rhythm)
    if not runs.is_due(run, rhythm):
        return None
    if run is None or run.after is None:
        with write_tx():
            runs.begin(rhythm)
        run = runs.current(rhythm)
    return None if run is None or run.after is None else run


def _write(round: Round, ids: list[int], drawn: dict[int, Drawn]) -> None:
    """Write the mails of these people and how far they are mailed; of those who chose
    otherwise since, they are drawn anew."""
    run = round.run
    now = with_choices(ids)
    drawn |= round.draw(
        [one for one in now if one.id not in drawn or drawn[one.id].hearer != one]
    )
    mailed = [one for one in now if drawn[one.id].mail]
    queue_drawn([drawn[one.id].mail or {} for one in mailed])
    reached = [row for one in mailed for row in _reached(one, run)]
    for some in pieces(reached, 50):
        write(_mailed_until(db.engine.dialect.name), some)
    if run.rhythm == Rhythm.AT_ONCE:
        owed = table_of(MailChoice).update().where(MailChoice.person_id.in_(ids))
        write(owed.where(MailChoice.owed).values(owed=False))
    runs.reach(run, ids[-1] if len(ids) == FEW else None)


def _reached(hearer: Hearer, run: AnyRow) -> Iterator[dict[str, Any]]:
    for kind in hearer.kinds(run.rhythm):
        mine = {"person_id": hearer.id, "kind": kind, "rhythm": run.rhythm}
        yield mine | {"mailed_until": run.until, "owed": False}


@cache
def _mailed_until(dialect_name: str) -> Insert:
    """A person was mailed of a kind up to a line: never less far than before."""
    table = table_of(MailChoice)
    dialect = sqlite if dialect_name == "sqlite" else postgresql
    insert: Any = dialect.insert(table)
    further = insert.excluded.mailed_until
    statement: Insert = insert.on_conflict_do_update(
        index_elements=["person_id", "kind"],
        set_={"mailed_until": further},
        where=table.c.mailed_until < further,
    )
    return statement
