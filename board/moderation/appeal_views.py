"""Appeals over HTTP: by the author, signed in or with a mailed link, and the second
person's answer."""

from typing import Any

from flask import Blueprint
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, open_to_visitors, signed_in
from board.db import write_tx
from board.errors import Conflict, Invalid, LinkOver
from board.moderation import appeal_actions, queries
from board.moderation.appeal_actions import lesser
from board.moderation.case_actions import check_seen
from board.moderation.case_page_views import answer_form, rule_of
from board.moderation.case_page_views import page as case_page
from board.moderation.case_views import end_of
from board.moderation.decisions import Decision
from board.moderation.finding import find
from board.moderation.forms import AnswerForm, AppealForm
from board.moderation.models import Case, Outcome
from board.moderation.rules import Basis
from board.policy import require

bp = Blueprint("appeals", __name__, url_prefix="/moderation")


@bp.route("/cases/<int:case_id>/appeal", methods=["GET", "POST"])
def appeal(case_id: int) -> Response:
    case = queries.get(case_id)
    require(current_person(), "moderation.appeal", case)
    at = f"/moderation/cases/{case_id}"
    if not appeal_actions.may_appeal(case):
        raise Conflict(_("There is one appeal, and this was decided already."))
    form = AppealForm()
    if not form.validate_on_submit():
        return _form(form, case, f"{at}/appeal")
    with write_tx():
        words = form.body.data or ""
        appeal_actions.appeal(queries.get(case_id), signed_in(), words=words)
    return htmx.gone_to(at, _("A second person will look at it and answer you."))


@bp.route("/appeal/<token>", methods=["GET", "POST"])
@open_to_visitors
def by_link(token: str) -> Response:
    """The same for whoever has the mail, signed in or not."""
    form = AppealForm()
    case = _of_link(token)
    if not form.validate_on_submit():
        return _form(form, case, f"/moderation/appeal/{token}")
    with write_tx():
        case = _of_link(token)
        author = appeal_actions.author_by_link(case)
        appeal_actions.appeal(case, author, words=form.body.data or "")
    return htmx.gone_to("/moderation/appealed")


@bp.get("/appealed")
def appealed() -> Response:
    """It was sent, for whoever is not signed in."""
    return htmx.form_page("moderation/appealed.html", None)


def _of_link(token: str) -> Case:
    case = queries.by_link(token)
    if case is None or not appeal_actions.may_appeal(case):
        text = _("This link was used already, or it is too old. There is one appeal.")
        raise LinkOver(text, "/moderation/log", _("See what moderators decided"))
    return case


def _form(form: AppealForm, case: Case, at: str) -> Response:
    target = find(case.kind, case.thing_id)
    given = {"case": case, "target": target, "rule": rule_of(case), "at": at}
    return htmx.form_page("moderation/appeal.html", form, **given)


def _instead(form: AnswerForm) -> Decision | None:
    """What is chosen in the place of the decision, if anything is."""
    if not form.instead.data:
        return None
    until = form.until.data if "until" in form else None
    text = (form.text.data or "") if "text" in form else ""
    ends = end_of(until) if until else None
    return Decision(form.instead.data, Basis(), ends, text=text)


@bp.post("/cases/<int:case_id>/answer")
def answer(case_id: int) -> Response:
    """The second person decides, and says why."""
    case = queries.get(case_id)
    require(current_person(), "moderation.answer", case)
    form = answer_form(case, find(case.kind, case.thing_id))
    try:
        check_seen(case, form.version.data or 0)
        if not form.validate():
            return case_page(case, 422, answer=form)
        said: dict[str, Any] = {
            "version": form.version.data or 0,
            "outcome": Outcome(form.outcome.data),
            "words": form.body.data or "",
            "instead": _instead(form),
        }
        with write_tx():
            appeal_actions.answer(queries.get(case_id), signed_in(), **said)
    except Invalid as wrong:
        form.refuse(wrong)
        return case_page(queries.get(case_id), 422, answer=form)
    except Conflict as late:
        return _too_late(case_id, form, late)
    return htmx.gone_to("/moderation", _("Answered. Whoever appealed is told."))


def _too_late(case_id: int, form: AnswerForm, late: Conflict) -> Response:
    """Somebody was first: the case as it is now, and what was typed."""
    now = queries.get(case_id)
    form.version.data = now.version
    form.version.raw_data = None
    form.offer_instead(lesser(now, find(now.kind, now.thing_id)), now.decision)
    return case_page(now, 409, late.text, answer=form)
