"""Notifying people of what happened: the first of them at once, the others in batches
by a job, so that no request waits."""

from sqlalchemy import select

from board.activity.models import Line
from board.activity.queries import whole
from board.db import db
from board.mail.actions import is_silent
from board.notifications.actions import add_notifications, never_mail_until
from board.notifications.models import PendingNotice

# a line with more topics is left to the job, since finding its people takes long
FEW_TOPICS = 20
# people notified in the transaction of what happened; it takes some milliseconds
AT_ONCE = 200
BATCH = 1_000


def notify(lines: list[Line]) -> None:
    """Notify the people each line concerns; note where there are more of them than are
    notified at once."""
    for line in lines:
        is_short = len(line.topics) <= FEW_TOPICS
        after = add_notifications(line, 0, AT_ONCE) if is_short else 0
        if after is not None:
            db.session.add(PendingNotice(activity_id=line.id, news_after=after))
    if is_silent():
        never_mail_until(lines[-1].id)


def notify_more() -> bool:
    """Notify the next batch of people who wait for the oldest line; False when nobody
    waits, or another process is doing it.

    The number reached is saved in the same transaction, so nobody is notified twice or
    left out when the process dies.
    """
    oldest = (
        select(PendingNotice)
        .order_by(PendingNotice.activity_id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = db.session.scalar(oldest)
    if row is None:
        return False
    after = add_notifications(whole(row.activity_id), row.news_after, BATCH)
    if after is None:
        db.session.delete(row)
    else:
        row.news_after = after
    return True
