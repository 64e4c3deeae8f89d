"""Writing issues over HTTP: post, and see what is alike."""

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

from flask import Blueprint, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.limits import POSTS
from board.accounts.models import CurrentPerson
from board.accounts.session import current_person, open_to_visitors, signed_in
from board.accounts.write_limits import limited
from board.areas import queries as areas
from board.categories.models import AreaCategories
from board.categories.views import categories_by_area
from board.db import write_tx
from board.drawing import full
from board.errors import Invalid
from board.issues import actions, similar, visitor_views
from board.issues.drafts import Draft
from board.issues.forms import IssueForm, VisitorForm, WrittenDownForm
from board.issues.list_views import known_category
from board.issues.models import Issue
from board.issues.places import SENDS
from board.issues.views import shown_alike
from board.issues.visitor_views import as_shown
from board.mail import actions as mail
from board.pages import cached
from board.photos.views import again
from board.policy import allowed
from board.text import legible, position

# What may stand in the form when it is opened, as a link to it says.
PICKED = ("area", "category", "title", "body", "place")
bp = Blueprint("issue_writing", __name__, url_prefix="/issues")


@bp.route("/new", methods=["GET", "POST"])
@open_to_visitors
@limited(POSTS)
def new() -> Response:
    """Somebody signed in posts at once; a visitor's post waits for the owner of the
    address (visitor_views.py)."""
    person = current_person()
    offered = categories_by_area().values()
    form = _new_form(person, offered)
    if not form.validate_on_submit():
        return _posted_before(form) or again("issues/new.html", form)
    area = next(a for a in offered if a.slug == form.area.data)
    shown_first = _shown_first(form, person, area)
    if shown_first is not None:
        return shown_first
    if not form.store_pictures():
        return again("issues/new.html", form)
    if person is None:
        return visitor_views.ask_to_confirm(form, area, form.fields())
    return _post(form, area)


def _posted_before(form: IssueForm) -> Response | None:
    """On to the post where this very form was taken and its answer got lost: its
    pictures wait no longer, and it is not made twice."""
    number = similar.posted(form.key) if request.method == "POST" else 0
    return _gone_to(number) if number else None


def _new_form(
    person: CurrentPerson | None, offered: Collection[AreaCategories]
) -> IssueForm:
    """What somebody fills in to post: a visitor says who they are, an organiser may
    write down for a neighbour."""
    if person is None:
        kind: type[IssueForm] = VisitorForm
    elif organises_any(person):
        kind = WrittenDownForm
    else:
        kind = IssueForm
    takers = partial(cached, SENDS.filling.takers)
    return kind(offered, takers, data=_picked())


def _picked() -> dict[str, Any]:
    """What a link to the form says should stand in it."""
    given: dict[str, Any] = {
        name: legible(request.args.get(name, ""))[:2000] for name in PICKED
    }
    latitude, longitude = (request.args.get(n, "") for n in ("latitude", "longitude"))
    if where := position(f"{latitude},{longitude}"):
        given |= {"latitude": where[0], "longitude": where[1]}
    return given


def _shown_first(
    form: IssueForm, person: CurrentPerson | None, area: AreaCategories
) -> Response | None:
    """What is shown in place of posting: why it can't be, how it will look, or posts
    that are alike."""
    fields = form.fields()
    is_for_neighbour = fields.get("on_behalf") is not None
    if is_for_neighbour and not allowed(person, "issue.write_down", area):
        wrong = _("You can write down for a neighbour only in an area you organise.")
        form.refuse(Invalid(wrong, "area"))
        return again("issues/new.html", form)
    if "preview" in request.form:
        name = person.name if person else form["name"].data
        return again("issues/new.html", form, 200, shown=as_shown(fields, area, name))
    if "different" in request.form or similar.posted(form.key):
        return None
    found = _alike(request.form)
    if found.issues:
        return again("issues/new.html", form, 200, alike=found)
    return None


def _post(form: IssueForm, area: AreaCategories) -> Response:
    """Publish it, and lead its author there."""
    with write_tx():
        issue = actions.post(
            signed_in(),
            area_id=area.id,
            once=form.key,
            pictures=form.photos.data,
            shown=shown_alike(),
            **form.fields(),
        )
        _mail_neighbour(form, issue)
    return _gone_to(issue.id, _elsewhere(issue, area))


def _gone_to(number: int, hint: str = "") -> Response:
    up = _("Your post is published. We will tell you what becomes of it.")
    return htmx.gone_to(f"/issues/{number}", f"{up} {hint}".strip())


def _elsewhere(issue: Issue, area: AreaCategories) -> str:
    """A hint where the position lies in another area than the one that was picked."""
    if issue.latitude is None or issue.longitude is None:
        return ""
    lies = areas.at(issue.latitude, issue.longitude)
    if lies is None or lies.id == area.id:
        return ""
    return str(
        _(
            "Its position lies in %(there)s, you posted it in %(here)s. Edit it if "
            "that is a slip.",
            there=lies.name,
            here=area.name,
        )
    )


def organises_any(person: CurrentPerson) -> bool:
    """Whether there is an area in which the person may write down what a neighbour has
    to say."""
    return person.is_operator or person.organises_somewhere


def _mail_neighbour(form: IssueForm, issue: Issue) -> None:
    """Mail the neighbour the post and its address, where they gave a mail address."""
    if isinstance(form, WrittenDownForm) and form.neighbour_email.data:
        given = {"title": issue.title, "body": issue.body, "name": form.neighbour.data}
        key = f"written-down-{issue.id}"
        url = full(f"/issues/{issue.id}")
        mail.queue(form.neighbour_email.data, "written_down", key, url=url, **given)


@bp.get("/similar")
def similar_ones() -> Response:
    return htmx.page_or_fragment(
        "issues/similar.html", "issues/_alike.html", alike=_alike(request.args)
    )


def _alike(given: Mapping[str, str]) -> similar.Alike:
    """What is like the post that is being written; a value that makes no sense counts
    as none."""
    where = position(f"{given.get('latitude', '')},{given.get('longitude', '')}") or (
        None,
        None,
    )
    words = {name: legible(given.get(name, "")) for name in ("title", "body", "place")}
    set_in = {"area": given.get("area", "")[:60], "category": known_category(given)}
    text = Draft(**words, **set_in, latitude=where[0], longitude=where[1])
    return similar.alike(text, current_person())
