"""What search engines are told there is (sitemaps.org): what every visitor may read
and has an address that stays.

Posts and campaigns come in parts by their number, so that a part costs the same
however many there are; homes are in none.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import select

from board.activity.queries import newest_of
from board.activity.verbs import in_thread
from board.areas import queries as areas
from board.campaigns.models import Campaign
from board.db import read
from board.drawing import iso, today
from board.errors import NotFound
from board.events import lists as events
from board.events.models import Kind
from board.issues.models import Issue
from board.playbooks import queries as playbooks
from board.training import queries as courses

PART = 1000  # numbers in a part; the protocol allows 50,000
MOST = 2000  # of each other kind
NUMBERED: dict[str, Any] = {"issues": Issue, "campaigns": Campaign}
LISTS = (
    *("/", "/issues", "/campaigns", "/tasks", "/events", "/wins"),
    *("/areas", "/playbooks", "/courses", "/about", "/rules"),
)


class Entry(NamedTuple):
    """A page, and when something last happened on it, where that is known."""

    path: str
    changed: str = ""


def parts() -> list[str]:
    """The names of all parts."""
    return ["pages", *(name for kind in NUMBERED for name in _parts_of(kind))]


def _parts_of(kind: str) -> list[str]:
    model = NUMBERED[kind]
    newest = select(model.id).where(*model.visible(None)).order_by(model.id.desc())
    found = read(newest.limit(1))
    count = found[0].id // PART + 1 if found else 0
    return [f"{kind}-{number}" for number in range(1, count + 1)]


def numbered(kind: str, part: int) -> list[Entry]:
    """The posts or campaigns of a part; NotFound where there is none such."""
    model = NUMBERED.get(kind)
    if model is None or f"{kind}-{part}" not in _parts_of(kind):
        raise NotFound
    end = part * PART
    here = model.id.between(end - PART, end - 1)
    rows = read(select(model.id).where(here, *model.visible(None)).order_by(model.id))
    name = model.__tablename__
    changed = newest_of((f"{name}-{row.id}" for row in rows), in_thread(name))
    return [
        Entry(f"/{kind}/{row.id}", iso(at) if at else "")
        for row in rows
        for at in (changed.get(f"{name}-{row.id}"),)
    ]


def pages() -> Iterator[Entry]:
    """Everything else: lists, areas, what is on, playbooks and courses."""
    yield from map(Entry, LISTS)
    for area in areas.choices():
        yield Entry(f"/areas/{area.slug}")
    for event in events.listed(None, today(), limit=MOST):
        if event.kind != Kind.HOUSE_MEETING and not event.cancelled_at:
            yield Entry(f"/events/{event.id}")
    for playbook in playbooks.listed(limit=MOST):
        yield Entry(f"/playbooks/{playbook.id}")
    for course in courses.listed(limit=MOST):
        yield Entry(f"/courses/{course.id}")
