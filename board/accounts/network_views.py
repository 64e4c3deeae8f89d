"""The page on which an organiser or operator vouches for the network they are on."""

from flask import Blueprint
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from board import htmx
from board.accounts import network_actions, network_queries
from board.accounts.network_actions import HOURS
from board.accounts.session import current_person, signed_in
from board.accounts.throttle import network
from board.db import write_tx
from board.forms import BoardForm, Choice
from board.policy import require

bp = Blueprint("networks", __name__, url_prefix="/operator/networks")


class TrustForm(BoardForm):
    """For how long."""

    hours = Choice(
        _l("For how long?"),
        [(n, _l("%(num)s hours", num=n)) for n in HOURS],
        coerce=int,
        default=HOURS[1],
    )


@bp.route("", methods=["GET", "POST"])
def index() -> Response:
    """Which networks have more room, and a button for one's own."""
    require(signed_in(), "network.trust")
    form = TrustForm()
    if not form.validate_on_submit():
        vouched = network_queries.trusted()
        mine = [row for row in vouched if row.network == network()]
        others = [row for row in vouched if row.network != network()]
        shown = {"mine": mine[0] if mine else None, "others": others}
        return htmx.form_page("accounts/networks.html", form, **shown)
    with write_tx():
        network_actions.trust(network(), form.hours.data, current_person())
    message = _("Whoever is on this network has more room from now on.")
    return htmx.gone_to("/operator/networks", message)


@bp.post("/end")
def end() -> Response:
    with write_tx():
        network_actions.distrust(network(), current_person())
    return htmx.gone_to(
        "/operator/networks", _("This network is like any other again.")
    )
