"""What is forgotten once a case is long closed."""

from datetime import timedelta

from sqlalchemy import CursorResult, delete, or_, select, update

from board import clock
from board.db import db
from board.moderation.measure_models import Measure
from board.moderation.models import Case, EarlierText, Flag

AFTER = timedelta(days=90)


def forget() -> int:
    """The job: 90 days after a case was closed the addresses of its flags go, and what
    the thing said before it was changed; as long after a ban is over, the address and
    the domain that it was for. How many rows those were."""
    end = clock.now() - AFTER
    closed = select(Case.id).where(Case.closed_at < end)
    is_over = or_(Measure.ended_at < end, Measure.until < end)
    names = or_(Measure.address_hash.is_not(None), Measure.domain.is_not(None))
    changes = (
        update(Flag)
        .where(Flag.case_id.in_(closed), Flag.email != "")
        .values(email="", locale=None, token_hash=None),
        delete(EarlierText).where(EarlierText.case_id.in_(closed)),
        update(Measure).where(is_over, names).values(address_hash=None, domain=None),
    )
    done = 0
    for change in changes:
        result = db.session.execute(change)
        assert isinstance(result, CursorResult)
        done += result.rowcount
    return done
