"""How a person chose to be mailed about each kind of news, and stopping it."""

import re

from sqlalchemy import select, update

from board.activity import actions as activity
from board.activity.queries import version
from board.activity.verbs import Kind
from board.db import insert_row, read, table_of, write
from board.notifications.models import USUAL, MailChoice, Rhythm
from board.policy import Actor

TOPIC = re.compile(r"(issue|campaign|task|event|area)-\d+")


def of(person_id: int) -> dict[Kind, Rhythm]:
    """The rhythm of each kind, as chosen or as usual."""
    chosen = select(MailChoice.kind, MailChoice.rhythm)
    rows = read(chosen.where(MailChoice.person_id == person_id))
    return USUAL | {Kind(row.kind): Rhythm(row.rhythm) for row in rows}


def choose(by: Actor, kind: Kind, rhythm: Rhythm) -> None:
    """Be mailed about a kind of news like this from now on.

    What has gathered goes with the next mail of that rhythm; of what happened while
    nothing was wanted there is none.
    """
    before = of(by.id)[kind]
    if before == rhythm:
        return
    usual = {"rhythm": USUAL[kind], "mailed_until": 0, "owed": False}
    insert_row(MailChoice, ["person_id", "kind"], person_id=by.id, kind=kind, **usual)
    values = {"rhythm": rhythm, "owed": rhythm == Rhythm.AT_ONCE}
    if before == Rhythm.NEVER:
        values["mailed_until"] = version()
    mine = (MailChoice.person_id == by.id, MailChoice.kind == kind)
    write(update(table_of(MailChoice)).where(*mine).values(**values))


def stop(by: Actor, what: str) -> None:
    """Stop what a mail's own link names: a kind of news, all of one rhythm, everything,
    or what happens to a thing that is followed."""
    if TOPIC.match(what):
        activity.unfollow(what, by)
        return
    for kind, rhythm in of(by.id).items():
        if what in (kind, rhythm, "all"):
            choose(by, kind, Rhythm.NEVER)


def is_known(what: str) -> bool:
    """Whether there is such a thing to stop."""
    return bool(TOPIC.match(what)) or what in {*Kind, *Rhythm, "all"}
