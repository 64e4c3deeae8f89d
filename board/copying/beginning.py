"""What the forms of a new event and a new task are filled in with: an event that is
copied, or a template."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import render_template
from markupsafe import Markup

from board.accounts.session import signed_in
from board.copying import event_actions, event_content, task_content, template_queries
from board.copying.models import TemplateKind
from board.copying.moving import WEEK, next_month
from board.copying.organised import area_ids, organised
from board.db import AnyRow
from board.drawing import local, today
from board.errors import NotFound
from board.events import queries as events
from board.events.models import Event
from board.events.places import Begun as BegunEvent
from board.forms import row_number, sensible
from board.policy import Actor
from board.tasks.places import Begun as BegunTask

Query = Mapping[str, str]


def event_begun(query: Query, person: Actor) -> BegunEvent | None:
    """What the address of the form of a new event names; nothing where it is not to be
    seen."""
    try:
        if number := row_number(query.get("copy", "")):
            return _copied(events.card(number, person), query)
        if number := row_number(query.get("template", "")):
            return _by_template(_template(number, TemplateKind.EVENT), query)
    except NotFound:  # hidden meanwhile: what was filled in stays
        pass
    return None


def task_begun(query: Query, person: Actor) -> BegunTask | None:
    """The same of a new task."""
    number = row_number(query.get("template", ""))
    try:
        template = _template(number, TemplateKind.TASK) if number else None
    except NotFound:
        return None
    if template is None:
        return None
    day = _day(query, today() + WEEK)
    data = task_content.on_day(template.content, day)
    above = _above("copying/_by_template.html", template=template)
    return BegunTask(data, above, f"template={template.id}")


def _copied(event: AnyRow, query: Query) -> BegunEvent:
    """An event so as to hold it again; on the same day of the week four weeks later
    unless another day is named."""
    day = _day(query, next_month(local(event.starts_at).date()))
    content = event_content.content_of(event)

    def planned(made: Event, by: Actor) -> None:
        event_actions.note(made, by, event.id)

    above = {"event": event, "day": day, **_areas(query, event.area_slug)}
    return BegunEvent(
        event_content.on_day(content, day),
        _above("copying/_copied_event.html", **above),
        f"copy={event.id}",
        event.area_id,
        event.campaign_id,
        planned,
    )


def _by_template(template: AnyRow, query: Query) -> BegunEvent:
    day = _day(query, today() + WEEK)
    data = event_content.on_day(template.content, day)
    given = {"template": template, "day": day, **_areas(query)}
    above = _above("copying/_by_template.html", **given)
    return BegunEvent(data, above, f"template={template.id}", None, None, _planned)


def _areas(query: Query, home: str = "") -> dict[str, Any]:
    """The areas to choose from, and the one it is in until another is chosen."""
    return {"mine": organised(signed_in()), "home": query.get("area", home)}


def _planned(_event: Event, _by: Actor) -> None:
    """Of a template nothing is noted."""


def _template(number: int, kind: TemplateKind) -> AnyRow:
    person = signed_in()
    template = template_queries.one(number, person.id, area_ids(person))
    if template.kind != kind:
        raise NotFound
    return template


def _day(query: Query, otherwise: date) -> date:
    """The day that the address names, if it is one."""
    try:
        day = date.fromisoformat(query.get("day", ""))
        sensible(day)
    except ValueError:
        return otherwise
    return day


def _above(page: str, **given: Any) -> Markup:
    html = render_template(page, **given)
    return Markup(html)  # noqa: S704  a template of ours, which escapes
