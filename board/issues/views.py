"""Issues over HTTP: load, form, action, commit, answer."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from flask import Blueprint, Flask, current_app, get_template_attribute, make_response, render_template, request
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.models import CurrentPerson
from board.accounts.views import current_person, open_to_visitors, signed_in
from board.areas import queries as areas
from board.categories.models import CATEGORIES, Shelves
from board.categories.queries import together, worded
from board.categories.views import shelves
from board.db import AnyRow, Rows, write_tx
from board.drawing import locale, today
from board.errors import Conflict, Invalid, NotFound
from board.forms import BoardForm, new_key
from board.issues import actions, lists, nearby, queries, similar, threads, visitor_views
from board.issues.forms import (
    STATES,
    CommentForm,
    EditForm,
    IssueForm,
    StateForm,
    VerdictForm,
    VisitorForm,
    WrittenDownForm,
)
from board.issues.models import LIVE, Issue, Kind, State
from board.issues.visitor_views import as_shown
from board.mail import actions as mail
from board.pages import kept, query
from board.photos import queries as pictures
from board.photos.actions import forget
from board.photos.forms import said_of, with_pictures
from board.policy import Actor, allowed, audience, require
from board.text import legible, position
from board.words import KINDS, choices

bp = Blueprint("issues", __name__, url_prefix="/issues")
SORTS = {"new": "created", "active": "active", "seconded": "seconded", "near": "near"}


def wanted() -> lists.Filter:
    """The list's filter from the query string; a value we do not know counts as none."""
    given = request.args
    near = position(given.get("near", ""))
    sort = given.get("sort", "new")
    return lists.Filter(
        q=given.get("q", "").strip()[:200],
        area=given.get("area", "")[:60],
        category=_category(given),
        kind=known(given.get("kind", ""), list(Kind)),
        state=known(given.get("state", ""), list(State)),
        sort=sort if sort in SORTS and (near or sort != "near") else "new",
        near=near,
        photo=bool(given.get("photo")),
        within=_kilometres(given.get("within", "")) if near else nearby.NEARBY_KM,
        after=given.get("after", "")[:200],
    )


def known(value: str, values: Any) -> str:
    """The value, if it is one of those offered."""
    return value if value in values else ""


def _category(given: Mapping[str, str]) -> str:
    """The category that is asked for, if any area has it."""
    slug = given.get("category", "")
    return slug if slug in CATEGORIES or any(slug in here.categories for here in shelves().values()) else ""


def _to_pick(area: str) -> tuple[tuple[str, str], ...]:
    """(slug, name) of the categories posts may be in: in an area where one is named."""
    every = [here.categories for here in shelves().values() if here.slug == area or not area]
    return tuple((slug, str(category.name)) for slug, category in (together(every) or CATEGORIES).items())


def _kilometres(value: str) -> float:
    try:
        km = float(value)
    except ValueError:
        return nearby.NEARBY_KM
    return min(max(km, nearby.LEAST_KM), nearby.MOST_KM) if km == km else nearby.NEARBY_KM


def _own(chosen: lists.Filter) -> lists.Filter:
    """Narrowed to what the person who asks has posted or follows, where they ask for that."""
    asked = [name for name in ("mine", "followed") if request.args.get(name)]
    me = {name: signed_in().id for name in asked}
    return replace(chosen, mine=me.get("mine", 0), followed=me.get("followed", 0))


def address(chosen: lists.Filter) -> str:
    """The query string of what anybody may ask for: as a feed, a table or a map has it."""
    near = {"near": ",".join(map(str, chosen.near)), "within": f"{chosen.within:g}"} if chosen.near else {}
    photo = {"photo": 1} if chosen.photo else {}
    said = {name: getattr(chosen, name) for name in ("q", "area", "category", "kind", "state")}
    return query(**said, **photo, **near)


