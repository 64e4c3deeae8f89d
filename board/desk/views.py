"""The organiser's desk over HTTP: what needs them today, and one press for each."""

from collections.abc import Callable

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.areas import queries as areas
from board.areas.models import Area
from board.campaigns import hearer_queries, issue_actions, issue_queries
from board.campaigns import queries as read_campaigns
from board.db import Rows, write_tx
from board.desk import (
    actions,
    joining_actions,
    pattern_queries,
    people_queries,
    queries,
)
from board.desk.forms import AddForm
from board.desk.queries import Part
from board.errors import Conflict, Invalid, NotFound
from board.forms import row_number
from board.issues import state_actions
from board.issues.models import State
from board.issues.queries import get as get_issue
from board.moderation import queue_queries as moderation
from board.pages import cached
from board.policy import Actor, allowed, require

bp = Blueprint("desk", __name__, url_prefix="/areas")
# The parts of the desk, the most urgent first; patterns are told apart, they come with
# a choice of campaigns.
PARTS: dict[str, Callable[[Area, Actor, int], Part]] = {
    "joins": queries.joins,
    "new": queries.new_posts,
    "past": queries.past_their_day,
    "promises": queries.promises_due,
    "gaps": queries.gaps,
    "questions": queries.questions,
    "asks": queries.asks,
    "council": queries.unknown_at_councils,
    "calls": people_queries.to_ring,
    "thanks": people_queries.to_thank,
    "hands": people_queries.to_ask,
}
# what whoever runs the board does not see for that
NEEDS = {"calls": "one_to_one.call"}


def _here(slug: str) -> Area:
    area = areas.by_slug(slug)
    require(current_person(), "area.desk", area)
    return area


def _numbers(name: str) -> list[int]:
    """Rows' numbers as they were sent; what can be none is left out."""
    sent = request.values.getlist(name)[:200]
    return [number for number in map(row_number, sent) if number]


def _number(name: str) -> int:
    """One row's number; 0, which no row has, where none was sent."""
    return next(iter(_numbers(name)), 0)


@bp.get("/<slug>/desk")
def show(slug: str) -> Response:
    return _page(_here(slug))


def _page(area: Area, message: str = "", status: int = 200) -> Response:
    only = request.values.get("show", "")
    only = only if only in (*PARTS, "patterns") else ""
    limit = queries.ALL if only else queries.SHOWN
    person = signed_in()
    parts = {
        name: find(area, person, limit)
        for name, find in PARTS.items()
        if only in ("", name) and allowed(person, NEEDS.get(name, "area.desk"), area)
    }
    campaigns: Rows = ()  # to which a pattern's posts may be added
    if only in ("", "patterns"):
        found = cached(pattern_queries.patterns_of, area.id, area.name)
        parts["patterns"] = Part(found[:limit], len(found))
        campaigns = pattern_queries.running(area.id) if found else ()
    given = {
        "area": area,
        "parts": parts,
        "only": only,
        "campaigns": campaigns,
        "message": message,
        "cases": moderation.waiting_in(area.id),
        "live_topics": [f"area-{area.id}"],
    }
    return make_response(render_template("desk/show.html", **given), status)


def _press(
    slug: str, verb: Callable[[Area], None], message: str | Callable[[], str]
) -> Response:
    """Do one thing from the desk and come back to it; somebody was first: the desk as
    it is now."""
    try:
        with write_tx():
            verb(_here(slug))
    except Conflict as late:
        return _page(_here(slug), late.text, 409)
    words = message if isinstance(message, str) else message()
    return htmx.gone_to(f"/areas/{slug}/desk", words)


@bp.post("/<slug>/looked-at")
def looked_at(slug: str) -> Response:
    def mark(area: Area) -> None:
        issue = get_issue(_number("issue"))
        if issue.area_id != area.id:
            raise NotFound
        state_actions.set_state(issue, signed_in(), state=State.LOOKED_AT)

    return _press(
        slug, mark, _("Whoever asked for it knows that you are looking at it.")
    )


@bp.post("/<slug>/let-in")
def let_in(slug: str) -> Response:
    """Answer whoever asks to be let in: one of them, or all who are ticked."""
    not_now = "not_now" in request.form
    one = _number("not_now" if not_now else "let_in")
    people = [one] if one else _numbers("person")
    if not people:
        return _page(_here(slug), _("Tick whom you answer first."), 422)
    answered: list[int] = []

    def answer(area: Area) -> None:
        act = joining_actions.put_off if not_now else joining_actions.let_in
        answered.extend(act(area, signed_in(), people))

    def said() -> str:
        words = ngettext(
            "%(num)s person is a member now, and hears of it.",
            "%(num)s people are members now, and hear of it.",
            len(answered),
        )
        if not_now:
            words = ngettext(
                "%(num)s person is told: not for now.",
                "%(num)s people are told: not for now.",
                len(answered),
            )
        return str(words)

    return _press(slug, answer, said)


@bp.post("/<slug>/thank")
def thank(slug: str) -> Response:
    def thank_for_claim(area: Area) -> None:
        claim, task = people_queries.claim(_number("claim"), area)
        actions.thank(claim, task, signed_in())

    return _press(slug, thank_for_claim, _("They read your thanks in their news."))


@bp.route("/<slug>/desk/add", methods=["GET", "POST"])
def add(slug: str) -> Response:
    """Add posts to a campaign of the area, once one has seen who will be told."""
    area = _here(slug)
    picked = _numbers("issue")
    chosen = _number("campaign")
    form = AddForm(data={"campaign": chosen, "issue": picked})
    running = pattern_queries.running(area.id)
    form.campaign.offer((row.id, row.title) for row in running)
    ready = issue_queries.ready_to_organise(picked, area.id)
    mine = [row for row in ready if allowed(signed_in(), "issue.organise", row)]
    offered = {row.id: row for row in mine}
    form.issue.offer((row.id, row.title) for row in offered.values())
    if form.validate_on_submit():
        try:
            with write_tx():
                campaign = read_campaigns.get(form.campaign.data)
                issue_actions.add_issues(
                    campaign, signed_in(), issues=form.issue.data or []
                )
            return htmx.gone_to(
                f"/campaigns/{campaign.id}",
                _("They are added, and everyone behind them is told."),
            )
        except Invalid as wrong:
            form.refuse(wrong)
    hearers = hearer_queries.count_hearers(
        offered.keys() - issue_queries.issue_ids(chosen), signed_in()
    )
    given = {
        "area": area,
        "offered": offered,
        "elsewhere": issue_queries.titles_of(offered),
        "hearers": hearers,
    }
    return htmx.form_page("desk/add.html", form, **given)
