"""What stands of training on pages of features to its left: on an event's, which course
it is a session of; on a person's, what was confirmed."""

from typing import Any

from flask import render_template
from markupsafe import Markup

from board import clock
from board.accounts.session import current_person
from board.events.models import Kind
from board.pages import cached
from board.people import finding
from board.people.models import OFFERS
from board.policy import Actor, allowed
from board.training import session_queries, skill_queries
from board.training.askables import LEAD

MOST = 5  # people to ask


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
        "may_ask": _lacks_a_trainer(event, course)
        and allowed(person, "person.ask", event),
        "event": event,
    }
    if given["may_ask"]:
        given["people"] = _who_could_lead(event, course, person)
    html = render_template("training/_of_event.html", **given)
    return Markup(html)  # noqa: S704  a template of ours, which escapes


def _lacks_a_trainer(event: Any, course: Any) -> bool:
    is_over = event.cancelled_at or event.ends_at <= clock.now()
    return course.trainer_id is None and not is_over


def _who_could_lead(event: Any, course: Any, organiser: Any) -> list[Any]:
    """Whom an organiser can ask to lead it: who says that they could teach it, or can
    do it."""
    if not course.skill:
        return []
    to_ask = (LEAD.kind, event.id)
    found = finding.found(
        organiser, skills=[course.skill], kinds=OFFERS, to_ask=to_ask, limit=MOST
    )
    return list(found[:MOST])


def of_person(row: Any, reader: Actor | None) -> Markup:
    """What was confirmed of somebody, as far as the reader may know."""
    skills = skill_queries.of_person(row.id, reader) if reader else []
    if not skills:
        return Markup()
    html = render_template("training/_of_person.html", skills=skills)
    return Markup(html)  # noqa: S704  a template of ours, which escapes
