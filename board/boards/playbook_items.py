"""Playbooks as boards tell each other of them, with where they were used and how that
went."""

import uuid
from collections import defaultdict
from typing import Any

import msgspec
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from board.areas.models import Area
from board.boards.documents import About, Changed, Playbook, Use
from board.boards.kinds import Here, Kind, lines
from board.campaigns.models import Campaign
from board.campaigns.queries import BADGE
from board.db import AnySelect, read
from board.drawing import full
from board.errors import Invalid
from board.playbooks import received_actions
from board.playbooks.book import Book
from board.playbooks.book_data import NoBook, from_data
from board.playbooks.comparing import LABELS
from board.playbooks.days import from_the_day
from board.playbooks.models import Playbook as Ours
from board.playbooks.models import PlaybookUse, PlaybookVersion, Suggestion
from board.policy import Actor

COLUMNS = (
    Ours.id,
    Ours.lineage,
    Ours.version,
    Ours.from_lineage,
    Ours.from_version,
    Ours.hidden_at,
    PlaybookVersion.content,
    PlaybookVersion.note,
    PlaybookVersion.at,
)
NEWEST = (PlaybookVersion.playbook_id == Ours.id) & (
    PlaybookVersion.version == Ours.version
)
MOST_USES, MOST_CHANGED = 200, 20  # that are told of one playbook, and of one use
WENT = {"won": "won", "partly": "partly", "lost": "lost", "paused": "paused"}


def published() -> AnySelect:
    """What anybody may read."""
    return select(*COLUMNS).join(PlaybookVersion, NEWEST).where(*Ours.visible(None))


def about(row: Any, board: str = "") -> About:
    """A playbook as a feed tells of it; without where it was used where no board is
    named."""
    said = About(
        lineage=row.lineage,
        version=row.version,
        from_lineage=row.from_lineage or "",
        from_version=row.from_version or 0,
        note=row.note,
        playbook=_normal(row.content),
    )
    if board:
        said.experience = uses(row.id, board)
    return said


def _normal(content: Any) -> Playbook:
    """What our books hold, as documents have it."""
    return msgspec.convert(content, Playbook)


def uses(playbook_id: int, board: str) -> list[Use]:
    """Where it was used on this board, the newest first: places and words that anybody
    may read, nobody's name."""
    statement = (
        select(
            PlaybookUse.campaign_id,
            PlaybookUse.area_id,
            PlaybookUse.version,
            PlaybookUse.day,
            Area.name.label("area_name"),
            BADGE.label("badge"),
        )
        .join(Campaign, Campaign.id == PlaybookUse.campaign_id)
        .join(Area, Area.id == PlaybookUse.area_id)
        .where(PlaybookUse.playbook_id == playbook_id, *Campaign.visible(None))
    )
    rows = read(statement.order_by(PlaybookUse.id.desc()).limit(MOST_USES))
    changed = _changed(playbook_id) if rows else {}
    return [
        Use(
            id=use_id(row.campaign_id),
            place=row.area_name,
            went=WENT.get(row.badge, "running"),
            board=board,
            version=row.version,
            day=f"{row.day:%Y-%m-%d}",
            url=full(f"/campaigns/{row.campaign_id}"),
            changed=changed.pop(row.area_id, []),
        )
        for row in rows
    ]


def use_id(campaign_id: int) -> str:
    """The name of a use on other boards."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, full(f"/campaigns/{campaign_id}")))


def _changed(playbook_id: int) -> dict[int, list[Changed]]:
    """What was changed in each area, and why."""
    statement = select(
        Suggestion.area_id, Suggestion.step, Suggestion.words, Suggestion.why
    ).where(
        Suggestion.playbook_id == playbook_id,
        Suggestion.area_id.is_not(None),
        *Suggestion.visible(None),
    )
    found: dict[int, list[Changed]] = defaultdict(list)
    for row in read(statement.order_by(Suggestion.id.desc()).limit(MOST_USES)):
        if len(found[row.area_id]) < MOST_CHANGED:
            found[row.area_id].append(Changed(row.words, row.why, row.step))
    return found


def _here(lineage: str) -> Here | None:
    statement = select(*COLUMNS).join(PlaybookVersion, NEWEST)
    rows = read(statement.where(Ours.lineage == lineage))
    return Here(rows[0].id, about(rows[0]), bool(rows[0].hidden_at)) if rows else None


def _book(said: About) -> Book:
    """As ours. Raises Invalid where it is none."""
    try:
        return from_data(msgspec.to_builtins(said.playbook))
    except NoBook as wrong:
        raise Invalid(
            _("This playbook does not fit together: %(why)s.", why=str(wrong))
        ) from wrong


def _check(said: About) -> None:
    _book(said)


def _receive(by: Actor, said: About) -> Ours:
    return received_actions.receive(
        by,
        book=_book(said),
        lineage=said.lineage,
        version=said.version,
        note=said.note,
        from_lineage=said.from_lineage or None,
        from_version=said.from_version or None,
    )


def _told(said: About) -> dict[str, str]:
    book = said.playbook
    assert book
    found = {str(label): _words(getattr(book, name)) for name, label in LABELS.items()}
    for role in book.roles:
        cleared = _("For cleared people.") if role.cleared else ""
        found[_("Role: %(name)s", name=role.name)] = lines(cleared, role.words)
    for step in book.steps:
        when = f"{from_the_day(step.day)}, {step.starts}".removesuffix(", ")
        cleared = _("For cleared people.") if step.cleared else ""
        parts = (when, step.role, step.skill, cleared, step.words)
        found[_("Step: %(title)s", title=step.title)] = lines(*parts)
    for sheet in book.sheets:
        found[_("Sheet: %(title)s", title=sheet.title)] = sheet.words
    return {str(name): words for name, words in found.items()}


def _words(value: Any) -> str:
    return value if isinstance(value, str) else lines(*(f"- {one}" for one in value))


KIND = Kind(
    "playbook",
    "/playbooks",
    "list-checks",
    _l("Playbook"),
    told=_told,
    here=_here,
    check=_check,
    receive=_receive,
)
