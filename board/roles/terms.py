"""What the job does about terms: a month before its last day, whoever is in a role and
the organisers are told, once."""

from datetime import timedelta

from sqlalchemy import or_, select

from board.activity.actions import record
from board.campaigns.models import Campaign
from board.db import db
from board.drawing import today
from board.roles import verbs
from board.roles.models import Role
from board.roles.queries import OVER

NOTICE = timedelta(days=30)
BATCH = 100


def warn() -> int:
    """Tell of terms that end within a month, at most a batch; gives how many those
    were. A row somebody else holds is left to them; another last day is told anew."""
    untold = or_(Role.warned_of.is_(None), Role.warned_of != Role.until)
    due = (
        Role.ended_at.is_(None),
        Role.holder_id.is_not(None),
        Role.until <= today() + NOTICE,
        untold,
    )
    goes_on = or_(
        Role.campaign_id.is_(None),
        Role.campaign_id.in_(
            select(Campaign.id).where(
                Campaign.stage.not_in(OVER), *Campaign.visible(None)
            )
        ),
    )
    found = select(Role).where(*due, goes_on, *Role.visible(None))
    found = found.order_by(Role.until, Role.id).limit(BATCH)
    rows = db.session.scalars(found.with_for_update(of=Role, skip_locked=True)).all()
    for role in rows:
        role.warned_of = role.until
        record(verbs.TERM_ENDS, role, by=None)
    return len(rows)
