"""Planning tasks over HTTP: a new one, a change to one or to a series from one on,
calling them off."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.campaigns import queries as campaigns
from board.db import AnyRow, fresh, write_tx
from board.drawing import local, zone
from board.errors import Conflict, Invalid
from board.policy import require
from board.tasks import people_queries, planning, queries, series
from board.tasks.effects import Unseen
from board.tasks.laying_out import SHARED
from board.tasks.models import Shape, Task
from board.tasks.places import BEGUN
from board.tasks.planning_forms import CancelForm, EditForm, PlanForm
from board.tasks.repeating import chosen_weekdays, times
from board.tasks.series_models import Repeats, TaskSeries

bp = Blueprint("planning", __name__)
FOLLOWING = "following"  # this task of a series and all that follow it


def _choice(name: str, known: Any, otherwise: str) -> str:
    """One of the known values that the address asks for."""
    value = request.args.get(name, "")
    return value if value in list(known) else otherwise


@bp.route("/campaigns/<int:campaign_id>/tasks/new", methods=["GET", "POST"])
def new(campaign_id: int) -> Response:
    campaign = campaigns.get(campaign_id)
    require(current_person(), "task.plan", campaign)
    first = "" if request.method == "POST" else Shape.SHIFT
    shape = _choice("shape", Shape, first)
    repeats = _choice("repeats", Repeats, "")
    begun = BEGUN.filling(request.args, signed_in())
    filled = begun.data if begun and request.method == "GET" else {}
    form = PlanForm(data={"shape": shape, "repeats": repeats} | filled)
    if form.validate_on_submit():
        try:
            with write_tx():
                plan = series.plan if form.rule() else planning.plan
                task = plan(
                    campaigns.get(campaign_id),
                    signed_in(),
                    once=form.key,
                    **form.fields(),
                    **form.rule(),
                )
            return htmx.gone_to(
                _after(task),
                _("The task is published. Now ask somebody for it in person, too."),
            )
        except Invalid as wrong:
            form.refuse(wrong)
    return htmx.form_page("tasks/new.html", form, campaign=campaign, begun=begun)


def _after(task: Task) -> str:
    """Where its organiser goes on: the task, or the form for another one like it."""
    if "another" not in request.form:
        return f"/tasks/{task.id}"
    return f"/campaigns/{task.campaign_id}/tasks/new?shape={task.shape}"


def _load(task_id: int) -> tuple[Task, TaskSeries | None]:
    """The task, and its series where it is about all that follow as well."""
    task = fresh(Task, task_id)
    require(current_person(), "task.edit", task)
    is_about_all = request.values.get("scope") == FOLLOWING
    if is_about_all and task.occurs_on and task.series_id:
        return task, queries.series(task.series_id)
    return task, None


@bp.route("/tasks/<int:task_id>/edit", methods=["GET", "POST"])
def edit(task_id: int) -> Response:
    task, rule = _load(task_id)
    if task.cancelled_at and request.method == "GET":
        return htmx.gone_to(
            f"/tasks/{task_id}", _("This was called off, so it can't be changed.")
        )
    form = EditForm(data=_series_data(task, rule) if rule else _task_data(task))
    given = {"task": task, "series": rule}
    if not form.validate_on_submit():
        return htmx.form_page("tasks/edit.html", form, **given)
    if "change" in request.form:  # back from what was shown
        return make_response(render_template("tasks/edit.html", form=form, **given))
    try:
        _save(task_id, form, rule)
    except Unseen as unseen:
        return _preview(form, unseen, **given)
    except Invalid as wrong:
        form.refuse(wrong)
        return htmx.form_page("tasks/edit.html", form, **given)
    except Conflict as late:
        task, rule = _load(task_id)
        form.version.data = (rule or task).version
        form.version.raw_data = None
        now = {"form": form, "task": task, "series": rule, "message": late.text}
        return make_response(render_template("tasks/edit.html", **now), 409)
    return htmx.gone_to(f"/tasks/{task_id}", _("Your changes are saved."))


def _save(task_id: int, form: EditForm, rule: TaskSeries | None) -> None:
    """Change the task, or its series from it on."""
    values: dict[str, Any] = {
        "version": form.version.data or 0,
        "seen": form.seen.data or "",
        "note": form.note.data or "",
        **form.fields(),
    }
    with write_tx():
        task = fresh(Task, task_id)
        person = signed_in()
        if rule:
            series.edit(task, person, **values, **form.rule())
        else:
            planning.edit(task, person, **values)


def _preview(form: EditForm, unseen: Unseen, **given: Any) -> Response:
    """What saving would do, and the same form to send again; 409 when it was shown
    before and is no longer so."""
    was_shown = bool(form.seen.data)
    concerned = [claim for effect in unseen.effects for claim in effect.concerns]
    given |= {
        "form": form,
        "unseen": unseen,
        "carried": _carried(form),
        "by_hand": _names(concerned, with_account=False),
        "message": unseen.text if was_shown else "",
    }
    page = render_template("tasks/preview.html", **given)
    return make_response(page, 409 if was_shown else 200)


def _carried(form: EditForm) -> list[tuple[str, str]]:
    """Each field and value to send again, but for what the page has anew: what was
    shown, and the note."""
    names = [name for name in form.data if name not in ("seen", "note")]
    return [(name, value) for name in names for value in request.form.getlist(name)]


def _names(claims: Iterable[AnyRow], *, with_account: bool) -> list[str]:
    """Who they are: those we can tell, or those somebody wrote in by name, whom we
    can't."""
    named = {claim.name for claim in claims if bool(claim.person_id) == with_account}
    return sorted(named)


