"""Planning tasks over HTTP: a new one, a change to one or to a series from one on,
calling them off."""

from collections.abc import Iterable
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
from board.tasks.forms import CancelForm, EditForm, PlanForm
from board.tasks.models import Repeats, Shape, Task, TaskSeries
from board.tasks.repeating import times

bp = Blueprint("planning", __name__)
FOLLOWING = "following"  # this task of a series and all that follow it


def _asked(name: str, known: Any, otherwise: str) -> str:
    value = request.args.get(name, "")
    return value if value in list(known) else otherwise


@bp.route("/campaigns/<int:campaign_id>/tasks/new", methods=["GET", "POST"])
def new(campaign_id: int) -> Response:
    campaign = campaigns.get(campaign_id)
    require(current_person(), "task.plan", campaign)
    first = "" if request.method == "POST" else Shape.SHIFT
    form = PlanForm(
        data={
            "shape": _asked("shape", Shape, first),
            "repeats": _asked("repeats", Repeats, ""),
        }
    )
    if form.validate_on_submit():
        try:
            with write_tx():
                plan = series.plan if form.rule() else planning.plan
                task = plan(
                    campaigns.get(campaign_id),
                    signed_in(),
                    once=form.key,
                    **form.said(),
                    **form.rule(),
                )
            return htmx.gone_to(
                f"/tasks/{task.id}",
                _("The task is published. Now ask somebody for it in person, too."),
            )
        except Invalid as wrong:
            form.refuse(wrong)
    return htmx.form_page("tasks/new.html", form, campaign=campaign)


def _mine(task_id: int) -> tuple[Task, TaskSeries | None]:
    """The task, and its series where it is about that from this task on."""
    task = fresh(Task, task_id)
    require(current_person(), "task.edit", task)
    follows = request.values.get("scope") == FOLLOWING and task.occurs_on
    return task, queries.series(task.series_id) if follows and task.series_id else None


@bp.route("/tasks/<int:task_id>/edit", methods=["GET", "POST"])
def edit(task_id: int) -> Response:
    task, rule = _mine(task_id)
    if task.cancelled_at and request.method == "GET":
        return htmx.gone_to(
            f"/tasks/{task_id}", _("This was called off, so it can't be changed.")
        )
    form = EditForm(data=_of_series(task, rule) if rule else _of_task(task))
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
        task, rule = _mine(task_id)
        form.version.data, form.version.raw_data = (rule or task).version, None
        now = {"form": form, "task": task, "series": rule, "message": late.text}
        return make_response(render_template("tasks/edit.html", **now), 409)
    return htmx.gone_to(f"/tasks/{task_id}", _("Your changes are saved."))


def _save(task_id: int, form: EditForm, rule: TaskSeries | None) -> None:
    how: dict[str, Any] = {
        "version": form.version.data or 0,
        "seen": form.seen.data or "",
        "note": form.note.data or "",
    }
    with write_tx():
        if rule:
            series.edit(
                fresh(Task, task_id), signed_in(), **how, **form.said(), **form.rule()
            )
        else:
            planning.edit(fresh(Task, task_id), signed_in(), **how, **form.said())


def _preview(form: EditForm, unseen: Unseen, **given: Any) -> Response:
    """What saving would do, and the same form to send again; 409 when it was shown
    before and is no longer so."""
    late = bool(form.seen.data)
    left = ("seen", "note")  # the fingerprint is new, the note is asked for here
    carried = [
        (name, value)
        for name in form.data
        if name not in left
        for value in request.form.getlist(name)
    ]
    given["by_hand"] = _names(
        [claim for effect in unseen.effects for claim in effect.concerns], False
    )
    given |= {
        "form": form,
        "unseen": unseen,
        "carried": carried,
        "message": unseen.text if late else "",
    }
    return make_response(
        render_template("tasks/preview.html", **given), 409 if late else 200
    )


def _names(claims: Iterable[AnyRow], with_account: bool) -> list[str]:
    """Who they are: those we can tell, or those somebody wrote in by name, whom we
    can't."""
    return sorted(
        {claim.name for claim in claims if bool(claim.person_id) == with_account}
    )


def _of_task(task: Task) -> dict[str, Any]:
    """What the form holds at first: the task as it is, in another shape where that was
    asked for."""
    said = {name: getattr(task, name) for name in planning.SAYS}
    for name in ("starts_at", "ends_at"):
        said[name] = said[name] and local(said[name]).replace(tzinfo=None)
    return said | {"shape": _asked("shape", Shape, task.shape), "version": task.version}


def _of_series(task: Task, rule: TaskSeries) -> dict[str, Any]:
    """The same for a series: what it says of this task's day, whatever was changed on
    that by hand."""
    assert task.occurs_on
    starts_at, ends_at = times(task.occurs_on, rule.begins, rule.ends, zone())
    said = {
        name: getattr(rule, name)
        for name in (*series.SHARED, "repeats", "every", "until", "version")
    }
    said |= {
        "weekdays": [n for n in range(7) if rule.weekdays >> n & 1],
        "shape": Shape.SHIFT,
        "scope": FOLLOWING,
    }
    return said | {
        "starts_at": local(starts_at).replace(tzinfo=None),
        "ends_at": local(ends_at).replace(tzinfo=None),
    }


@bp.route("/tasks/<int:task_id>/cancel", methods=["GET", "POST"])
def cancel(task_id: int) -> Response:
    task, rule = _mine(task_id)
    if request.method == "GET" and (why := planning.why_not(task)):
        return htmx.gone_to(f"/tasks/{task_id}", why)
    form = CancelForm(data={"scope": FOLLOWING if rule else ""})
    people = people_queries.holders(queries.following(task) if rule else [task.id])
    given = {
        "task": task,
        "series": rule,
        "people": _names(people, True),
        "by_hand": _names(people, False),
    }
    if not form.validate_on_submit():
        return htmx.form_page("tasks/cancel.html", form, **given)
    try:
        with write_tx():
            call_off = series.end if rule else planning.cancel
            call_off(fresh(Task, task_id), signed_in(), reason=form.reason.data or "")
    except Conflict as late:
        return make_response(
            render_template("tasks/cancel.html", form=form, message=late.text, **given),
            409,
        )
    told = _("It is called off. Everyone who had a place is told.")
    by_hand = _(
        "It is called off. We have told those with an account: tell the others "
        "yourself."
    )
    return htmx.gone_to(f"/tasks/{task_id}", by_hand if given["by_hand"] else told)
