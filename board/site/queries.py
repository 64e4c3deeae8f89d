"""Reading what browsers reported."""

from sqlalchemy import select

from board.db import Rows, read
from board.site.models import Blocked


def blocked() -> Rows:
    """Each rule with how often it was reported and when last."""
    columns = (Blocked.directive, Blocked.count, Blocked.last_at)
    return read(select(*columns).order_by(Blocked.count.desc()))
