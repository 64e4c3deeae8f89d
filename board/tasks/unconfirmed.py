"""Places that somebody without an account asks for: they are taken when the owner of
the mail address says so."""

import secrets

from flask_babel import gettext as _
from sqlalchemy import select

from board.accounts import actions as accounts
from board.accounts.models import Person
from board.accounts.queries import token_hash
from board.db import db, fresh
from board.errors import LinkOver
from board.tasks import actions, queries, waiting_list
from board.tasks.claim_models import ENDED, Claim
from board.tasks.unconfirmed_models import UnconfirmedClaim


def take(asked_for: UnconfirmedClaim, *, wait: bool) -> tuple[Person, str]:
    """Take the place, or wait for one, as the person with the address; they get an
    account and join the area, or ask to be let in.

    Returns them and the token of the link that gives the place back. Raises Conflict as
    claim() and wait() do: then nothing has happened, and the link can be used again.
    """
    person, _new = accounts.owner_of(asked_for.email, asked_for.name)
    act = waiting_list.join if wait else actions.claim
    act(asked_for.task_id, person, role=asked_for.role)
    made = (
        Claim.task_id == asked_for.task_id,
        Claim.person_id == person.id,
        Claim.state.not_in(ENDED),
    )
    token = secrets.token_urlsafe(32)
    claim = db.session.scalars(select(Claim).where(*made)).one()
    claim.to_tell = False  # the mail with the token does
    asked_for.claim_id = claim.id
    asked_for.cancel_hash = token_hash(token)
    return person, token


def to_cancel(token: str) -> Claim:
    """The claim that a mailed link gives back. Raises LinkOver for an unknown link."""
    found = select(Claim).join(UnconfirmedClaim, UnconfirmedClaim.claim_id == Claim.id)
    claim = db.session.scalar(
        found.where(UnconfirmedClaim.cancel_hash == token_hash(token))
    )
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
    actions.release(queries.lock(claim.task_id), fresh(Person, claim.person_id or 0))
