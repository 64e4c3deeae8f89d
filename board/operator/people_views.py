"""People over HTTP, for operators."""

from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.areas import queries as areas
from board.db import write_tx
from board.forms import row_number
from board.moderation import measure_queries as moderation
from board.operator import people_actions, people_queries
from board.operator.forms import NONE, PICK, RoleForm
from board.policy import Role, require
from board.text import tidy

bp = Blueprint("operator_people", __name__, url_prefix="/operator/people")


@bp.route("", methods=["GET", "POST"])
def index() -> str:
    """Find somebody by a part of their name, or by their whole address.

    What is looked for is sent, so that it stands in no address and no log.
    """
    require(current_person(), "board.operate")
    q = tidy(request.form.get("q", ""))[:200]
    after = row_number(request.values.get("after", ""))
    rows = people_queries.found(q, after)
    shown = rows[: people_queries.PAGE]
    more = len(rows) > len(shown)
    return render_template(
        "operator/people.html",
        q=q,
        people=shown,
        roles=people_queries.roles_of([row.id for row in shown]),
        after=after,
        next_after=shown[-1].id if more else 0,
    )


@bp.get("/<int:person_id>")
def one(person_id: int) -> Response:
    require(current_person(), "board.operate")
    return _page(person_id, _form())


def _form() -> RoleForm:
    form = RoleForm()
    form.area.offer([PICK, *areas.choices()])
    return form


def _page(person_id: int, form: RoleForm, **shown: Any) -> Response:
    status = 422 if form.errors or "unsure" in shown else 200
    page = render_template(
        "operator/person.html",
        who=people_queries.one(person_id),
        roles=people_queries.roles_of([person_id])[person_id],
        has_factor=people_queries.has_factor(person_id),
        kept_out=moderation.measures_on(person_id),
        form=form,
        **shown,
    )
    return make_response(page, status)


@bp.post("/<int:person_id>/role")
def role(person_id: int) -> Response:
    require(current_person(), "board.operate")
    form = _form()
    if not form.validate_on_submit():
        return _page(person_id, form)
    picked = None if form.role.data == NONE else Role(form.role.data)
    with write_tx():
        people_actions.set_role(
            person_id, signed_in(), area=form.area.data or "", role=picked
        )
    return _back(person_id, _("Saved. They are told."))


@bp.post("/<int:person_id>/operator")
def operator(person_id: int) -> Response:
    require(current_person(), "board.operate")
    if "sure" not in request.form:
        return _page(person_id, _form(), unsure="operator")
    operates = "operates" in request.form
    with write_tx():
        people_actions.set_operator(person_id, signed_in(), operates=operates)
    if operates:
        return _back(person_id, _("They run the board now, as you do."))
    return _back(person_id, _("They no longer run the board."))


@bp.post("/<int:person_id>/sessions")
def sessions(person_id: int) -> Response:
    with write_tx():
        count = people_actions.end_sessions(person_id, signed_in())
    ended = ngettext(
        "They are signed out of %(num)s browser.",
        "They are signed out of %(num)s browsers.",
        count,
    )
    return _back(person_id, ended)


@bp.post("/<int:person_id>/factor")
def factor(person_id: int) -> Response:
    """Their second step goes, for who has lost all they could show."""
    require(current_person(), "board.operate")
    if "sure" not in request.form:
        return _page(person_id, _form(), unsure="factor")
    with write_tx():
        people_actions.reset_factors(person_id, signed_in())
    return _back(person_id, _("They sign in without a code or a passkey now."))


@bp.post("/<int:person_id>/address")
def address(person_id: int) -> Response:
    """The address, once; reading it is on the record."""
    with write_tx():
        found = people_actions.address_of(person_id, signed_in())
    return _page(person_id, _form(), address=found)


def _back(person_id: int, message: str) -> Response:
    return htmx.gone_to(f"/operator/people/{person_id}", message)
