"""Saving a version of the safety record."""

from datetime import date
from typing import Any

from board import clock
from board.activity.actions import record
from board.db import insert_new
from board.errors import ChangedMeanwhile
from board.policy import Actor, require
from board.safety import queries, switches, verbs
from board.safety.models import SafetyRecord


def save(
    by: Actor,
    *,
    accountable: str,
    risks: dict[str, Any],
    children: dict[str, Any],
    review_on: date,
    after: int,
) -> int:
    """Put a version in the place of version `after`, with how the switches stand now;
    its number. Raises ChangedMeanwhile where somebody else saved one."""
    require(by, "board.operate")
    made = None
    if queries.version() == after:
        made = insert_new(
            SafetyRecord,
            ["version"],
            version=after + 1,
            accountable=accountable,
            risks=risks,
            children=children,
            switches=switches.now(),
            review_on=review_on,
            by_id=by.id,
            saved_at=clock.now(),
        )
    if made is None:
        raise ChangedMeanwhile
    record(verbs.SAVED, made, by=by, topics=[], version=made.version)
    return made.version