@bp.get("")
def index() -> Response:
    chosen = _own(wanted())
    is_own = bool(chosen.mine or chosen.followed)  # whom one follows stands in no log, so it is read each time
    page = lists.listed(chosen) if is_own else kept(lists.listed, chosen)
    given = {
        "page": page,
        "chosen": chosen,
        "area_choices": tuple((here.slug, here.name) for here in shelves().values()),
        "category_choices": _to_pick(chosen.area),
        "feed": None if is_own else address(chosen),
        "live_topics": ["issues", *(f"issue-{row.id}" for row in page.rows)],
    }
    page_name = "issues/map.html" if request.args.get("view") == "map" else "issues/index.html"
    return htmx.page_or_fragment(page_name, "issues/_list.html", **given)


@bp.route("/new", methods=["GET", "POST"])
@open_to_visitors
def new() -> Response:
    """Somebody signed in posts at once; a visitor's post waits for the owner of the address (visitor_views.py)."""
    person, offered = current_person(), shelves().values()
    kind = VisitorForm if person is None else WrittenDownForm if organises_any(person) else IssueForm
    form = kind(offered, data={name: request.args.get(name, "") for name in ("area", "category")})
    if not form.validate_on_submit():
        return htmx.form_page("issues/new.html", form)
    area, said = next(a for a in offered if a.slug == form.area.data), form.said()
    if said.get("on_behalf") is not None and not allowed(person, "issue.write_down", area):
        form.refuse(Invalid(_("You can write down for a neighbour only in an area you organise."), "area"))
        return htmx.form_page("issues/new.html", form)
    if "preview" in request.form:
        form.photos.say_forgotten()
        name = person.name if person else form["name"].data
        return make_response(render_template("issues/new.html", form=form, shown=as_shown(said, area, name)))
    if not ("different" in request.form or similar.is_posted(form.key)) and (found := _alike(request.form)).issues:
        form.photos.say_forgotten()
        return make_response(render_template("issues/new.html", form=form, alike=found))
    if not form.keep_pictures():
        return htmx.form_page("issues/new.html", form)
    if person is None:
        return visitor_views.hold(form, area, said | {"pictures": [photo.measures for photo in form.photos.data]})
    with write_tx():
        sent = {"pictures": form.photos.data, "shown": _shown()}
        issue = actions.post(signed_in(), area_id=area.id, once=form.key, **sent, **said)
        _tell_neighbour(form, issue)
    up = _("Your post is up. We will tell you what becomes of it.")
    return htmx.gone_to(f"/issues/{issue.id}", f"{up} {_elsewhere(issue, area)}".strip())


def _elsewhere(issue: Issue, area: Shelves) -> str:
    """A hint where the position lies in another area than the one that was picked."""
    if issue.latitude is None or issue.longitude is None:
        return ""
    lies = areas.at(issue.latitude, issue.longitude)
    if lies is None or lies.id == area.id:
        return ""
    return str(
        _(
            "Its position lies in %(there)s, you posted it in %(here)s. Edit it if that is a slip.",
            there=lies.name,
            here=area.name,
        )
    )


def organises_any(person: CurrentPerson) -> bool:
    """Whether there is an area in which the person may write down what a neighbour has to say."""
    return person.is_operator or person.organises_somewhere


def _tell_neighbour(form: IssueForm, issue: Issue) -> None:
    """The neighbour, where there is an address, reads what was said and where it stands."""
    if isinstance(form, WrittenDownForm) and form.neighbour_email.data:
        base = current_app.config["BOARD"].base_url.rstrip("/")
        given = {"title": issue.title, "body": issue.body, "name": form.neighbour.data}
        key, url = f"written-down-{issue.id}", f"{base}/issues/{issue.id}"
        mail.queue(form.neighbour_email.data, "written_down", key, url=url, **given)


@bp.get("/similar")
def similar_ones() -> Response:
    return htmx.page_or_fragment("issues/similar.html", "issues/_similar.html", alike=_alike(request.args))


