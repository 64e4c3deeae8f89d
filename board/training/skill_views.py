"""Who can do what, over HTTP: confirmed by those who led or organise, and all of a kind
extended."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import signed_in
from board.areas import queries as areas
from board.db import write_tx
from board.errors import Conflict, Invalid, NotAllowed
from board.forms import row_number
from board.policy import Actor, allowed
from board.training import buddy_queries, queries, skill_queries
from board.training.buddy_actions import name_buddy
from board.training.forms import ExtendForm
from board.training.models import Course
from board.training.skill_actions import confirm, extend

bp = Blueprint("course_skills", __name__, url_prefix="/courses/<int:course_id>")


@bp.route("/skills", methods=["GET", "POST"])
def skills(course_id: int) -> Response:
    """Those to confirm and those confirmed, where one organises or led."""
    course = queries.get(course_id)
    person = signed_in()
    mine = [one for one in areas.all_areas() if allowed(person, "skill.extend", one)]
    if not mine and not skill_queries.led_any(course_id, person.id):
        raise NotAllowed(_("Only whoever organises or led it sees who can do this."))
    if "confirm" in request.form:
        return _confirm(course)
    if "along" in request.form:
        return _name_buddies(course)
    form = ExtendForm()
    form.area.offer((area.slug, area.name) for area in mine)
    if not form.validate_on_submit():
        given = _given(course, person) | {"may_extend": bool(mine)}
        return htmx.form_page("training/skills.html", form, **given)
    return _extend(course, form)


def _given(course: Course, person: Actor) -> dict[str, Any]:
    found = skill_queries.of_course(course.id, person, _after())
    rows = found[: skill_queries.PAGE]
    last = rows[-1] if len(found) > skill_queries.PAGE else None
    others = [row for row in rows if row.person_id != person.id]
    return {
        "course": course,
        "proposed": [row for row in others if row.confirmed_at is None],
        "held": [row for row in rows if row.confirmed_at is not None],
        "next": f"{last.ends:%Y-%m-%d}.{last.id}" if last else "",
        "extensions": skill_queries.extensions(course.id, person),
        "learners": buddy_queries.learners(course.id, person),
        "willing": buddy_queries.willing(course.id),
    }


def _after() -> skill_queries.After | None:
    """Where the page goes on."""
    ends, _dot, number = request.args.get("after", "").partition(".")
    try:
        return date.fromisoformat(ends), row_number(number)
    except ValueError:
        return None


def _confirm(course: Course) -> Response:
    ids = {row_number(number) for number in request.form.getlist("held")}
    with write_tx():
        done = confirm(queries.get(course.id), signed_in(), ids - {0})
    message = ngettext(
        "Confirmed for %(num)s person.", "Confirmed for %(num)s people.", done
    )
    return htmx.gone_to(f"/courses/{course.id}/skills", message)


def _name_buddies(course: Course) -> Response:
    said = list(_numbered("along-"))
    with write_tx():
        here, by = queries.get(course.id), signed_in()
        done = sum(name_buddy(here, by, number, buddy) for number, buddy in said)
    message = ngettext(
        "Named for %(num)s person, who is told.",
        "Named for %(num)s people, who are told.",
        done,
    )
    return htmx.gone_to(f"/courses/{course.id}/skills", message)


def _numbered(start: str) -> Iterator[tuple[int, int]]:
    """Fields of the form whose names begin so: the number behind that, and the one
    in it."""
    for name, value in request.form.items():
        if name.startswith(start):
            yield row_number(name.removeprefix(start)), row_number(value)


def _extend(course: Course, form: ExtendForm) -> Response:
    said: dict[str, Any] = {"until": form.until.data, "reason": form.reason.data}
    try:
        with write_tx():
            area = areas.by_slug(form.area.data)
            here = queries.get(course.id)
            people = extend(here, area, signed_in(), once=form.key, **said)
    except (Invalid, Conflict) as wrong:
        refused = wrong if isinstance(wrong, Invalid) else Invalid(wrong.text)
        form.refuse(refused)
        given = _given(course, signed_in()) | {"may_extend": True, "form": form}
        return make_response(
            render_template("training/skills.html", **given), wrong.code
        )
    message = ngettext(
        "Extended for %(num)s person, who is told.",
        "Extended for %(num)s people, who are told.",
        people,
    )
    return htmx.gone_to(f"/courses/{course.id}/skills", message)
