"""What becomes of an issue, over HTTP: whether it is really done, its next step, and
merging it with another."""

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.db import AnyRow, Rows, write_tx
from board.errors import Conflict, Invalid, NotFound
from board.forms import local_path
from board.issues import lists, merge_actions, outcome_actions, queries
from board.issues.filters import Filter
from board.issues.forms import MergeForm, NextForm, VerdictForm
from board.issues.models import State
from board.issues.outcome_models import Says
from board.issues.views import act, ask_again
from board.policy import require

bp = Blueprint("outcomes", __name__, url_prefix="/issues")


@bp.post("/<int:issue_id>/verdict")
def verdict(issue_id: int) -> Response:
    """One answer to "is it really done?"."""
    require(
        current_person(), "issue.verdict", queries.shown(issue_id, current_person())
    )
    form = VerdictForm()
    if not form.validate():
        return ask_again(issue_id, form)
    says = Says(form.verdict.data)
    note = form.note.data or ""
    message = (
        _("Thank you. What you say counts.")
        if says == Says.DONE
        else _("It is open again, and everyone is told.")
    )
    return act(
        issue_id,
        lambda person: outcome_actions.give_verdict(
            queries.get(issue_id), person, says=says, note=note
        ),
        message,
    )


@bp.route("/<int:issue_id>/next", methods=["GET", "POST"])
def next_step(issue_id: int) -> Response:
    """Who does what by when."""
    issue = queries.get(issue_id)
    require(current_person(), "issue.next", issue)
    form = NextForm()
    back = local_path(request.values.get("next"), f"/issues/{issue_id}")
    if request.method == "GET" and State(issue.state).is_ending:
        return htmx.gone_to(
            back, _("This is closed, so there is no next step. Open it again first.")
        )
    if not form.validate_on_submit():
        return htmx.form_page("issues/next.html", form, issue=issue, back=back)
    assert form.by.data  # the form has seen to it
    what = form.what.data or ""
    who = form.who.data or ""
    day = form.by.data
    try:
        with write_tx():
            outcome_actions.set_next(
                queries.get(issue_id),
                signed_in(),
                what=what,
                who=who,
                day=day,
                once=form.key,
            )
    except Conflict as late:
        given = {"form": form, "issue": issue, "back": back, "message": late.text}
        return make_response(render_template("issues/next.html", **given), 409)
    return htmx.gone_to(back, _("Everyone who asked knows what happens next."))


@bp.route("/<int:issue_id>/merge", methods=["GET", "POST"])
def merge(issue_id: int) -> Response:
    """Find the other post that says the same, and let both go on as one."""
    issue = queries.shown(issue_id, current_person())
    require(current_person(), "issue.merge", issue)
    if request.method == "GET" and issue.state == State.DUPLICATE:
        return htmx.gone_to(
            f"/issues/{issue_id}", _("This says the same as another post already.")
        )
    form = MergeForm()
    words = request.args.get("q", "")[:200]
    given = {"issue": issue, "q": words, "found": _alike(issue, words)}
    if not form.validate_on_submit():
        return htmx.form_page("issues/merge.html", form, **given)
    try:
        with write_tx():
            _merge(issue_id, form)
    except (Invalid, NotFound) as wrong:
        form.refuse(
            wrong
            if isinstance(wrong, Invalid)
            else Invalid(_("There is no such post."), "duplicate_of")
        )
        return htmx.form_page("issues/merge.html", form, **given)
    except Conflict as late:
        return make_response(
            render_template("issues/merge.html", form=form, message=late.text, **given),
            409,
        )
    return htmx.gone_to(
        f"/issues/{issue_id}", _("Both go on as one, and everyone who asked is told.")
    )


def _merge(issue_id: int, form: MergeForm) -> None:
    other = queries.get(form.duplicate_of.data) if form.duplicate_of.data else None
    merge_actions.merge(
        queries.get(issue_id), signed_in(), into=other, reason=form.reason.data or ""
    )


def _alike(issue: AnyRow, words: str) -> Rows:
    """Posts to pick from: those found, or what was lately posted in the same category;
    none that leads on elsewhere."""
    wanted = (
        Filter(q=words)
        if words
        else Filter(area=issue.area_slug, category=issue.category)
    )
    rows = lists.listed(wanted).rows
    return [row for row in rows if row.id != issue.id and row.state != State.DUPLICATE]


@bp.post("/<int:issue_id>/unmerge")
def unmerge(issue_id: int) -> Response:
    """They are not the same after all."""
    message = _("It stands on its own again, as it did before.")
    return act(
        issue_id,
        lambda person: merge_actions.unmerge(queries.get(issue_id), person),
        message,
    )
