"""One issue over HTTP: its page, its panel and its thread, and what people
press there."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.limits import COMMENTS
from board.accounts.session import current_person, signed_in
from board.accounts.write_limits import limited
from board.activity.actions import unless_held
from board.areas import queries as areas
from board.db import AnyRow, write_tx
from board.drawing import locale, today
from board.errors import Conflict, Invalid, NotFound
from board.forms import row_number
from board.issues import (
    comment_actions,
    places_shown,
    queries,
    similar,
    state_actions,
)
from board.issues.forms import CommentForm, StateForm, VerdictForm
from board.issues.models import State
from board.issues.places import ASKS, CAMPAIGNS, SENT
from board.issues.regions import progress, thread_of
from board.live.regions import on_page_of
from board.pages import cached
from board.photos import queries as pictures
from board.photos.views import wait_with
from board.policy import Actor, allowed, audience, require

bp = Blueprint("issues", __name__, url_prefix="/issues")
# What the page of a post has buttons for, beside those that everybody has who is signed
# in.
OFFERED = (
    "campaign.start",
    "issue.ask",
    "issue.close",
    "issue.edit",
    "issue.history",
    "issue.merge",
    "issue.next",
    "issue.purge",
    "issue.unmerge",
    "issue.verdict",
)


def shown_alike() -> list[int]:
    """The similar issues that were on the page the answer comes from."""
    sent = request.form.get("shown", "").split(",")[: similar.SHOWN]
    return [number for number in map(row_number, sent) if number]


def _talk_of(row: AnyRow) -> dict[str, Any]:
    campaigns = cached(CAMPAIGNS.filling, row.id)
    drawn, comments = cached(
        thread_of, row.id, queries.hidden_author(row), campaigns, locale()
    )
    person = current_person()
    me = person.id if person else 0
    tends = allowed(person, "issue.history", row)
    removable = [line for line in comments if tends or line.author_id == me]
    return {"campaigns": campaigns, "thread": drawn, "removable": removable}


@bp.get("/<int:issue_id>")
def show(issue_id: int) -> Response:
    return _page(issue_id)


def _page(
    issue_id: int,
    *,
    status: int = 200,
    message: str = "",
    comment: CommentForm | None = None,
    question: VerdictForm | None = None,
) -> Response:
    person = current_person()
    row = queries.shown(issue_id, person)
    talk = _talk_of(row)
    given = {
        "issue": row,
        "may": _may(row),
        **talk,
        "photos": cached(pictures_of, issue_id) if row.photo_count else (),
        "progress": cached(progress, issue_id, talk["campaigns"], today(), locale()),
        "question": question or VerdictForm.brought_back()
        if row.state == State.DONE
        else None,
        "sent": SENT.filling(row),
        "asked": ASKS.filling(issue_id)
        if row.asks and allowed(person, "issue.settle", row)
        else (),
        "audience": audience(person, row),
        "small_map": row.latitude is not None
        and cached(areas.place_in, row.area_id, row.latitude, row.longitude),
        "exact": places_shown.exact_place(issue_id)
        if row.rounded and allowed(person, "issue.exact_place", row)
        else None,
        "form": comment or CommentForm.brought_back(),
        "message": message,
        "live_topics": on_page_of("issue", issue_id, drawn_only=person is None),
    }
    return make_response(render_template("issues/show.html", **given), status)


def _may(row: AnyRow) -> tuple[str, ...]:
    """What the person who asks may do with an issue, of what its page offers."""
    person = current_person()
    return tuple(action for action in OFFERED if allowed(person, action, row))


def pictures_of(issue_id: int) -> tuple[AnyRow, ...]:
    """The pictures of an issue itself."""
    return pictures.of([f"issue-{issue_id}"]).get(f"issue-{issue_id}", ())


def _panel(
    issue_id: int, message: str = "", question: VerdictForm | None = None
) -> str:
    row = queries.shown(issue_id, current_person())
    given = {"issue": row, "may": _may(row), "message": message, "question": question}
    return render_template("issues/_panel.html", **given)


def act(issue_id: int, verb: Callable[[Actor], None], message: str) -> Response:
    """Do one thing to an issue and answer with its panel; somebody was first: the panel
    as it is now."""
    try:
        with write_tx():
            verb(signed_in())
    except Conflict as late:
        if htmx.wants_fragment():
            return make_response(_panel(issue_id, late.text), 409)
        return _page(issue_id, status=409, message=late.text)
    return htmx.done(f"/issues/{issue_id}", lambda: _panel(issue_id), message)


def ask_again(issue_id: int, question: VerdictForm) -> Response:
    """What was answered could not be taken: the question, with what is
    wrong beside it."""
    if htmx.wants_fragment():
        return make_response(_panel(issue_id, question=question), 422)
    return _page(issue_id, status=422, question=question)


@bp.post("/<int:issue_id>/comments")
@limited(COMMENTS)
def comment(issue_id: int) -> Response:
    form = CommentForm()
    if not (form.validate() and form.store_pictures()):
        wait_with(form)
        if htmx.wants_fragment():
            return make_response(_talk(issue_id, form), 422)
        return _page(issue_id, status=422, comment=form)
    fields: dict[str, Any] = {
        "body": form.body.data or "",
        "pictures": form.photos.data,
        "once": form.key,
    }
    # before the turn to write: nothing that a comment depends on changes
    issue = queries.about(issue_id)
    with write_tx():
        comment_actions.comment(issue, signed_in(), **fields)
    message = unless_held(_("Your comment is published."))
    return htmx.done(f"/issues/{issue_id}", lambda: _talk(issue_id), message)


def _talk(issue_id: int, form: CommentForm | None = None) -> str:
    row = queries.shown(issue_id, current_person())
    return render_template("issues/_talk.html", issue=row, form=form, **_talk_of(row))


@bp.route("/<int:issue_id>/state", methods=["GET", "POST"])
def state(issue_id: int) -> Response:
    issue = queries.get(issue_id)
    # which authors may, for what they posted
    merges = request.form.get("state") == State.DUPLICATE
    require(current_person(), "issue.merge" if merges else "issue.close", issue)
    form = StateForm(data={"state": issue.state})
    if not form.validate_on_submit():
        return htmx.form_page("issues/state.html", form, issue=issue)
    try:
        with write_tx():
            _set_state(issue_id, form)
    except (Invalid, NotFound) as wrong:
        form.refuse(
            wrong
            if isinstance(wrong, Invalid)
            else Invalid(_("There is no such post."), "duplicate_of")
        )
        return htmx.form_page("issues/state.html", form, issue=issue)
    return htmx.gone_to(
        f"/issues/{issue_id}", _("Everyone who asked is told about it.")
    )


def _set_state(issue_id: int, form: StateForm) -> None:
    chosen = State(form.state.data)
    other = (
        queries.get(form.duplicate_of.data)
        if form.duplicate_of.data and chosen == State.DUPLICATE
        else None
    )
    texts = {"reason": form.reason.data or "", "evidence": form.evidence.data or ""}
    state_actions.set_state(
        queries.get(issue_id), signed_in(), state=chosen, duplicate_of=other, **texts
    )
