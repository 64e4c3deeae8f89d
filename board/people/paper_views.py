"""What people wrote about themselves on paper: the sheet, and typing it in."""

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.areas import queries as areas
from board.db import AnyRow, write_tx
from board.errors import Conflict, Invalid
from board.people import line_actions, queries
from board.people.forms import PaperForm
from board.policy import require

bp = Blueprint("people_on_paper", __name__)


@bp.get("/people/sheet")
def sheet() -> str:
    """A sheet to fill in at a meeting, with the way to do it oneself."""
    return render_template("people/sheet.html")


@bp.route("/areas/<slug>/type-in", methods=["GET", "POST"])
def type_in(slug: str) -> Response:
    """One sheet after the other, by who sees each line as its person ticked it."""
    area = areas.by_slug(slug)
    require(current_person(), "person.type_in", area)
    form = PaperForm(who=request.args.get("who", "")[:254])
    if not form.validate_on_submit():
        return htmx.form_page("people/type_in.html", form, area=area)
    try:
        with write_tx():
            person = _person(area.id, form.who.data or "")
            said = tuple(form.said())
            if not said:
                raise Invalid(_("Type at least one line of the sheet."), "can")
            line_actions.type_in(area, signed_in(), person, *said)
    except (Invalid, Conflict) as wrong:
        form.refuse(wrong if isinstance(wrong, Invalid) else Invalid(wrong.text, "who"))
        return htmx.form_page("people/type_in.html", form, area=area)
    message = _("Typed in for %(name)s, who is told. The next sheet?", name=person.name)
    return htmx.gone_to(f"/areas/{slug}/type-in", message)


def _person(area_id: int, who: str) -> AnyRow:
    """Whoever has this address or name in the area. Raises Invalid for nobody, and for
    two of one name."""
    found = queries.named_in(area_id, who)
    if not found:
        raise Invalid(
            _(
                "Nobody here has this address or name. Whoever has no account gets one "
                "first: nothing is kept of people who could not read and change it."
            ),
            "who",
        )
    if len(found) > 1:
        raise Invalid(_("Two people are called so: type their address."), "who")
    return found[0]
