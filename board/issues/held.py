"""Posts that wait until the owner of a mail address says they are theirs."""

import secrets
import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, update

from board import clock
from board.accounts import actions as accounts
from board.accounts.models import Person
from board.accounts.queries import by_email, token_hash
from board.areas import actions as area_actions
from board.areas.models import Area
from board.db import db, fresh, insert_new
from board.errors import LinkOver
from board.issues import actions
from board.issues.models import HeldPost, Issue
from board.photos import actions as photos
from board.photos.pictures import Picture

LASTS = timedelta(days=7)


def hold(
    *,
    name: str,
    email: str,
    area_id: int,
    once: str | None,
    pictures: Sequence[Picture],
    **said: Any,
) -> str | None:
    """Keep a post and its pictures for 7 days; returns the token to mail, None when the
    form was sent before."""
    token, now = secrets.token_urlsafe(32), clock.now()
    db.session.execute(delete(HeldPost).where(HeldPost.expires_at < now))
    said["pictures"] = [picture.measures for picture in pictures]
    values = {
        "name": name,
        "email": email,
        "area_id": area_id,
        "once": once or str(uuid.uuid4()),
        "said": said,
    }
    held = insert_new(
        HeldPost,
        ["once"],
        token_hash=token_hash(token),
        expires_at=now + LASTS,
        **values,
    )
    if held is None:
        return None
    photos.hold(pictures, until=now + LASTS)
    return token


def get(token: str) -> HeldPost:
    """The post a mailed link is about.

    Raises LinkOver for an unknown one and for one whose time is over.
    """
    held = db.session.get(HeldPost, token_hash(token), populate_existing=True)
    if held is None or held.expires_at < clock.now():
        text = _(
            "This link is not one of ours, or it is more than 7 days old. Post again, "
            "it takes a minute."
        )
        raise LinkOver(text, "/issues/new", _("Post again"))
    return held


def name_of(held: HeldPost) -> str:
    """Who it will be from: the account's name where the address has one."""
    person = by_email(held.email)
    return person.name if person else held.name


def publish(held: HeldPost) -> tuple[Issue, Person | None]:
    """Post it as the person with the address, who gets an account if there is none.

    Only the first time: afterwards the issue comes back, and nobody to sign in.
    """
    mine = (HeldPost.token_hash == held.token_hash, HeldPost.used_at.is_(None))
    if not db.session.execute(
        update(HeldPost).where(*mine).values(used_at=clock.now())
    ).rowcount:  # type: ignore[attr-defined]
        db.session.refresh(held)
        return fresh(Issue, held.issue_id or 0), None
    person, new = accounts.owner_of(held.email, held.name)
    if new:
        area_actions.settle(fresh(Area, held.area_id), by=person)
    pictures = [Picture(**measures) for measures in held.said.pop("pictures", [])]
    issue = actions.post(
        person, area_id=held.area_id, once=held.once, pictures=pictures, **held.said
    )
    emptied = {"issue_id": issue.id, "said": {}, "name": "", "email": ""}
    db.session.execute(
        update(HeldPost).where(HeldPost.token_hash == held.token_hash).values(**emptied)
    )
    return issue, person
