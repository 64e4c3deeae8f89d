"""Issues over HTTP: load, form, action, commit, answer."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Flask, get_template_attribute, make_response, render_template, request
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.views import current_person, signed_in
from board.areas import queries as areas
from board.db import AnyRow, Rows, write_tx
from board.drawing import locale
from board.errors import Conflict, Invalid, NotFound
from board.forms import BoardForm
from board.issues import actions, queries
from board.issues.forms import STATES, CommentForm, EditForm, IssueForm, StateForm
from board.issues.models import CATEGORIES, Issue, Kind, State
from board.pages import kept
from board.photos import queries as pictures
from board.photos.forms import said_of, with_pictures
from board.photos.store import keep
from board.policy import Actor, audience, require
from board.text import position
from board.words import KINDS, choices

bp = Blueprint("issues", __name__, url_prefix="/issues")
SORTS = {"new": "created", "active": "active", "seconded": "seconded", "near": "near"}


def wanted() -> queries.Filter:
    """The list's filter from the query string; a value we do not know counts as none."""
    given = request.args
    near = position(given.get("near", ""))
    sort = given.get("sort", "new")
    return queries.Filter(
        q=given.get("q", "").strip()[:200],
        area=given.get("area", "")[:60],
        category=known(given.get("category", ""), CATEGORIES),
        kind=known(given.get("kind", ""), list(Kind)),
        state=known(given.get("state", ""), list(State)),
        sort=sort if sort in SORTS and (near or sort != "near") else "new",
        near=near,
        after=given.get("after", "")[:200],
    )


def known(value: str, values: Any) -> str:
    """The value, if it is one of those offered."""
    return value if value in values else ""


@bp.get("")
def index() -> Response:
    chosen = wanted()
    page = kept(queries.listed, chosen)
    given = {
        "page": page,
        "chosen": chosen,
        "area_choices": kept(areas.choices),
        "live_topics": ["issues", *(f"issue-{row.id}" for row in page.rows)],
    }
    return htmx.page_or_fragment("issues/index.html", "issues/_list.html", **given)


@bp.route("/new", methods=["GET", "POST"])
def new() -> Response:
    require(current_person(), "issue.post")
    offered = areas.all_areas()
    form = IssueForm([(a.slug, a.name) for a in offered], data={"area": request.args.get("area", "")})
    if not form.validate_on_submit():
        return htmx.form_page("issues/new.html", form)
    keep(form.photos.data)
    with write_tx():
        area = next(a for a in offered if a.slug == form.area.data)
        issue = actions.post(signed_in(), area_id=area.id, once=form.key, pictures=form.photos.data, **form.said())
    return htmx.gone_to(f"/issues/{issue.id}", _("Your post is up. We will tell you what becomes of it."))


def thread(issue_id: int, hides: int, campaigns: Rows, _locale: str = "") -> Markup:
    """The thread's element, the same for everybody who reads this language; `hides` is an author not to name."""
    draw = get_template_attribute("issues/parts.html", "thread")
    lines = queries.thread(issue_id)
    photos = pictures.of(f"comment-{line.comment_id}" for line in lines if line.photo_count)
    html: Markup = draw(issue_id, hides, lines, campaigns, photos)
    return html


def _talk_of(row: AnyRow) -> dict[str, Any]:
    campaigns = kept(Issue.campaigns_of, row.id)
    return {"campaigns": campaigns, "thread": kept(thread, row.id, queries.hides(row), campaigns, locale())}


@bp.get("/<int:issue_id>")
def show(issue_id: int) -> Response:
    return _page(issue_id)


def _page(issue_id: int, *, status: int = 200, message: str = "", comment: CommentForm | None = None) -> Response:
    person = current_person()
    row = queries.shown(issue_id, person)
    given = {
        "issue": row,
        **_talk_of(row),
        "photos": kept(_photos, issue_id) if row.photo_count else (),
        "audience": audience(person, row),
        "form": comment or (CommentForm(formdata=None) if person else None),
        "message": message,
        "live_topics": [f"issue-{issue_id}", f"issue-{issue_id}-thread"],
    }
    return make_response(render_template("issues/show.html", **given), status)


def _photos(issue_id: int) -> tuple[AnyRow, ...]:
    return pictures.of([f"issue-{issue_id}"]).get(f"issue-{issue_id}", ())


def _panel(issue_id: int, message: str = "") -> str:
    row = queries.shown(issue_id, current_person())
    return render_template("issues/_panel.html", issue=row, message=message)


def _act(issue_id: int, verb: Callable[[Issue, Actor], None], said: str) -> Response:
    """Do one thing to an issue and answer with its panel; somebody was first: the panel as it is now."""
    try:
        with write_tx():
            verb(queries.get(issue_id), signed_in())
    except Conflict as late:
        if htmx.wants_fragment():
            return make_response(_panel(issue_id, late.text), 409)
        return _page(issue_id, status=409, message=late.text)
    return htmx.done(f"/issues/{issue_id}", lambda: _panel(issue_id), said)


@bp.post("/<int:issue_id>/second")
def second(issue_id: int) -> Response:
    return _act(issue_id, actions.second, _("You are counted in, and will hear what becomes of it."))


