"""What stands of training on pages of features to its left: on an event's, which course
it is a session of; on a person's, what was confirmed."""

from typing import Any

from flask import render_template
from markupsafe import Markup

from board import clock
from board.accounts.session import current_person
from board.events.models import Kind
from board.pages import cached
from board.policy import Actor, allowed
from board.training import session_queries, skill_queries


def of_event(event: Any) -> Markup:
    """Which course an event is a session of; nothing for other events."""
    if event.kind != Kind.TRAINING:
        return Markup()
    course = cached(session_queries.of_event, event.id)
    if course is None:
        return Markup()
    person = current_person()
    leads = person is not None and course.trainer_id == person.id
    given = {
        "course": course,
        "begun": event.starts_at <= clock.now(),
        "sees": leads or allowed(person, "event.register", event),
        "knows": leads or allowed(person, "task.names", event),
        "came": bool(event.i_came),
        "event": event,
    }
    html = render_template("training/_of_event.html", **given)
    return Markup(html)  # noqa: S704  a template of ours, which escapes


def of_person(row: Any, reader: Actor | None) -> Markup:
    """What was confirmed of somebody, as far as the reader may know."""
    skills = skill_queries.of_person(row.id, reader) if reader else []
    if not skills:
        return Markup()
    html = render_template("training/_of_person.html", skills=skills)
    return Markup(html)  # noqa: S704  a template of ours, which escapes