def _alike(given: Mapping[str, str]) -> similar.Alike:
    """What is like the post that is being written; a value that makes no sense counts as none."""
    where = position(f"{given.get('latitude', '')},{given.get('longitude', '')}") or (None, None)
    words = {name: legible(given.get(name, "")) for name in ("title", "body", "place")}
    set_in = {"area": given.get("area", "")[:60], "category": _category(given)}
    said = similar.Said(**words, **set_in, latitude=where[0], longitude=where[1])
    return similar.alike(said, current_person())


def _shown() -> list[int]:
    """The similar issues that were on the page the answer comes from."""
    sent = request.form.get("shown", "").split(",")[: similar.SHOWN]
    return [int(id) for id in sent if id.isascii() and id.isdigit() and len(id) < 10]


def thread(issue_id: int, hides: int, campaigns: Rows) -> Markup:
    """The thread's element, the same for everybody who reads this language; `hides` is an author not to name."""
    return _thread_of(issue_id, hides, campaigns)[0]


def _thread_of(issue_id: int, hides: int, campaigns: Rows, _locale: str = "") -> tuple[Markup, Rows]:
    """The element, and the comments in it that still stand: their writers and the organisers may take them back."""
    draw = get_template_attribute("issues/parts.html", "thread")
    lines = threads.thread(issue_id)
    photos = pictures.of(f"comment-{line.comment_id}" for line in lines if line.photo_count)
    html: Markup = draw(issue_id, hides, lines, campaigns, photos)
    return html, [line for line in lines if line.comment_id and not line.removed_at]


def standing(issue_id: int, day: date, _locale: str = "") -> Markup:
    """Where the issue stands and what comes next, as an element that is the same for everybody on this day."""
    row = threads.standing(issue_id)
    draw = get_template_attribute("issues/standing.html", "standing")
    html: Markup = draw(row, day)
    return html


def _talk_of(row: AnyRow) -> dict[str, Any]:
    campaigns = kept(Issue.campaigns_of, row.id)
    drawn, comments = kept(_thread_of, row.id, queries.hides(row), campaigns, locale())
    person = current_person()
    me, tends = person.id if person else 0, allowed(person, "issue.history", row)
    removable = [line for line in comments if tends or line.author_id == me]
    return {"campaigns": campaigns, "thread": drawn, "removable": removable}


@bp.get("/<int:issue_id>")
def show(issue_id: int) -> Response:
    return _page(issue_id)


def _page(
    issue_id: int,
    *,
    status: int = 200,
    message: str = "",
    comment: CommentForm | None = None,
    question: VerdictForm | None = None,
) -> Response:
    person = current_person()
    row = queries.shown(issue_id, person)
    given = {
        "issue": row,
        "about": worded(row),
        **_talk_of(row),
        "photos": kept(_photos, issue_id) if row.photo_count else (),
        "standing": kept(standing, issue_id, today(), locale()),
        "question": question or VerdictForm(formdata=None) if row.state == State.DONE else None,
        "asked": Issue.asks_of(issue_id) if row.asks and allowed(person, "issue.settle", row) else (),
        "audience": audience(person, row),
        "form": comment,
        "message": message,
        "live_topics": [f"issue-{issue_id}", f"issue-{issue_id}-thread", f"issue-{issue_id}-next"],
    }
    return make_response(render_template("issues/show.html", **given), status)


def _photos(issue_id: int) -> tuple[AnyRow, ...]:
    return pictures.of([f"issue-{issue_id}"]).get(f"issue-{issue_id}", ())


def _panel(issue_id: int, message: str = "", question: VerdictForm | None = None) -> str:
    row = queries.shown(issue_id, current_person())
    question = question or VerdictForm(formdata=None)
    return render_template("issues/_panel.html", issue=row, message=message, question=question)


def act(issue_id: int, verb: Callable[[Issue, Actor], None], said: str) -> Response:
    """Do one thing to an issue and answer with its panel; somebody was first: the panel as it is now."""
    try:
        with write_tx():
            verb(queries.get(issue_id), signed_in())
    except Conflict as late:
        if htmx.wants_fragment():
            return make_response(_panel(issue_id, late.text), 409)
        return _page(issue_id, status=409, message=late.text)
    return htmx.done(f"/issues/{issue_id}", lambda: _panel(issue_id), said)


