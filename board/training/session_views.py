"""Planning a session of a course over HTTP."""

from datetime import UTC
from typing import Any

from flask import Blueprint, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import signed_in
from board.areas import queries as areas
from board.db import write_tx
from board.drawing import zone
from board.errors import Invalid, NotAllowed
from board.events.models import Event
from board.forms import row_number
from board.policy import allowed
from board.training import queries, session_queries
from board.training.forms import SessionForm
from board.training.models import Course
from board.training.session_actions import hold

bp = Blueprint("course_sessions", __name__, url_prefix="/courses/<int:course_id>")
NOBODY = "nobody"
ME = "me"


@bp.route("/session", methods=["GET", "POST"])
def new(course_id: int) -> Response:
    course = queries.get(course_id)
    person = signed_in()
    mine = [one for one in areas.all_areas() if allowed(person, "event.plan", one)]
    if not mine:
        raise NotAllowed(_("Only organisers plan sessions. Ask one in your area."))
    named = request.args.get("area", "")
    first = next((area for area in mine if area.slug == named), mine[0])
    usual = {"area": first.slug, "places": course.people_to, "trainer": ME}
    form = SessionForm.begun(**usual)
    form.area.offer((area.slug, area.name) for area in mine)
    offers = session_queries.offers(course_id)
    others = ((str(row.person_id), row.name) for row in offers)
    form.trainer.offer([(ME, _("I do")), *others, (NOBODY, _("Nobody yet"))])
    if form.validate_on_submit():
        try:
            event = _hold(course, form)
        except Invalid as wrong:
            form.refuse(wrong)
        else:
            message = _("The session is published. Now ask somebody in person to come.")
            return htmx.gone_to(f"/events/{event.id}", message)
    return htmx.form_page("training/session.html", form, course=course)


def _hold(course: Course, form: SessionForm) -> Event:
    begins: Any = form.starts_at.data
    starts_at = begins.replace(tzinfo=zone()).astimezone(UTC)
    with write_tx():
        by = signed_in()
        trainer = {ME: by.id, NOBODY: None}.get(
            form.trainer.data, row_number(form.trainer.data)
        )
        return hold(
            queries.get(course.id),
            areas.by_slug(form.area.data),
            by,
            starts_at=starts_at,
            place=form.place.data or "",
            places=form.places.data,
            trainer=trainer,
            once=form.key,
        )
