"""The rules of lending an organiser: asked, agreed to, over on its day or at once."""

from datetime import date, datetime, time, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from board import clock
from board.activity.actions import record
from board.activity.verbs import Verb
from board.campaigns.models import Campaign
from board.db import db, insert_row, read
from board.drawing import today, zone
from board.errors import Conflict, Invalid, NotFound
from board.lending import queries, verbs
from board.lending.models import OPEN, Loan
from board.people.request_queries import is_against
from board.policy import Actor, require

LONGEST = timedelta(days=183)
NOTICE = timedelta(days=7)
BATCH = 100


def ask(campaign: Campaign, by: Actor, *, person_id: int, until: date) -> None:
    """Ask somebody who organises in another area to help with a campaign until a day.

    Raises NotFound for anybody else, Invalid for a day that has passed or is more than
    half a year away, Conflict where they are asked already or want not to be asked.
    """
    require(by, "loan.ask", campaign)
    if not today() <= until <= today() + LONGEST:
        raise Invalid(_("Pick a day within the next half year."), "until")
    if person_id not in {row.id for row in queries.could_be_lent(campaign.area_id)}:
        raise NotFound
    if any(read(select(*is_against(person_id, by.id)))[0]):
        raise Conflict(
            _("They do not want to be asked now, or somebody else asked them lately.")
        )
    _over()
    made = insert_row(
        Loan,
        ["campaign_id", "person_id"],
        where=OPEN,
        campaign_id=campaign.id,
        area_id=campaign.area_id,
        person_id=person_id,
        by_id=by.id,
        until=until,
        ends_at=_end_of(until),
        asked_at=clock.now(),
    )
    if made is None:
        raise Conflict(_("They are asked already, or help with this campaign."))
    topics = [f"person-{person_id}"]
    record(verbs.ASKED, campaign, by=by, topics=topics, person=person_id)


def answer(loan_id: int, by: Actor, *, yes: bool) -> None:
    """Say whether one helps. Raises Conflict where it is over or answered."""
    loan = queries.locked(loan_id)
    require(by, "loan.answer", loan)
    if loan.began_at or loan.ended_at or loan.ends_at <= clock.now():
        raise Conflict(_("You have answered this, or its time is over."))
    if yes:
        loan.began_at = clock.now()
    else:
        loan.ended_at = clock.now()
    _record(verbs.BEGUN if yes else verbs.DECLINED, loan, by)


def end(loan_id: int, by: Actor) -> None:
    """Either side ends it at once. Raises Conflict where it is over."""
    loan = queries.locked(loan_id)
    require(by, "loan.end", loan)
    if loan.ended_at:
        raise Conflict(_("This has ended already."))
    loan.ended_at = clock.now()
    _record(verbs.ENDED, loan, by, person=loan.person_id)


def see_to_ends() -> int:
    """A week before its day both sides are told, once, and what is over has ended; how
    many those were."""
    soon = (Loan.ends_at <= clock.now() + NOTICE, Loan.began_at.is_not(None))
    untold = select(Loan).where(
        *soon, Loan.ended_at.is_(None), Loan.warned_at.is_(None)
    )
    in_order = untold.order_by(Loan.ends_at, Loan.id).limit(BATCH)
    rows = db.session.scalars(in_order.with_for_update(skip_locked=True)).all()
    for loan in rows:
        loan.warned_at = clock.now()
        if loan.ends_at > clock.now():
            _record(verbs.ENDS_SOON, loan, None, person=loan.person_id)
    return len(rows) + _over()


def _over() -> int:
    """Loans whose day has passed have ended; the right ended with the day itself."""
    past = select(Loan).where(Loan.ended_at.is_(None), Loan.ends_at <= clock.now())
    locked = past.limit(BATCH).with_for_update(skip_locked=True)
    rows = db.session.scalars(locked).all()
    for loan in rows:
        loan.ended_at = loan.ends_at
        if loan.began_at:
            _record(verbs.ENDED, loan, None, person=loan.person_id)
        else:
            _record(verbs.DECLINED, loan, None)
    return len(rows)


def _record(verb: Verb, loan: Loan, by: Actor | None, **facts: int) -> None:
    campaign = db.session.get_one(Campaign, loan.campaign_id)
    topics = [*campaign.topics, f"person-{loan.person_id}"]
    db.session.flush()
    record(verb, campaign, by=by, topics=topics, **facts)


def _end_of(day: date) -> datetime:
    """When a day is over by the board's clock."""
    return datetime.combine(day + timedelta(days=1), time.min, zone())