def ask_again(issue_id: int, question: VerdictForm) -> Response:
    """What was answered could not be taken: the question, with what is wrong beside it."""
    if htmx.wants_fragment():
        return make_response(_panel(issue_id, question=question), 422)
    return _page(issue_id, status=422, question=question)


@bp.post("/<int:issue_id>/second")
def second(issue_id: int) -> Response:
    shown = _shown() if request.form.get("from") == "similar" else []
    return act(
        issue_id, partial(actions.second, shown=shown), _("You are counted in, and will hear what becomes of it.")
    )


@bp.post("/<int:issue_id>/unsecond")
def unsecond(issue_id: int) -> Response:
    return act(issue_id, actions.unsecond, _("You are no longer counted in."))


@bp.post("/<int:issue_id>/comments")
def comment(issue_id: int) -> Response:
    form = CommentForm()
    if not (form.validate() and form.keep_pictures()):
        if htmx.wants_fragment():
            return make_response(_talk(issue_id, form), 422)
        return _page(issue_id, status=422, comment=form)
    said: dict[str, Any] = {"body": form.body.data or "", "pictures": form.photos.data, "once": form.key}
    with write_tx():
        actions.comment(queries.get(issue_id), signed_in(), **said)
    return htmx.done(f"/issues/{issue_id}", lambda: _talk(issue_id), _("Your comment is up."))


def _talk(issue_id: int, form: CommentForm | None = None) -> str:
    row = queries.shown(issue_id, current_person())
    return render_template("issues/_talk.html", issue=row, form=form, **_talk_of(row))


@bp.route("/<int:issue_id>/edit", methods=["GET", "POST"])
def edit(issue_id: int) -> Response:
    issue = queries.get(issue_id)
    require(current_person(), "issue.edit", issue)
    here = shelves()[issue.area_id].keeping(issue.category)
    offered = (shelves() | {here.id: here}).values()
    was = {name: getattr(issue, name) for name in (*EditForm.SAID, "version")}
    shown = _photos(issue_id)
    form = with_pictures(EditForm, shown)(offered, data=was | {"area": here.slug})
    if issue.author_id != signed_in().id:
        del form.show_name
    if not (form.validate_on_submit() and form.keep_pictures()):
        return htmx.form_page("issues/edit.html", form, issue=issue, photos=shown)
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
    forget(photo.sha256 for photo in shown if photo.id in without)
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
    forget(photo.sha256 for photo in shown if photo.id in without)
    return htmx.gone_to(f"/issues/{issue_id}", _("Your changes are saved."))


@bp.get("/<int:issue_id>/history")
def history(issue_id: int) -> str:
    row = queries.shown(issue_id, current_person())
    require(current_person(), "issue.history", row)
    return render_template("issues/history.html", issue=row, versions=queries.versions(issue_id))


@bp.route("/<int:issue_id>/state", methods=["GET", "POST"])
def state(issue_id: int) -> Response:
    issue = queries.get(issue_id)
    merges = request.form.get("state") == State.DUPLICATE  # which authors may, for what they posted
    require(current_person(), "issue.merge" if merges else "issue.close", issue)
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
    other = queries.get(form.duplicate_of.data) if form.duplicate_of.data and chosen == State.DUPLICATE else None
    said = {"reason": form.reason.data or "", "evidence": form.evidence.data or ""}
    actions.set_state(queries.get(issue_id), signed_in(), state=chosen, duplicate_of=other, **said)


def init_app(app: Flask) -> None:
    """Add the pages."""
    app.jinja_env.globals.update(
        LIVE=LIVE,
        KIND_CHOICES=choices(Kind, KINDS),
        STATE_CHOICES=STATES,
        blank_comment=lambda: CommentForm(formdata=None),
        new_key=new_key,
        far=nearby.in_words,
        map_at=lambda: kept(areas.middle),
    )
    app.register_blueprint(bp)
    app.register_blueprint(visitor_views.bp)
