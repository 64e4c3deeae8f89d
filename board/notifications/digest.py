"""Writing the mails about what happened: all that is due to a person in one, of each
line once, a few people at a time."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Insert, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from board.activity.models import Activity
from board.activity.verbs import Kind, named
from board.db import AnyRow, AnySelect, db, read, table_of, write, write_tx
from board.mail.actions import queue_drawn
from board.notifications import runs
from board.notifications.hearers import FEW, Hearer, next_few, with_choices
from board.notifications.letters import Letters
from board.notifications.mailed_lines import Lines, MailedLine
from board.notifications.models import MailChoice, Notification, Rhythm
from board.notifications.queries import ME, doors

Mail = dict[str, Any]


def write_due(rhythm: Rhythm) -> int:
    """Write the mails of a rhythm to the next few people to whom any may be due; how
    many people that were, 0 when everybody has theirs.

    They are drawn before it is our turn to write, so that nobody waits for that; what
    somebody chose meanwhile, or another process wrote, is seen then.
    """
    run = runs.current(rhythm)
    if not runs.is_due(run, rhythm):
        return 0
    if run is None or run.after is None:
        with write_tx():
            runs.begin(rhythm)
        run = runs.current(rhythm)
        if run is None or run.after is None:
            return 0
    ids, round = next_few(run), Round(run)
    drawn = {one.id: (one, round.mail_to(one)) for one in with_choices(ids)}
    with write_tx():
        if not runs.lock(run):
            return 1  # somebody else was here: look again
        _write(round, ids, drawn)
    return len(ids)


def write_evenings() -> int:
    """What the job does: some of the mails of each day and each week that are due."""
    return write_due(Rhythm.DAILY) or write_due(Rhythm.WEEKLY)


def _write(
    round: "Round", ids: list[int], drawn: dict[int, tuple[Hearer, Mail | None]]
) -> None:
    """Write the mails of these people and how far they are mailed; of those who chose
    otherwise since, they are drawn anew."""
    run = round.run
    mails: list[Mail] = []
    reached: list[dict[str, Any]] = []
    for hearer in with_choices(ids):
        before, mail = drawn.get(hearer.id, (None, None))
        if before != hearer:
            mail = round.mail_to(hearer)
        if mail:
            mails.append(mail)
            reached += _reached(hearer, run)
    queue_drawn(mails)
    if reached:
        write(_mailed_until(db.engine.dialect.name), reached)
    if run.rhythm == Rhythm.AT_ONCE:
        owed = table_of(MailChoice).update().where(MailChoice.person_id.in_(ids))
        write(owed.where(MailChoice.owed).values(owed=False))
    runs.reach(run, ids[-1] if len(ids) == FEW else None)


def _reached(hearer: Hearer, run: AnyRow) -> Iterable[dict[str, Any]]:
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


class Round:
    """The mails of one run to a few people; the lines they hear of are read once."""

    def __init__(self, run: AnyRow) -> None:
        self.run = run
        self.rhythm = Rhythm(run.rhythm)
        self.silent_until = runs.mails_nothing_until()
        self.lines = Lines()
        self.letters = Letters(self.rhythm)

    def mail_to(self, hearer: Hearer) -> Mail | None:
        """The one mail with all that is due to a person; None where nothing is."""
        lines = self.due_to(hearer)
        return self.letters.letter(hearer, lines) if lines else None

    def due_to(self, hearer: Hearer) -> list[MailedLine]:
        """The lines of which a person is to be mailed now, newest first: of kinds they
        chose like this, that they were not mailed of, that they may see, and that no
        mail of their own tells of."""
        kinds = hearer.kinds(self.rhythm)
        if not kinds:
            return []
        until = self.run.until
        after = max(min(kinds.values()), self.silent_until)
        values = {"me": hearer.id, "after": after, "until": until}
        why = {
            row.activity_id: row.why
            for row in read(_unmailed(), values)
            if row.activity_id > kinds.get(_kind_of(row.verb), until)
        }
        known = self.lines.of(why)
        found = (known[id]._replace(why=reason) for id, reason in why.items())
        return [line for line in found if not named(line.verb).has_own_letter(line)]


@cache
def _kind_of(verb: str) -> Kind:
    return named(verb).kind


@cache
def _unmailed() -> AnySelect:
    """Of what `me` was notified, with the reason, past a line of the log."""
    return (
        select(Notification.activity_id, Notification.why, Activity.verb)
        .join(Activity, Activity.id == Notification.activity_id)
        .where(
            Notification.person_id == ME,
            Notification.activity_id > bindparam("after"),
            Notification.activity_id <= bindparam("until"),
            *doors(),
        )
        .order_by(Notification.activity_id.desc())
    )
