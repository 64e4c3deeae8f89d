"""Reading the public log."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from board.db import db
from board.moderation.log_models import Act


def log(before: int = 0, limit: int = 50) -> list[dict[str, Any]]:
    """Lines of the public log, the newest first; one more than was asked for. Each says
    whether it was reversed, and what it was made of."""
    later = aliased(Act)
    reversed_by = (
        select(func.min(later.id)).where(later.reverses_id == Act.id).scalar_subquery()
    )
    statement = select(Act, reversed_by).order_by(Act.id.desc()).limit(limit + 1)
    if before:
        statement = statement.where(Act.id < before)
    lines = db.session.execute(statement).all()
    return [
        {"id": act.id, **act.said(), "hash": act.hash, "reversed_by": by}
        for act, by in lines
    ]


def last_act(case_id: int, act: str) -> int | None:
    """The newest line of the log by which this was done to a case, unless it was
    reversed since."""
    later = aliased(Act)
    statement = (
        select(Act.id)
        .where(Act.case_id == case_id, Act.act == act)
        .where(~select(later.id).where(later.reverses_id == Act.id).exists())
        .order_by(Act.id.desc())
        .limit(1)
    )
    return db.session.scalar(statement)
