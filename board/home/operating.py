"""What waits for whoever runs the board, as each feature says it."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import exists, func, select

from board.accounts.places import OPERATOR_NEEDS, Need
from board.areas.models import IS_ORGANISER, Area, Membership
from board.db import AnyRow, Rows, read
from board.desk.queries import WAITS
from board.issues.models import Issue
from board.policy import Actor

COUNTED_TO = 100  # posts of an area; one more is "more"


def waits_for(person: Actor) -> list[Need] | None:
    """What waits for this person as an operator, None for anybody else."""
    if not person.is_operator:
        return None
    return [need for needs in OPERATOR_NEEDS for need in needs()]


def areas_without_organiser() -> Iterator[Need]:
    """Each area in which nobody organises, with how many posts wait there."""
    for area in _not_organised():
        yield Need(
            _waiting_words(area),
            _("Give somebody who lives there that part."),
            f"/operator/areas/{area.slug}",
            area.name,
        )


def _waiting_words(area: AnyRow) -> str:
    nobody = _("Nobody organises in %(area)s.", area=area.name)
    if not area.waiting:
        return str(nobody)
    if area.waiting > COUNTED_TO:
        many = _("More than %(num)s posts wait for a first word.", num=COUNTED_TO)
        return f"{nobody} {many}"
    waiting = ngettext(
        "%(num)s post waits for a first word.",
        "%(num)s posts wait for a first word.",
        area.waiting,
    )
    return f"{nobody} {waiting}"


def _not_organised() -> Rows:
    organised = exists().where(Membership.area_id == Area.id, IS_ORGANISER)
    here = (Issue.area_id == Area.id, *WAITS, *Issue.visible(None))
    # in the order of the index of those that wait, or PostgreSQL looks at all posts
    first = select(Issue.id).where(*here).correlate(Area).order_by(Issue.created_at)
    first = first.limit(COUNTED_TO + 1)
    waiting = select(func.count()).select_from(first.subquery()).scalar_subquery()
    return read(
        select(Area.slug, Area.name, waiting.label("waiting"))
        .where(~organised, *Area.visible(None))
        .order_by(Area.name)
        .limit(50)
    )
