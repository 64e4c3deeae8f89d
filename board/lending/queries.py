"""Who is lent to which campaign, who is asked, and who could be."""

from typing import Any

from sqlalchemy import String, cast, exists, func, select
from sqlalchemy.orm import aliased

from board import clock
from board.accounts.models import Person
from board.accounts.places import KEEPS_OUT
from board.areas.models import Area, Membership
from board.db import Rows, db, read, when_asked
from board.errors import NotFound
from board.lending.models import Loan
from board.policy import Role

MOST = 300  # people to choose from
HOME: Any = aliased(Membership)  # where somebody who is lent comes from
ORGANISES = (
    exists()
    .where(HOME.person_id == Loan.person_id, HOME.role == Role.ORGANISER)
    .correlate(Loan)
)
NUMBER = cast(Loan.campaign_id, String)
LAST_DAY = cast(Loan.until, String)
# The campaigns somebody is lent to and until when, beside who asks, in the statement
# that every page makes; whoever organises nowhere any more is lent to none.
LENT_TO = (
    select(func.aggregate_strings(NUMBER.concat("@").concat(LAST_DAY), ","))
    .where(Loan.person_id == Person.id, Loan.began_at.is_not(None))
    .where(Loan.ended_at.is_(None), Loan.ends_at > when_asked(), ORGANISES)
    .correlate(Person)
    .scalar_subquery()
)


def of_campaign(campaign_id: int) -> Rows:
    """Loans of a campaign that are not over, also those that wait for an answer."""
    columns = (Loan.id, Loan.person_id, Loan.area_id, Loan.until, Loan.began_at)
    named = Person.name.label("person_name")
    found = select(*columns, named).join(Person, Person.id == Loan.person_id)
    still = (Loan.ended_at.is_(None), Loan.ends_at > clock.now())
    return read(found.where(Loan.campaign_id == campaign_id, *still).order_by(Loan.id))


def could_be_lent(area_id: int) -> Rows:
    """(id, name, area_name) of those who organise in another area and not in this, and
    are not kept out of it."""
    there: Any = aliased(Membership)
    here: Any = exists().where(
        there.person_id == Person.id,
        there.area_id == area_id,
        there.role == Role.ORGANISER,
    )
    areas = func.min(Area.name).label("area_name")
    found = (
        select(Person.id, Person.name, areas)
        .join(Membership, Membership.person_id == Person.id)
        .join(Area, Area.id == Membership.area_id)
        .where(Membership.role == Role.ORGANISER, ~here, Person.erased_at.is_(None))
        .where(~KEEPS_OUT.filling(Person.id, area_id), *Area.visible(None))
    )
    return read(found.group_by(Person.id, Person.name).order_by(areas).limit(MOST))


def locked(loan_id: int) -> Loan:
    """The loan as it is now, which nobody else changes meanwhile; or NotFound."""
    fresh: Any = {"populate_existing": True, "with_for_update": True}
    loan = db.session.get(Loan, loan_id, **fresh)
    if loan is None:
        raise NotFound
    return loan