def _task_data(task: Task) -> dict[str, Any]:
    """What the form holds at first: the task as it is, in another shape where that was
    asked for."""
    values = {name: getattr(task, name) for name in planning.FIELDS}
    return values | {
        "starts_at": _by_the_clock(task.starts_at),
        "ends_at": _by_the_clock(task.ends_at),
        "shape": _choice("shape", Shape, task.shape),
        "version": task.version,
    }


def _series_data(task: Task, rule: TaskSeries) -> dict[str, Any]:
    """The same for a series: what it says of this task's day, whatever was changed on
    that by hand."""
    assert task.occurs_on
    starts_at, ends_at = times(task.occurs_on, rule.begins, rule.ends, zone())
    names = (*SHARED, "repeats", "every", "until", "version")
    values = {name: getattr(rule, name) for name in names}
    return values | {
        "weekdays": chosen_weekdays(rule.weekdays),
        "shape": Shape.SHIFT,
        "scope": FOLLOWING,
        "starts_at": _by_the_clock(starts_at),
        "ends_at": _by_the_clock(ends_at),
    }


def _by_the_clock(instant: datetime | None) -> datetime | None:
    """As a field for a date and a time has it: where the board is, without a zone."""
    return local(instant).replace(tzinfo=None) if instant else None


@bp.route("/tasks/<int:task_id>/cancel", methods=["GET", "POST"])
def cancel(task_id: int) -> Response:
    task, rule = _load(task_id)
    if request.method == "GET" and (reason := planning.why_closed(task)):
        return htmx.gone_to(f"/tasks/{task_id}", reason)
    form = CancelForm(data={"scope": FOLLOWING if rule else ""})
    people = people_queries.holders(queries.following(task) if rule else [task.id])
    given = {
        "task": task,
        "series": rule,
        "people": _names(people, with_account=True),
        "by_hand": _names(people, with_account=False),
    }
    if not form.validate_on_submit():
        return htmx.form_page("tasks/cancel.html", form, **given)
    try:
        with write_tx():
            call_off = series.end if rule else planning.cancel
            call_off(fresh(Task, task_id), signed_in(), reason=form.reason.data or "")
    except Conflict as late:
        given |= {"form": form, "message": late.text}
        return make_response(render_template("tasks/cancel.html", **given), 409)
    message = _("It is called off. Everyone who had a place is told.")
    if given["by_hand"]:
        message = _(
            "It is called off. We have told those with an account: tell the others "
            "yourself."
        )
    return htmx.gone_to(f"/tasks/{task_id}", message)
