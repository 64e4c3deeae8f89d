"""Places that somebody without an account asks for: they are taken when the owner of
the mail address says so."""

import secrets
import uuid
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, select

from board import clock
from board.accounts import actions as accounts
from board.accounts.models import Person
from board.accounts.queries import token_hash
from board.areas import actions as areas
from board.areas.models import Area
from board.db import db, fresh, insert_new
from board.errors import LinkOver
from board.tasks import actions, line, queries
from board.tasks.models import ENDED, Claim, HeldClaim, Task

LASTS = timedelta(days=7)


def hold(
    *, task_id: int, name: str, email: str, role: str, once: str | None
) -> str | None:
    """Keep the wish for 7 days; returns the token to mail to the address, None when the
    form was sent before."""
    token, now = secrets.token_urlsafe(32), clock.now()
    db.session.execute(
        delete(HeldClaim).where(
            HeldClaim.expires_at < now, HeldClaim.claim_id.is_(None)
        )
    )
    values = {
        "task_id": task_id,
        "name": name,
        "email": email,
        "role": role,
        "once": once or str(uuid.uuid4()),
    }
    held = insert_new(
        HeldClaim,
        ["once"],
        token_hash=token_hash(token),
        expires_at=now + LASTS,
        **values,
    )
    return token if held else None


def get(token: str) -> HeldClaim:
    """The wish a mailed link is about.

    Raises LinkOver for an unknown one and for one whose time is over.
    """
    held = db.session.get(
        HeldClaim, token_hash(token), populate_existing=True, with_for_update=True
    )
    if held is None or (held.expires_at < clock.now() and not held.claim_id):
        text = _(
            "This link is not one of ours, or it is more than 7 days old. Ask for a "
            "place again."
        )
        raise LinkOver(text, "/tasks", _("See what needs hands"))
    return held


def take(held: HeldClaim, *, wait: bool) -> tuple[Person, str]:
    """Take the place, or wait for one, as the person with the address; they get an
    account and join the area.

    Returns them and the token of the link that gives the place back. Raises Conflict as
    claim() and wait() do: then nothing has happened, and the link can be used again.
    """
    task = fresh(Task, held.task_id)
    area = fresh(Area, task.area_id)
    person, _new = accounts.owner_of(held.email, held.name)
    areas.join(area, by=person)
    (line.wait if wait else actions.claim)(task.id, person, role=held.role)
    made = (
        Claim.task_id == task.id,
        Claim.person_id == person.id,
        Claim.state.not_in(ENDED),
    )
    token = secrets.token_urlsafe(32)
    held.claim_id, held.cancel_hash = (
        db.session.scalars(select(Claim.id).where(*made)).one(),
        token_hash(token),
    )
    held.name = held.email = ""
    return person, token


def to_cancel(token: str) -> Claim:
    """The claim that a mailed link gives back. Raises LinkOver for an unknown link."""
    found = select(Claim).join(HeldClaim, HeldClaim.claim_id == Claim.id)
    claim = db.session.scalar(found.where(HeldClaim.cancel_hash == token_hash(token)))
    if claim is None:
        raise LinkOver(
            _("This link is not one of ours."), "/tasks", _("See what needs hands")
        )
    return claim


def cancel(token: str) -> None:
    """Give the place back, or leave the line.

    Raises Conflict when there is nothing to give back any more.
    """
    claim = to_cancel(token)
    actions.release(queries.get(claim.task_id), fresh(Person, claim.person_id or 0))
