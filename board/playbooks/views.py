"""Playbooks over HTTP: the list, one with all it holds, and where it was used."""

from typing import Any

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person
from board.areas import queries as areas
from board.db import AnyRow
from board.errors import NotFound
from board.forms import row_number
from board.pages import cached
from board.photos.queries import of as pictures_of
from board.playbooks import family_queries, queries
from board.playbooks.book import Book
from board.playbooks.book_data import from_data
from board.playbooks.comparing import differences
from board.playbooks.family import draw
from board.playbooks.places import ELSEWHERE

bp = Blueprint("playbooks", __name__, url_prefix="/playbooks")


@bp.get("")
def index() -> Response:
    chosen = {
        "q": request.args.get("q", "")[:200],
        "area": request.args.get("area", "")[:60],
    }
    before = row_number(request.args.get("after", ""))
    found = cached(queries.listed, chosen["q"], chosen["area"], before)
    rows = found[: queries.PAGE]
    page = {"rows": rows, "next": rows[-1].id if len(found) > len(rows) else ""}
    return htmx.page_or_fragment(
        "playbooks/index.html",
        "playbooks/_list.html",
        page=page,
        chosen=chosen,
        area_choices=cached(areas.choices),
        ours=queries.OURS,
    )


@bp.get("/<int:playbook_id>")
def show(playbook_id: int) -> Response:
    """All of it; with `sheet` one of its sheets to print, with `since` what has changed
    since a version."""
    row = cached(queries.shown, playbook_id)
    book = from_data(row.content)
    if sheet := request.args.get("sheet", ""):
        return _sheet(row, book, row_number(sheet))
    owner = f"playbook-{playbook_id}"
    given: dict[str, Any] = {
        "photos": pictures_of([owner] if row.photo_count else []).get(owner, ()),
        "versions": cached(queries.versions, playbook_id),
        "roles": {role.key: role.name for role in book.roles},
        **_people(playbook_id),
        **_changed(row, book, row_number(request.args.get("since", ""))),
    }
    page = render_template("playbooks/show.html", playbook=row, book=book, **given)
    return make_response(page)


def _people(playbook_id: int) -> dict[str, Any]:
    """For whoever is signed in: who did it and may be asked, and whether oneself
    may."""
    person = current_person()
    if person is None:
        return {"askable": (), "am_askable": None}
    return {
        "askable": [
            one for one in family_queries.askable(playbook_id) if one.id != person.id
        ],
        "am_askable": family_queries.am_askable(playbook_id, person.id),
    }


@bp.get("/<int:playbook_id>/tree")
def tree(playbook_id: int) -> str:
    """Where it and its family were used, and how that went: drawn, and as tables."""
    row = cached(queries.card, playbook_id)
    books = cached(family_queries.family, playbook_id)
    numbers = tuple(book.id for book in books)
    before = row_number(request.args.get("after", ""))
    places = cached(family_queries.places, numbers)
    found = cached(family_queries.uses, numbers, before)
    shown = found[: family_queries.PAGE]
    return render_template(
        "playbooks/tree.html",
        playbook=row,
        books=books,
        titles={book.id: book.title for book in books},
        places=places,
        tree=draw(books, places),
        elsewhere=ELSEWHERE.filling(tuple(book.lineage for book in books)),
        rows=shown,
        next=shown[-1].id if len(found) > len(shown) else "",
    )


def _sheet(row: AnyRow, book: Book, number: int) -> Response:
    if not 1 <= number <= len(book.sheets):
        raise NotFound
    sheet = book.sheets[number - 1]
    page = render_template("playbooks/sheet.html", playbook=row, sheet=sheet)
    return make_response(page)


def _changed(row: AnyRow, book: Book, since: int) -> dict[str, Any]:
    """What has changed since a version that is not the newest."""
    if not 0 < since < row.version:
        return {"since": 0}
    before = queries.book_of(row.id, since)
    return {"since": since, "changes": differences(before, book)}
