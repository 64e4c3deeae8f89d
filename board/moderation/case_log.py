"""Where a decision is logged: as a line of the public log, and under which topics."""

from board.areas.models import Area
from board.db import db
from board.moderation import chain
from board.moderation.log_models import Act
from board.moderation.models import Case
from board.moderation.targets import Target
from board.policy import Actor, Role


def topics_of(case: Case, target: Target) -> list[str]:
    """Where a decision stands in the log: under its case, its thing, and its author."""
    person = [f"person-{case.author_id}"] if case.author_id else []
    return [*case.topics, *target.topics, *person]


def log(
    case: Case,
    by: Actor,
    act: str,
    *,
    bulk: int | None = None,
    reverses: int | None = None,
) -> Act:
    """A line of the public log: what was done to a case, by whom as what."""
    area = db.session.get(Area, case.area_id) if case.area_id else None
    is_organiser = area and by.role_in(area.id) == Role.ORGANISER
    return chain.add_line(
        act=act,
        kind=case.kind,
        case_id=case.id,
        role="organiser" if is_organiser else "operator",
        area=area.slug if area else "",
        rules_version=case.rules_version,
        rule=case.rule,
        clause=case.clause,
        bulk=bulk,
        reverses_id=reverses,
    )
