"""What somebody wrote that stands: by it one is no longer new here."""

from typing import Any

from sqlalchemy import bindparam, func, select

from board.issues.models import Comment, Issue

ME: Any = bindparam("person")
BEFORE: Any = bindparam("before")


def _stood(author: Any, written: Any, *visible: Any) -> Any:
    mine = (author == ME, written < BEFORE)
    return select(func.count()).where(*mine, *visible).scalar_subquery()


def things_that_stood() -> Any:
    """How many posts and comments of a person stood before a moment."""
    return _stood(Issue.author_id, Issue.created_at, *Issue.visible(None)) + _stood(
        Comment.author_id,
        Comment.at,
        Comment.removed_at.is_(None),
        *Comment.visible(None),
    )
