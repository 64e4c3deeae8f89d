"""Reading which systems may send, and what they sent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, select

from board.accounts.models import Person
from board.accounts.queries import kept_out, token_hash
from board.areas.models import Area
from board.db import Rows, db, read
from board.errors import BoardError, NotFound
from board.issues.models import Issue
from board.open311.models import Caller, CallerArea, SentRequest, SentUpdate
from board.policy import Role


class WrongKey(BoardError):
    """No key was sent, or none of ours that still holds."""

    code = 403


@dataclass(frozen=True)
class Sender:
    """A caller as whoever acts: by its person, with the rights of its key."""

    id: int  # of its person
    caller_id: int
    areas: frozenset[int]
    sends_requests: bool
    sends_updates: bool
    sets_status: bool
    per_hour: int
    kept_out: frozenset[int] = frozenset()
    is_operator: bool = False

    def role_in(self, area_id: int) -> Role | None:
        """Who may say what the status is says it as an organiser does."""
        may = self.sets_status and area_id in self.areas
        return Role.ORGANISER if may else None


def by_key(key: str) -> Caller | None:
    """Whose key this is, while it holds."""
    is_theirs = (Caller.key_hash == token_hash(key), Caller.ended_at.is_(None))
    return db.session.scalar(select(Caller).where(*is_theirs))


def get(caller_id: int) -> Caller:
    """The caller to act on, or NotFound."""
    found = db.session.get(Caller, caller_id, populate_existing=True)
    if found is None:
        raise NotFound
    return found


def sender(caller: Caller) -> Sender:
    """The caller as whoever acts."""
    areas = select(CallerArea.area_id).where(CallerArea.caller_id == caller.id)
    return Sender(
        id=caller.person_id,
        caller_id=caller.id,
        areas=frozenset(db.session.scalars(areas)),
        sends_requests=caller.sends_requests,
        sends_updates=caller.sends_updates,
        sets_status=caller.sets_status,
        per_hour=caller.per_hour,
        kept_out=kept_out(caller.person_id),
    )


def callers() -> Rows:
    """All of them with the names they send under, those that hold first."""
    columns = (
        Caller.id,
        Person.name,
        Caller.sends_requests,
        Caller.sends_updates,
        Caller.sets_status,
        Caller.per_hour,
        Caller.added_at,
        Caller.used_at,
        Caller.ended_at,
    )
    found = select(*columns).join(Person, Person.id == Caller.person_id)
    return read(found.order_by(Caller.ended_at.is_not(None), Person.name, Caller.id))


def areas_of_callers() -> dict[int, list[str]]:
    """The names of the areas each may send to."""
    columns = (CallerArea.caller_id, Area.name)
    statement = select(*columns).join(Area, Area.id == CallerArea.area_id)
    found: dict[int, list[str]] = {}
    for row in read(statement.where(*Area.visible(None)).order_by(Area.name)):
        found.setdefault(row.caller_id, []).append(row.name)
    return found


def is_caller(person: Any) -> ColumnElement[bool]:
    """Whether a person, given as a column or a number, is that of a system."""
    return exists().where(Caller.person_id == person)


def sent(caller_id: int, reference: str, since: datetime | None) -> int:
    """The number of the post that a caller sent under this reference, ever or since a
    moment; 0 where there is none."""
    same = [SentRequest.caller_id == caller_id, SentRequest.reference == reference]
    if since:
        same.append(SentRequest.at >= since)
    newest = select(SentRequest.issue_id).where(*same)
    rows = read(newest.order_by(SentRequest.issue_id.desc()).limit(1))
    return int(rows[0].issue_id) if rows else 0


def sent_update(caller_id: int, reference: str) -> int:
    """The number of the comment that a caller sent under this reference; 0 where there
    is none."""
    same = (SentUpdate.caller_id == caller_id, SentUpdate.reference == reference)
    rows = read(select(SentUpdate.comment_id).where(*same))
    return int(rows[0].comment_id) if rows else 0


STANDING = select(
    Issue.id,
    (Issue.title == "").label("is_taken_back"),
    Issue.category,
    Issue.area_id,
    Issue.created_at,
    Issue.hidden_at,
    Issue.hidden_for,
    exists().where(SentRequest.issue_id == Issue.id).label("is_sent"),
)


def unseen(numbers: list[int]) -> Rows:
    """What is known of posts that nobody reads: of those that wait or were hidden, and
    of those that were taken back."""
    gone = Issue.hidden_at.is_not(None) | (Issue.title == "")
    return read(STANDING.where(Issue.id.in_(numbers), gone).order_by(Issue.id))
