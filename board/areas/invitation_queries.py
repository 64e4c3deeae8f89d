"""Reading invitations: by their code, and for those who made them."""

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, select

from board import clock, codes
from board.accounts.models import Person
from board.areas.invitation_models import Invitation
from board.areas.models import Area
from board.db import AnyRow, read
from board.errors import LinkOver
from board.keyed import keyed

PAGE = 20


def hash_of(code: str) -> str:
    """What is stored of a code: short as it is, a copy of the database does not give
    it away without the board's secret."""
    return keyed(f"invitation {codes.tidy(code)}")


def good() -> tuple[ColumnElement[bool], ...]:
    """Those that nobody used or took back, and whose time is not over."""
    return (
        Invitation.used_at.is_(None),
        Invitation.taken_back_at.is_(None),
        Invitation.expires_at > clock.now(),
    )


def invited_to(code: str) -> AnyRow:
    """(id, area_id, slug, name, expires_at) of what a code is good for; it stays.

    Raises LinkOver for one that is good no more.
    """
    columns = (
        Invitation.id,
        Invitation.area_id,
        Area.slug,
        Area.name,
        Invitation.expires_at,
    )
    mine = (Invitation.code_hash == hash_of(code), *good(), *Area.visible(None))
    joined = select(*columns).join(Area, Area.id == Invitation.area_id)
    found = read(joined.where(*mine))
    if not found:
        raise over()
    return found[0]


def over() -> LinkOver:
    """The error for a code that is good no more."""
    text = _(
        "This invitation was used already, or it is too old. Ask whoever gave it to "
        "you for another one."
    )
    return LinkOver(text, "/areas", _("See the areas"))


def sheets(area_id: int, before: int = 0) -> list[AnyRow]:
    """(sheet, number, used, good, made_at, expires_at) of what was made together, the
    newest first; one more than a page."""
    columns = (
        Invitation.sheet,
        func.count().label("number"),
        func.count(Invitation.used_at).label("used"),
        func.count().filter(*good()).label("good"),
        func.min(Invitation.made_at).label("made_at"),
        func.max(Invitation.expires_at).label("expires_at"),
    )
    here = [Invitation.area_id == area_id]
    here += [Invitation.sheet < before] if before else []
    grouped = select(*columns).where(*here).group_by(Invitation.sheet)
    newest = grouped.order_by(Invitation.sheet.desc()).limit(PAGE + 1)
    return list(read(newest))


def used(area_id: int, of: list[int]) -> dict[int, list[AnyRow]]:
    """Who used those of these sheets, and when: (sheet, name, used_at) by sheet."""
    columns = (Invitation.sheet, Person.name.label("name"), Invitation.used_at)
    found = read(
        select(*columns)
        .join(Person, Person.id == Invitation.used_by_id)
        .where(Invitation.area_id == area_id, Invitation.sheet.in_(of))
        .order_by(Invitation.used_at, Invitation.id)
    )
    return {sheet: [row for row in found if row.sheet == sheet] for sheet in of}
