"""Open311 GeoReport v2, as other systems send by it: with a key, never with a form of
ours."""

from typing import Any

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board.accounts.session import open_to_programs
from board.accounts.write_limits import limited
from board.areas import queries as areas_queries
from board.categories.models import AreaCategories
from board.errors import Invalid, NotFound
from board.forms import row_number
from board.issues.forms import CommentForm, IssueForm
from board.issues.models import State
from board.open311 import incoming, queries, sending_actions, services, shapes, windows
from board.open311.formats import answer, error
from board.open311.models import Caller
from board.open311.sending_actions import STATUSES, wrong_key
from board.open311.services import Areas
from board.open311.trying_views import NO_NUMBER, is_tried, writing
from board.open311.views import areas, bp, in_both
from board.photos.forms import IllustratedForm
from board.text import position

__all__ = ["bp"]  # with what is read (views.py)


def _caller() -> Caller:
    """Whose key was sent. Raises WrongKey."""
    found = queries.by_key(request.form.get("api_key", ""))
    if found is None:
        raise queries.WrongKey(wrong_key())
    return found


@in_both("requests", "POST")
@open_to_programs
@limited(None)  # by its key
def take_request() -> Response:
    """What somebody told another system: it waits for an organiser, and has its number
    at once."""
    caller = _caller()
    by = queries.sender(caller)
    every = areas()
    area = _area(by, every)
    sending_actions.check_right(by, by.sends_requests, area.id)
    _check_service(every)
    reference, is_for_ever = incoming.reference(request.form, request.files)
    fields = incoming.request_fields(request.form, request.files, area.slug)
    form = IssueForm([area], formdata=fields)
    if refused := _refused(form):
        return refused
    with writing(caller):
        number = sending_actions.take_request(
            caller,
            area_id=area.id,
            reference=reference,
            is_for_ever=is_for_ever,
            pictures=form.photos.data,
            **form.fields() | {"rounded": False},
        )
    given = {
        "service_request_id": NO_NUMBER if is_tried() else str(number),
        "service_notice": _notice(),
        "account_id": None,
    }
    return answer("service_requests", [given])


def _notice() -> str:
    if is_tried():
        return str(
            _("This is the test address: we would have taken it, and kept nothing.")
        )
    return str(
        _(
            "An organiser looks at it first. Names, e-mail addresses and telephone "
            "numbers that came with it were not kept."
        )
    )


def _area(by: queries.Sender, every: Areas) -> AreaCategories:
    """The area it is in: the one that is named, the one in which it lies, or the only
    one that the key is for. Raises Invalid where that can't be said."""
    known = {area.id: area for area in every}
    if request.form.get("jurisdiction_id", "").strip():
        return every[0]
    where = _position()
    lies = areas_queries.at(*where) if where else None
    if lies and lies.id in known:
        return known[lies.id]
    only = [known[number] for number in by.areas if number in known]
    if len(only) == 1:
        return only[0]
    raise Invalid(
        _("Say with lat and long, or with jurisdiction_id, which area it is in.")
    )


def _position() -> tuple[float, float] | None:
    """The place it is at; None where none is given. Raises Invalid without any way to
    find it."""
    pair = [request.form.get(name, "").strip() for name in ("lat", "long")]
    said = [request.form.get(name, "") for name in ("address_string", "address_id")]
    if not any((*pair, *said)):
        raise Invalid(_("Say where it is: lat and long, or address_string."))
    if not any(pair):
        return None
    where = position(",".join(pair))
    if where is None:
        raise Invalid(_("lat and long have to be degrees, both of them."))
    return where


def _check_service(every: Areas) -> None:
    """Raise Invalid without a service, NotFound for one that we do not know."""
    code = request.form.get("service_code", "").strip()
    if not code:
        raise Invalid(_("Say in service_code what it is about."))
    if code not in services.known(every):
        raise NotFound(services.no_service(code))


def _refused(form: IllustratedForm) -> Response | None:
    """Why a form does not take what was sent; None where it does, and its pictures are
    stored."""
    if form.validate() and (is_tried() or form.store_pictures()):
        return None
    return error(400, *(str(one) for told in form.errors.values() for one in told))


@in_both("servicerequestupdates", "POST")
@open_to_programs
@limited(None)  # by its key
def take_update() -> Response:
    """What became of a post elsewhere, once for each number it has there."""
    caller = _caller()
    windows.moment(_required("updated_datetime"), "updated_datetime")
    number = row_number(_required("service_request_id")["service_request_id"])
    status = _status(_required("status")["status"])
    reference = incoming.update_reference(request.form)
    fields = incoming.update_fields(request.form, request.files)
    form = CommentForm(formdata=fields)
    if refused := _refused(form):
        return refused
    said: dict[str, Any] = {"body": form.body.data, "pictures": form.photos.data}
    with writing(caller):
        made = sending_actions.take_update(
            caller, number, reference=reference, status=status, **said
        )
    given = {"update_id": NO_NUMBER if is_tried() else shapes.update_id(made)}
    return answer("service_request_updates", [given])


def _required(name: str) -> dict[str, str]:
    """A parameter that has to be there, by its name. Raises Invalid."""
    said = request.form.get(name, "").strip()
    if not said:
        raise Invalid(_("%(name)s is missing.", name=name))
    return {name: said}


def _status(said: str) -> State | None:
    """What a status means here. Raises Invalid for a word that nobody knows."""
    if said.upper() not in STATUSES:
        words = ", ".join(STATUSES)
        raise Invalid(_("status has to be one of these: %(words)s.", words=words))
    return STATUSES[said.upper()]
