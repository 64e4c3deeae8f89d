"""What goes by itself once its time is over: the times are those of held.py."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Float, and_, delete, exists, or_, select, update

from board import clock
from board.activity.models import Activity
from board.campaigns import verbs as campaigns
from board.campaigns.models import ENDINGS, Campaign
from board.campaigns.people_models import SignUp
from board.db import Model, db
from board.events.models import Event, EventLeader
from board.privacy.cleaning import drop_old_mails
from board.privacy.held import HELD, Held
from board.privacy.purposes import SIGN_UPS, YEAR
from board.rounds.models import ANSWERS, Round

BATCH = 500
NO_TIME = timedelta(0)


def forget() -> int:
    """The job: delete a batch of what is over in each table; how many rows those
    were."""
    timed = [held for held in HELD if held.keep.time is not None]
    return sum(map(_forget, timed)) + _sign_ups() + _answers()


def _forget(held: Held) -> int:
    """A batch of one table's rows whose time is over. A row that leads to what it
    became stays until that goes."""
    table = Model.metadata.tables[held.table]
    since: Any = table.c[held.keep.since]
    end: Any = clock.now() - (held.keep.time or NO_TIME)
    if isinstance(since.type, Float):  # seconds
        end = end.timestamp()
    where = [since < end]
    if held.table == "attendance":
        where.append(table.c.person_id.is_(None))
    if held.table == "outbox":
        drop_old_mails(end)
        where.append(table.c.next_at.is_(None))
    became = {"held_claim": "claim_id", "held_post": "issue_id"}
    became["held_answer"] = "answer_id"
    joined = ("held_second", "held_backer")
    if held.table in became:
        where.append(table.c[became[held.table]].is_(None))
    if held.table in joined:
        where.append(table.c.person_id.is_(None))
    return _delete(table, *where)


def _delete(table: Any, *where: Any) -> int:
    key = list(table.primary_key)
    some = select(*key).where(*where).limit(BATCH)
    rows = db.session.execute(some).all()
    for row in rows:
        mine = [column == value for column, value in zip(key, row, strict=True)]
        db.session.execute(delete(table).where(*mine))
    return len(rows)


def _sign_ups() -> int:
    """Names and addresses from paper, once the campaign has ended for so long; and who
    brings how many to an event of a year ago and has no account."""
    ended = exists().where(
        Activity.subject_kind == "campaign",
        Activity.subject_id == SignUp.campaign_id,
        Activity.verb == campaigns.ENDED,
        Activity.at < clock.now() - SIGN_UPS,
    )
    over = exists().where(
        Campaign.id == SignUp.campaign_id, Campaign.stage.in_(ENDINGS)
    )
    signed = _delete(Model.metadata.tables["campaign_sign_up"], ended, over)
    past = exists().where(
        Event.id == EventLeader.event_id,
        Event.ends_at < clock.now() - YEAR,
        EventLeader.person_id.is_(None),
    )
    return signed + _delete(Model.metadata.tables["event_leader"], past)


def _answers() -> int:
    """Of rounds closed a year ago: the addresses left with answers, and the words that
    only the organisers might read. How many answers a theme had stays."""
    table = Model.metadata.tables["answer"]
    closed = exists().where(
        Round.id == table.c.round_id, Round.closed_at < clock.now() - YEAR
    )
    texts = [table.c[name] for name in ANSWERS]
    addresses = (table.c.email != "", {"email": ""})
    private = and_(~table.c.shared, or_(*(text != "" for text in texts)))
    emptied = 0
    for where, values in (addresses, (private, dict.fromkeys(ANSWERS, ""))):
        some = select(table.c.id).where(closed, where).limit(BATCH)
        change = update(table).where(table.c.id.in_(some)).values(values)
        emptied += db.session.execute(change).rowcount  # type: ignore[attr-defined]
    return emptied
