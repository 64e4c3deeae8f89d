"""What comes after a session, over HTTP: a first task, a mentor; and areas that ask for
a course."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import signed_in
from board.areas import queries as areas
from board.areas.models import Area
from board.db import write_tx
from board.errors import Conflict, NotFound
from board.forms import row_number
from board.policy import Actor, allowed
from board.training import (
    after_actions,
    after_queries,
    ask_actions,
    queries,
    session_queries,
    skill_queries,
)
from board.training.models import Course

bp = Blueprint("course_after", __name__, url_prefix="/courses/<int:course_id>")
Press = Callable[[Course, Actor, int], object]
PRESSES: dict[str, Press] = {
    "take": lambda course, by, number: after_actions.answer_first(
        course, by, number, taken=True
    ),
    "leave": lambda course, by, number: after_actions.answer_first(
        course, by, number, taken=False
    ),
    "done": after_actions.finish_first,
    "offer": lambda course, by, _number: after_actions.offer_to_mentor(course, by),
    "stop": lambda course, by, _number: after_actions.stop_mentoring(course, by),
    "ask": after_actions.ask_mentor,
    "yes": lambda course, by, number: after_actions.answer_learner(
        course, by, number, agreed=True
    ),
    "no": lambda course, by, number: after_actions.answer_learner(
        course, by, number, agreed=False
    ),
    "end": after_actions.end_pairing,
}
ASKS: dict[str, Callable[[Course, Area, Actor], None]] = {
    "ask": ask_actions.ask,
    "back": ask_actions.take_back,
    "offer": ask_actions.offer,
}


@bp.route("/after", methods=["GET", "POST"])
def after(course_id: int) -> Response:
    """What comes after for whoever asks; each press names what is done and to what."""
    course = queries.get(course_id)
    person = signed_in()
    if request.method == "GET":
        return _after(course, person)
    press = PRESSES.get(request.form.get("do", ""))
    if press is None:
        raise NotFound
    number = row_number(request.form.get("id", ""))
    try:
        with write_tx():
            press(queries.get(course_id), signed_in(), number)
    except Conflict as late:
        return _after(course, signed_in(), late)
    return htmx.gone_to(f"/courses/{course_id}/after", _("Noted. Thank you."))


def _after(course: Course, person: Actor, late: Conflict | None = None) -> Response:
    came = after_queries.came(course.id, person.id)
    given: dict[str, Any] = {
        "course": course,
        "came": came,
        "mine": skill_queries.mine(course.id, person),
        "first_tasks": after_queries.first_tasks(course.id, person),
        "pairings": after_queries.pairings(course.id, person),
        "mentors": after_queries.mentors(course.id, person) if came else [],
        "can_mentor": after_queries.can_mentor(course.id, person.id),
        "mentors_now": after_queries.offers_to_mentor(course.id, person.id),
        "message": late.text if late else "",
    }
    page = render_template("training/after.html", **given)
    return make_response(page, 409 if late else 200)


@bp.route("/ask", methods=["GET", "POST"])
def ask(course_id: int) -> Response:
    """Which areas ask for the course, and the presses to ask and to offer."""
    course = queries.get(course_id)
    person = signed_in()
    if request.method == "GET":
        return _asks(course, person)
    act = ASKS.get(request.form.get("do", ""))
    if act is None:
        raise NotFound
    try:
        with write_tx():
            area = areas.by_slug(request.form.get("area", ""))
            act(queries.get(course_id), area, signed_in())
    except Conflict as late:
        return _asks(course, signed_in(), late)
    return htmx.gone_to(
        f"/courses/{course_id}/ask", _("Noted. Those concerned are told.")
    )


def _asks(course: Course, person: Actor, late: Conflict | None = None) -> Response:
    asks = session_queries.asks(course.id)
    asking = {row.area_id for row in asks}
    known = areas.all_areas()
    mine = [area for area in known if allowed(person, "training.ask", area)]
    ours = {area.id for area in mine}
    offers = session_queries.offers(course.id)
    given: dict[str, Any] = {
        "course": course,
        "asks": asks,
        "mine": [area for area in mine if area.id not in asking],
        "ours": ours,
        "offers": [row for row in offers if row.area_id in ours],
        "offered": {row.area_id for row in offers if row.person_id == person.id},
        "could_lead": session_queries.could_lead(course, person),
        "message": late.text if late else "",
    }
    page = render_template("training/asks.html", **given)
    return make_response(page, 409 if late else 200)