@bp.post("/<int:issue_id>/unsecond")
def unsecond(issue_id: int) -> Response:
    return _act(issue_id, actions.unsecond, _("You are no longer counted in."))


@bp.post("/<int:issue_id>/comments")
def comment(issue_id: int) -> Response:
    form = CommentForm()
    if not form.validate():
        if htmx.wants_fragment():
            return make_response(_talk(issue_id, form), 422)
        return _page(issue_id, status=422, comment=form)
    keep(form.photos.data)
    said: dict[str, Any] = {"body": form.body.data or "", "pictures": form.photos.data, "once": form.key}
    with write_tx():
        actions.comment(queries.get(issue_id), signed_in(), **said)
    return htmx.done(
        f"/issues/{issue_id}", lambda: _talk(issue_id, CommentForm(formdata=None)), _("Your comment is up.")
    )


def _talk(issue_id: int, form: CommentForm) -> str:
    row = queries.shown(issue_id, current_person())
    return render_template("issues/_talk.html", issue=row, form=form, **_talk_of(row))


@bp.route("/<int:issue_id>/edit", methods=["GET", "POST"])
def edit(issue_id: int) -> Response:
    issue = queries.get(issue_id)
    require(current_person(), "issue.edit", issue)
    offered = areas.all_areas()
    here = next(a.slug for a in offered if a.id == issue.area_id)
    was = {name: getattr(issue, name) for name in (*EditForm.SAID, "version")}
    shown = _photos(issue_id)
    form = with_pictures(EditForm, shown)([(a.slug, a.name) for a in offered], data=was | {"area": here})
    if not form.validate_on_submit():
        return htmx.form_page("issues/edit.html", form, issue=issue, photos=shown)
    keep(form.photos.data)
    alts, without = said_of(form, shown)
    changed: dict[str, Any] = {"pictures": form.photos.data, "alts": alts, "without": without}
    said = form.said() | {"area_id": next(a.id for a in offered if a.slug == form.area.data)}
    try:
        with write_tx():
            issue = queries.get(issue_id)
            actions.edit(issue, signed_in(), version=form.version.data or issue.version, **said, **changed)
    except Invalid as wrong:
        form.refuse(wrong)
        form.photos.say_forgotten()
        return htmx.form_page("issues/edit.html", form, issue=issue, photos=shown)
    except Conflict as late:
        now = queries.get(issue_id)
        form.version.data, form.version.raw_data = now.version, None
        form.photos.say_forgotten()
        given = {"form": form, "issue": now, "message": late.text, "photos": shown}
        return make_response(render_template("issues/edit.html", **given), 409)
    return htmx.gone_to(f"/issues/{issue_id}", _("Your changes are saved."))


@bp.route("/<int:issue_id>/photos", methods=["GET", "POST"])
def photos(issue_id: int) -> Response:
    person = current_person()
    issue = queries.get(issue_id)
    shown = actions.photos_under(issue, person)
    form = with_pictures(BoardForm, shown)()
    if not form.validate_on_submit():
        return htmx.form_page("issues/photos.html", form, issue=issue, photos=shown)
    alts, without = said_of(form, shown)
    with write_tx():
        actions.change_photos(queries.get(issue_id), signed_in(), alts=alts, without=without)
    return htmx.gone_to(f"/issues/{issue_id}", _("Your changes are saved."))


@bp.get("/<int:issue_id>/history")
def history(issue_id: int) -> str:
    row = queries.shown(issue_id, current_person())
    require(current_person(), "issue.history", row)
    return render_template("issues/history.html", issue=row, versions=queries.versions(issue_id))


@bp.route("/<int:issue_id>/state", methods=["GET", "POST"])
def state(issue_id: int) -> Response:
    issue = queries.get(issue_id)
    require(current_person(), "issue.close", issue)
    form = StateForm(data={"state": issue.state})
    if not form.validate_on_submit():
        return htmx.form_page("issues/state.html", form, issue=issue)
    try:
        with write_tx():
            _set_state(issue_id, form)
    except (Invalid, NotFound) as wrong:
        form.refuse(wrong if isinstance(wrong, Invalid) else Invalid(_("There is no such post."), "duplicate_of"))
        return htmx.form_page("issues/state.html", form, issue=issue)
    return htmx.gone_to(f"/issues/{issue_id}", _("Everyone who asked is told where this stands."))


def _set_state(issue_id: int, form: StateForm) -> None:
    chosen = State(form.state.data)
    other = queries.get(form.duplicate_of.data or 0) if chosen == State.DUPLICATE else None
    actions.set_state(
        queries.get(issue_id), signed_in(), state=chosen, reason=form.reason.data or "", duplicate_of=other
    )


def init_app(app: Flask) -> None:
    """Add the pages."""
    app.jinja_env.globals.update(
        categories=CATEGORIES,
        CATEGORY_CHOICES=[(slug, category.name) for slug, category in CATEGORIES.items()],
        KIND_CHOICES=choices(Kind, KINDS),
        STATE_CHOICES=STATES,
    )
    app.register_blueprint(bp)
