"""Invitations over HTTP: organisers make them, and whoever has one joins."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, current_app, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts import queries as accounts
from board.accounts.session import current_person, open_to_visitors, signed_in
from board.areas import invitation_actions, invitation_queries, queries
from board.areas.forms import InvitationForm, TypeCodeForm
from board.areas.models import Area
from board.codes import tidy
from board.db import write_tx
from board.drawing import full, today
from board.errors import Invalid, LinkOver, SignInNeeded
from board.forms import BoardForm, row_number
from board.policy import require

bp = Blueprint("invitations", __name__)


@bp.route("/areas/<slug>/invitations", methods=["GET", "POST"])
def index(slug: str) -> Response:
    """What was made and who used it; what is made is shown in the answer, once."""
    area = queries.by_slug(slug)
    require(current_person(), "area.invite", area)
    form = InvitationForm(until=today() + timedelta(days=30))
    if not form.validate_on_submit():
        return _page(form, area)
    assert form.until.data
    end = datetime.combine(form.until.data + timedelta(days=1), time(0), _zone())
    with write_tx():
        here = queries.by_slug(slug)
        number = int(form.number.data)
        codes = invitation_actions.invite(here, signed_in(), number=number, until=end)
    links = [(code, full(f"/invited/{code}")) for code in codes]
    shown = {"area": area, "links": links, "until": form.until.data}
    return make_response(render_template("areas/invitation_sheet.html", **shown))


def _zone() -> ZoneInfo:
    return ZoneInfo(current_app.config["BOARD"].timezone)


def _page(form: InvitationForm, area: Area) -> Response:
    rows = invitation_queries.sheets(area.id, row_number(request.args.get("after", "")))
    page = rows[: invitation_queries.PAGE]
    shown = {
        "area": area,
        "sheets": page,
        "used": invitation_queries.used(area.id, [row.sheet for row in page]),
        "more": page[-1].sheet if len(rows) > len(page) else 0,
    }
    return htmx.form_page("areas/invitations.html", form, **shown)


@bp.post("/areas/<slug>/uninvite")
def take_back(slug: str) -> Response:
    """What is not used of them is good no more."""
    with write_tx():
        area = queries.by_slug(slug)
        sheet = row_number(request.form.get("sheet", ""))
        invitation_actions.take_back(area, signed_in(), sheet)
    return htmx.gone_to(f"/areas/{slug}/invitations", _("They no longer work."))


@bp.route("/invited", methods=["GET", "POST"])
@open_to_visitors
def type_code() -> Response:
    """Where a code from paper is typed in."""
    form = TypeCodeForm()
    if not form.validate_on_submit():
        return htmx.form_page("areas/type_code.html", form)
    code = tidy(form.code.data or "")
    try:
        invitation_queries.invited_to(code)
    except LinkOver:
        words = _("No invitation has this code now. Check each letter of it.")
        form.refuse(Invalid(words, "code"))
        return htmx.form_page("areas/type_code.html", form)
    return htmx.to_page_first(f"/invited/{code}")


@bp.route("/invited/<token>", methods=["GET", "POST"])
@open_to_visitors
def invited(token: str) -> Response:
    """Whoever is signed in joins by the button; anybody else is led to an account."""
    found = invitation_queries.invited_to(token)
    form = BoardForm()
    if not form.validate_on_submit():
        return htmx.form_page("areas/invited.html", form, invited=found, token=token)
    if current_person() is None:
        raise SignInNeeded
    with write_tx():
        person = accounts.account(signed_in().id)
        area = invitation_actions.use(found.id, person)
    message = _("You are a member in %(area)s now.", area=area.name)
    return htmx.gone_to(f"/areas/{area.slug}", message)
