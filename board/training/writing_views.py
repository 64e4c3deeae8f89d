"""Writing a course over HTTP, anew or from another, and changing one."""

from flask import Blueprint, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.areas import queries as areas
from board.db import write_tx
from board.errors import ChangedMeanwhile, Invalid, NotAllowed
from board.forms import row_number
from board.policy import allowed, require
from board.training import actions, queries
from board.training.forms import EditCourseForm, NewCourseForm, as_typed
from board.training.models import Course

bp = Blueprint("course_writing", __name__, url_prefix="/courses")


@bp.route("/new", methods=["GET", "POST"])
def new() -> Response:
    person = signed_in()
    mine = [one for one in areas.all_areas() if allowed(person, "course.write", one)]
    if not mine:
        raise NotAllowed(
            _("Only organisers write courses. Ask one in your area, or become one.")
        )
    copied = _named()
    form = NewCourseForm(data=as_typed(copied) if copied else None)
    form.area.offer((area.slug, area.name) for area in mine)
    if not form.validate_on_submit():
        return htmx.form_page("training/new.html", form, copied=copied)
    try:
        with write_tx():
            course = actions.write(
                areas.by_slug(form.area.data),
                signed_in(),
                begun_from=_named(),
                once=form.key,
                **form.values(),
            )
    except Invalid as wrong:
        form.refuse(wrong)
        return htmx.form_page("training/new.html", form, copied=copied)
    return htmx.gone_to(f"/courses/{course.id}", _("The course is published."))


def _named() -> Course | None:
    """The course that the address or the form names to begin from."""
    number = row_number(request.values.get("from", ""))
    return queries.get(number) if number else None


@bp.route("/<int:course_id>/edit", methods=["GET", "POST"])
def edit(course_id: int) -> Response:
    course = queries.get(course_id)
    require(current_person(), "course.edit", course)
    form = EditCourseForm(data=as_typed(course))
    if not form.validate_on_submit():
        return htmx.form_page("training/edit.html", form, course=course)
    version = form.version.data or course.version
    try:
        with write_tx():
            found = queries.get(course_id)
            actions.edit(found, signed_in(), version=version, **form.values())
    except Invalid as wrong:
        form.refuse(wrong)
        return htmx.form_page("training/edit.html", form, course=course)
    except ChangedMeanwhile as late:
        now = queries.get(course_id)
        page = "training/edit.html"
        return htmx.late_page(page, form, late.text, now.version, course=now)
    return htmx.gone_to(f"/courses/{course_id}", _("Your changes are saved."))
