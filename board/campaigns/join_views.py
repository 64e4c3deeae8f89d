"""Joining a campaign over HTTP: by one press, or without an account by a mailed link
that also takes it back."""

from flask import Blueprint, make_response, render_template, request
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, open_with_name, signed_in
from board.campaigns import backer_actions, queries, unconfirmed
from board.campaigns.coalition_forms import BackForm, JoinForm
from board.campaigns.models import Stage
from board.campaigns.page_views import page, reached_form
from board.campaigns.people_models import UnconfirmedBacker
from board.campaigns.regions import people_of
from board.confirm import views as confirm
from board.confirm.joining_views import joining
from board.db import write_tx
from board.errors import Conflict

bp = Blueprint("joining", __name__)
IN = _l("You are part of this. You will hear what becomes of it.")
OUT = _l("You are no longer part of it.")


@bp.route("/campaigns/<int:campaign_id>/back", methods=["GET", "POST"])
@open_with_name
def back(campaign_id: int) -> Response:
    """One press joins; a visitor says first who they are."""
    if current_person() is None:
        return _ask(campaign_id)
    if request.method != "POST":
        return htmx.gone_to(f"/campaigns/{queries.card(campaign_id).id}")
    form = BackForm()
    form.validate()
    try:
        with write_tx():
            backer_actions.back(
                queries.get(campaign_id), signed_in(), show_name=form.show_name.data
            )
    except Conflict as late:
        if htmx.wants_fragment():
            return make_response(_join(campaign_id, late.text), 409)
        return page(campaign_id, 409, late=late.text)
    return htmx.done(f"/campaigns/{campaign_id}", lambda: _join(campaign_id), str(IN))


def _ask(campaign_id: int) -> Response:
    row = queries.card(campaign_id)
    if row.stage in (Stage.WON, Stage.LOST):
        return htmx.gone_to(f"/campaigns/{campaign_id}", backer_actions.over())
    form = JoinForm()
    typed = {"campaign_id": campaign_id, "show_name": form.show_name.data}
    letter = {"title": row.title}
    page = "campaigns/join_by_mail.html"
    return confirm.ask(JOINED, page, form, letter=letter, typed=typed, campaign=row)


@bp.post("/campaigns/<int:campaign_id>/unback")
def unback(campaign_id: int) -> Response:
    with write_tx():
        backer_actions.unback(queries.get(campaign_id), signed_in())
    return htmx.done(f"/campaigns/{campaign_id}", lambda: _join(campaign_id), str(OUT))


def _join(campaign_id: int, message: str = "") -> str:
    row = queries.shown(campaign_id, current_person())
    form = BackForm(formdata=None, data={"show_name": row.named})
    given = {"back": form, "message": message, **people_of(campaign_id)}
    given["goal_form"] = reached_form(row)
    return render_template("campaigns/_join.html", campaign=row, **given)


JOINED = joining(
    "campaigns/joined.html",
    about=lambda wish: {"campaign": queries.card(wish.campaign_id)},
    at=lambda wish: f"/campaigns/{wish.campaign_id}",
    is_in=unconfirmed.has_joined,
    leave=unconfirmed.leave,
    joined=IN,
    left=OUT,
    model=UnconfirmedBacker,
    letter="confirm_join",
    waiting_at="/campaigns/join",
    waiting="campaigns/join_mailed.html",
    address="/campaigns/join",
    take=unconfirmed.join,
    over=(
        _l(
            "This link is not one of ours, or it is more than 7 days old. Ask to join "
            "again."
        ),
        "/campaigns",
        _l("See the campaigns"),
    ),
)
confirm.serve(bp, JOINED)
