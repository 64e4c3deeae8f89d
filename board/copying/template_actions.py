"""The rules of templates: whoever organises keeps an event or a task to plan it again,
alone or with the organisers of an area."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from board import clock
from board.accounts.actions import one_by_one
from board.activity.actions import record
from board.areas.models import Area
from board.copying import verbs
from board.copying.models import Template, TemplateKind
from board.db import db, insert_once, read
from board.errors import Conflict
from board.policy import Actor, require

MOST = 100  # of one person


def keep(
    by: Actor,
    *,
    kind: TemplateKind,
    name: str,
    content: dict[str, Any],
    area: Area | None = None,
    once: str | None = None,
) -> Template:
    """Keep this as a template of one's own; with an area, for its organisers, too.

    From then on it is its keeper's: nothing changes in it when the thing it was taken
    from changes or goes. The same `once` again gives back the first. Raises Conflict
    for more than a person needs.
    """
    require(by, "template.keep")
    _check_area(by, area)
    one_by_one(by)
    mine = select(func.count(Template.id)).where(Template.person_id == by.id)
    if read(mine)[0][0] >= MOST:
        raise Conflict(
            _("There is room for %(num)s templates. Delete one first.", num=MOST)
        )
    template, is_new = insert_once(
        Template,
        once=once,
        person_id=by.id,
        area_id=area and area.id,
        kind=kind,
        name=name,
        content=content,
        created_at=clock.now(),
    )
    if is_new:
        _record(by)
    return template


def change(template: Template, by: Actor, *, name: str, area: Area | None) -> None:
    """Give a template of one's own another name, or others to use it."""
    require(by, "template.change", template)
    _check_area(by, area)
    template.name = name
    template.area_id = area.id if area else None
    _record(by)


def delete(template: Template, by: Actor) -> None:
    """Delete a template of one's own; what was planned by it stays."""
    require(by, "template.change", template)
    db.session.delete(template)
    _record(by)


def _check_area(by: Actor, area: Area | None) -> None:
    """Raises NotAllowed for an area that one does not organise."""
    if area:
        require(by, "event.plan", area)


def _record(by: Actor) -> None:
    """The log says that, never what."""
    topics = [f"person-{by.id}"]
    record(verbs.TEMPLATES_CHANGED, by, kind="person", by=by, topics=topics)
