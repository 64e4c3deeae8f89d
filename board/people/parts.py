"""What stands of people on the pages of others: who could be asked for a task; and on
somebody's own page what only organisers see."""

from typing import Any

from flask import render_template
from markupsafe import Markup

from board.accounts.models import CurrentPerson
from board.db import Rows
from board.people import finding, queries, request_queries
from board.policy import Actor

SHOWN = 5  # on the task's page; the rest are found at /people


def hands(task: Any, organiser: CurrentPerson) -> Markup:
    """Who could be asked to take a place: those here who bring what it takes, else
    others here; and who was asked."""
    to_ask = ("task", task.id)

    def found(skills: list[str]) -> Rows:
        here = {"area": task.area_id, "to_ask": to_ask, "limit": SHOWN}
        return finding.found(organiser, skills=skills, **here)

    skills = finding.words_of(task.skills)
    matching = found(skills) if skills else []
    people = (matching or found([]))[:SHOWN]
    given = {
        "task": task,
        "matching": bool(matching),
        "people": people,
        "lines": finding.lines_of([row.id for row in people], organiser),
        "asked": request_queries.asked_for(*to_ask),
    }
    html = render_template("people/_hands.html", **given)
    return Markup(html)  # noqa: S704  a template of ours, which escapes


def for_organisers(person: Any, reader: Actor | None) -> Markup:
    """Whether somebody is under 18, and typing in what they wrote; for who organises
    where they belong."""
    if reader is None or not getattr(reader, "organises_somewhere", False):
        return Markup()
    here = queries.organised_areas(person.id, reader) if person.id != reader.id else []
    if not here:
        return Markup()
    html = render_template("people/_for_organisers.html", who=person, areas=here)
    return Markup(html)  # noqa: S704  a template of ours, which escapes
