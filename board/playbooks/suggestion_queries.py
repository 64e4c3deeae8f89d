"""Reading what people changed about playbooks: by place, without names."""

from sqlalchemy import bindparam, select

from board.areas.models import Area
from board.db import AnyRow, Rows, fresh, read, the_one
from board.errors import NotFound
from board.playbooks.models import Answered, Playbook, PlaybookUse, Suggestion

MOST = 50  # on one page
COLUMNS = (
    Suggestion.id,
    Suggestion.playbook_id,
    Suggestion.version,
    Suggestion.step,
    Suggestion.from_board,
    Suggestion.words,
    Suggestion.why,
    Suggestion.at,
    Suggestion.state,
    Suggestion.answer,
    Suggestion.answered_at,
    Area.name.label("area_name"),
)
_SHOWN = (
    select(*COLUMNS)
    .join(Playbook, Playbook.id == Suggestion.playbook_id)
    .outerjoin(Area, Area.id == Suggestion.area_id)
    .where(*Suggestion.visible(None), *Playbook.visible(None))
    .where(Suggestion.playbook_id == bindparam("playbook"))
)
LISTED = _SHOWN.order_by(Suggestion.id.desc()).limit(MOST)
ONE = _SHOWN.where(Suggestion.id == bindparam("suggestion"))


def of_playbook(playbook_id: int) -> Rows:
    """What was suggested about it, the newest first."""
    return read(LISTED, {"playbook": playbook_id})


def one(playbook_id: int, suggestion_id: int) -> AnyRow:
    """One suggestion about this playbook, or NotFound."""
    return the_one(ONE, {"playbook": playbook_id, "suggestion": suggestion_id})


def get(playbook_id: int, suggestion_id: int) -> Suggestion:
    """The suggestion about this playbook to act on, or NotFound."""
    found = fresh(Suggestion, suggestion_id)
    if found.playbook_id != playbook_id:
        raise NotFound
    return found


def is_open(row: AnyRow) -> bool:
    """Whether nobody has answered it."""
    return bool(row.state == Answered.OPEN)


def area_of_use(playbook_id: int, person_id: int) -> int | None:
    """The area in which this person last used it, None where they did not."""
    used = select(PlaybookUse.area_id).where(
        PlaybookUse.playbook_id == playbook_id, PlaybookUse.by_id == person_id
    )
    rows = read(used.order_by(PlaybookUse.id.desc()).limit(1))
    return int(rows[0].area_id) if rows else None
