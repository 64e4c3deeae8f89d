"""Telling people what happened: the first of them at once, the others little by little,
so that no request waits."""

from sqlalchemy import select

from board.activity.models import Line
from board.activity.queries import whole
from board.db import db
from board.notifications.actions import news
from board.notifications.letters import mail
from board.notifications.models import Telling

# topics: of what stands under more of them everyone hears after the answer, since
# looking them up takes long
FEW = 20
# people told in the transaction of what happened; with as many mails it takes some
# milliseconds
AT_ONCE = 200
BATCH = 1_000


def tell(lines: list[Line]) -> None:
    """Tell whom each line concerns; remember where there are more of them than are told
    at once."""
    for line in lines:
        if len(line.topics) > FEW:
            db.session.add(Telling(activity_id=line.id, news_after=0, mail_after=0))
            continue
        left = {
            "news_after": news(line, 0, AT_ONCE),
            "mail_after": mail(line, 0, AT_ONCE),
        }
        if any(after is not None for after in left.values()):
            db.session.add(Telling(activity_id=line.id, **left))


def go_on() -> bool:
    """Tell the next of those who wait for the oldest line; False when nobody waits, or
    another process is at it.

    How far it got stands in the same transaction, so nobody hears twice or is left out,
    whoever dies over it.
    """
    oldest = (
        select(Telling)
        .order_by(Telling.activity_id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = db.session.scalar(oldest)
    if row is None:
        return False
    line = whole(row.activity_id)
    if row.news_after is not None:
        row.news_after = news(line, row.news_after, BATCH)
    if row.mail_after is not None:
        row.mail_after = mail(line, row.mail_after, BATCH)
    if row.news_after is None and row.mail_after is None:
        db.session.delete(row)
    return True
