"""What stands of questions on the page of the thing they are about."""

from functools import partial
from typing import Any

from flask import get_template_attribute, render_template
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from board.accounts.session import current_person
from board.live.regions import Region
from board.pages import cached
from board.policy import Audience, allowed
from board.questions import queries
from board.questions.models import KINDS
from board.written import until_written


def _listed(kind: str, number: int, _audience: Audience) -> str:
    draw = get_template_attribute("questions/parts.html", "listed")
    return str(draw(kind, number, queries.about(kind, number)))


def section(thing: Any, kind: str) -> Markup:
    """The questions about a thing, given as a row with its number and area, and the
    way to ask one."""
    person = current_person()
    readable = (
        until_written(queries.about, kind, thing.id, person.id)
        if person
        else cached(queries.about, kind, thing.id)
    )
    given = {
        "kind": kind,
        "thing": thing,
        "public": [question for question in readable if not question.private],
        "private": [question for question in readable if question.private],
    }
    to_answer = [
        question
        for question in readable
        if not question.answered_at and allowed(person, "question.answer", question)
    ]
    html = render_template("questions/_section.html", **given, to_answer=to_answer)
    return Markup(html)  # noqa: S704  a template of ours, which escapes


REGIONS = tuple(
    Region(f"{kind}-questions", partial(_listed, kind), _l("the questions"))
    for kind in KINDS
)
