"""Reading posts as service requests: those that everybody sees, by their door."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    String,
    Subquery,
    case,
    cast,
    func,
    literal,
    select,
)

from board.activity.models import Activity, ActivityTopic
from board.activity.verbs import turns_of
from board.db import AnySelect, Rows, db, read
from board.issues import nearby
from board.issues.models import LIVE, Issue, State
from board.issues.queries import CARDS
from board.issues.search import matches
from board.open311.windows import Wanted

ENDINGS = tuple(state for state in State if state.is_ending)
OF_STATUS = {"open": LIVE, "closed": ENDINGS}


def updated_at() -> Any:
    """When something last happened to a post; of one that is closed, when it was."""
    topic = literal("issue-") + cast(Issue.id, String)
    turn = (ActivityTopic.topic == topic, Activity.verb.in_(turns_of("issue")))
    under = ActivityTopic.activity_id == Activity.id
    turned = select(func.max(Activity.at)).join(ActivityTopic, under).where(*turn)
    closed = func.coalesce(turned.scalar_subquery(), Issue.active_at)
    return case((Issue.state.in_(ENDINGS), closed), else_=Issue.active_at)


def listed(wanted: Wanted, areas: list[int] | None) -> Rows:
    """A page of requests in these areas: the newest first, or by when they were last
    updated where that is asked for, so that a reader goes on from the last."""
    updated = updated_at()
    found = select(Issue.id, updated.label("updated")).where(
        *Issue.visible(None), *_conditions(wanted, updated)
    )
    if areas is not None:
        found = found.where(Issue.area_id.in_(areas))
    order = (updated, Issue.id) if wanted.updated else _newest()
    skipped = (wanted.page - 1) * wanted.page_size
    ids = found.order_by(*order).limit(wanted.page_size).offset(skipped)
    shown = ids.subquery("found")
    again = (shown.c.updated, Issue.id) if wanted.updated else _newest()
    return read(_whole(shown).order_by(*again))


def of_numbers(numbers: list[int]) -> Rows:
    """Those of these requests that everybody sees."""
    these = select(Issue.id, updated_at().label("updated")).where(
        Issue.id.in_(numbers), *Issue.visible(None)
    )
    return read(_whole(these.subquery("found")).order_by(*_newest()))


def _newest() -> tuple[ColumnElement[Any], ...]:
    return Issue.created_at.desc(), Issue.id.desc()


def _whole(found: Subquery) -> AnySelect:
    """The ids first, the rest only of those that are shown."""
    cards = CARDS.add_columns(Issue.body, found.c.updated)
    return cards.join(found, found.c.id == Issue.id)


def _conditions(wanted: Wanted, updated: Any) -> list[ColumnElement[bool]]:
    found: list[Any] = []
    if wanted.posted:
        found.append(Issue.created_at.between(*wanted.posted))
    if wanted.updated:
        # nothing was updated later than it was active, and for that there is an index
        found += [
            Issue.active_at >= wanted.updated[0],
            updated.between(*wanted.updated),
        ]
    if wanted.codes:
        found.append(Issue.category.in_(wanted.codes))
    if wanted.statuses:
        states = [state for name in wanted.statuses for state in OF_STATUS[name]]
        found.append(Issue.state.in_(states))
    if wanted.q:
        found.append(matches(wanted.q, db.engine.dialect.name))
    if wanted.near:
        found += nearby.around(wanted.near, wanted.km)
    return found
