"""Reading comments to correct, and what authors ask for."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from board.accounts.models import Person
from board.db import Rows, db, read
from board.errors import NotFound
from board.issues.models import Ask, Comment, Issue


def comment(issue_id: int, comment_id: int) -> Comment:
    """The comment to act on, with its issue; NotFound also where it was removed, or one
    of them is hidden."""
    mine = (
        Comment.id == comment_id,
        Comment.issue_id == issue_id,
        Comment.removed_at.is_(None),
        *Comment.visible(None),
        *Issue.lets_see(Comment.issue_id, None),
    )
    statement = select(Comment).where(*mine).options(joinedload(Comment.issue))
    found = db.session.scalar(statement, execution_options={"populate_existing": True})
    if found is None:
        raise NotFound
    return found


WAITING = (
    select(Ask.id, Ask.body, Ask.at, Person.name)
    .join(Issue, Issue.id == Ask.issue_id)
    .join(Person, Person.id == Ask.person_id)
    .where(
        Ask.issue_id == bindparam("issue"),
        Ask.version == Issue.version,
        Ask.settled_at.is_(None),
        *Ask.visible(None),
        *Issue.visible(None),
    )
    .order_by(Ask.id)
    .limit(20)
)


def waiting(issue_id: int) -> Rows:
    """What was asked for and is not seen to, the oldest first."""
    return read(WAITING, {"issue": issue_id})
