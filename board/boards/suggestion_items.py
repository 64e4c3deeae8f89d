"""What people changed about a playbook of another board, and why, on its way back to
those who look after it there: by place and board, without names."""

import uuid
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import bindparam, select

from board.areas.models import Area
from board.boards.documents import About, Suggestion
from board.boards.kinds import Kind
from board.db import AnySelect, read
from board.drawing import full
from board.errors import Invalid
from board.playbooks import queries as playbooks
from board.playbooks import received_actions
from board.playbooks.book import Book
from board.playbooks.book_data import from_data
from board.playbooks.models import Playbook, PlaybookVersion
from board.playbooks.models import Suggestion as Ours
from board.policy import Actor
from board.text import tidy

NOT_HERE = _l("It is about a playbook that this board does not have.")
NO_STEP = _l("It is about a step that the playbook here does not have.")
VERSIONS = (
    select(Playbook.id, PlaybookVersion.version, PlaybookVersion.content)
    .join(PlaybookVersion, PlaybookVersion.playbook_id == Playbook.id)
    .where(Playbook.lineage == bindparam("lineage"), *Playbook.visible(None))
    .where(
        (PlaybookVersion.version == Playbook.version)
        | (PlaybookVersion.version == bindparam("version"))
    )
    .order_by(PlaybookVersion.version.desc())
)


def published() -> AnySelect:
    """What anybody may read of what was suggested here, with its playbook."""
    of_book = (Playbook.lineage, Playbook.title, Playbook.id.label("playbook_id"))
    said = (Ours.version, Ours.step, Ours.words, Ours.why, Ours.at)
    return (
        select(Ours.id, *of_book, *said, Area.name.label("area_name"))
        .join(Playbook, Playbook.id == Ours.playbook_id)
        .outerjoin(Area, Area.id == Ours.area_id)
        .where(*Ours.visible(None), *Playbook.visible(None))
    )


def about(row: Any, board: str) -> About:
    """A suggestion as a file tells of it."""
    own = full(f"/playbooks/{row.playbook_id}/suggestions/{row.id}")
    said = Suggestion(
        of=row.lineage,
        title=row.title,
        words=row.words,
        why=row.why,
        step=f"{row.lineage}#{row.step}" if row.step else "",
        place=row.area_name or "",
        board=board,
    )
    name = str(uuid.uuid5(uuid.NAMESPACE_URL, own))
    return About(lineage=name, version=row.version, suggestion=said)


def _said(about: About) -> Suggestion:
    assert about.suggestion
    return about.suggestion


def _key(said: Suggestion) -> str:
    """The key of the step in its playbook. Raises Invalid for that of another one."""
    of = f"{said.of}#"
    if said.step and not said.step.startswith(of):
        raise Invalid(str(NO_STEP))
    return said.step.removeprefix(of)


def _found(about: About) -> tuple[int, int, Book]:
    """The playbook here, the version it is about, and what that says: the same number
    where it has the step in it, else the newest. Raises Invalid where there is none."""
    said = _said(about)
    values = {"lineage": said.of, "version": about.version}
    books = [(row, from_data(row.content)) for row in read(VERSIONS, values)]
    if not books:
        raise Invalid(str(NOT_HERE))
    key = _key(said)
    for row, book in reversed(books):
        if not key or book.step(key):
            return row.id, row.version, book
    raise Invalid(str(NO_STEP))


def _check(about: About) -> None:
    _book_id, _version, book = _found(about)
    words = tidy(_said(about).words)
    if not words:
        raise Invalid(_("There are no words in it."))
    step = book.step(_key(_said(about)))
    if step and step.words == words:
        raise Invalid(_("The playbook here says so already."))


def _receive(by: Actor, about: About) -> Ours:
    said = _said(about)
    _check(about)
    book_id, version, _book = _found(about)
    return received_actions.receive_suggestion(
        playbooks.get(book_id),
        by,
        version=version,
        step=_key(said),
        words=tidy(said.words),
        why=tidy(said.why),
        from_board=_from(said),
    )


def _from(said: Suggestion) -> str:
    where = ", ".join(part for part in (said.place, said.board) if part)
    return tidy(where)[:300] or str(_("another board"))


def _told(about: About) -> dict[str, str]:
    """With what the step says here now, where it still is."""
    said = _said(about)
    try:
        step = _found(about)[2].step(_key(said))
    except Invalid:
        step = None
    found = {
        _("Playbook"): said.title,
        _("Step"): step.title if step else "",
        _("Where"): _from(said),
        _("What they changed"): said.words,
        _("Why"): said.why,
        _("What it says here"): step.words if step else "",
    }
    return {str(name): words for name, words in found.items()}


def _at(suggestion: Ours) -> str:
    return f"/playbooks/{suggestion.playbook_id}/suggestions/{suggestion.id}"


KIND = Kind(
    "suggestion",
    "/playbooks",
    "lightbulb",
    _l("What they changed"),
    told=_told,
    check=_check,
    receive=_receive,
    at=_at,
    lead=_l("Accept it, and whoever looks after the playbook can take or answer it."),
    single=True,
)
