"""Typing in what came back on paper: who agreed to hear from a campaign."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import delete, insert, select

from board import clock
from board.accounts.consent_actions import SIGNED_ON_PAPER, WORDINGS
from board.campaigns.models import Campaign
from board.campaigns.people_models import SignUp
from board.campaigns.sign_up_lines import Signed
from board.db import db, read
from board.errors import NotFound
from board.folding import same_name
from board.policy import Actor, require

MOST = 100  # lines in one go
DIGITS = 9  # of a phone number: what stands before them is for whoever rings from afar


class _Traits(NamedTuple):
    """What a person may be known again by, however it is written."""

    name: str
    street: str
    email: str
    phone: str


def _traits(name: str, street: str, email: str, phone: str) -> _Traits:
    """A phone counts by its last digits: `07700 900123` and `+44 7700
    900123` are one."""
    digits = "".join(filter(str.isdecimal, phone)).lstrip("0")
    return _Traits(same_name(name), same_name(street), email, digits[-DIGITS:])


def _may_be(one: _Traits, other: _Traits) -> bool:
    """Whether two of one name may be one person: something both left is the same, or
    there is nothing both left."""
    both = [
        (mine, theirs)
        for mine, theirs in zip(one[1:], other[1:], strict=True)
        if mine and theirs
    ]
    return not both or any(mine == theirs for mine, theirs in both)


def twins(campaign_id: int, people: Sequence[Signed]) -> list[Signed]:
    """Those who may be on the campaign's list already, or stand on an earlier line: by
    e-mail, phone, or name."""
    columns = (SignUp.name, SignUp.street, SignUp.email, SignUp.phone)
    listed = [
        _traits(*row)
        for row in read(select(*columns).where(SignUp.campaign_id == campaign_id))
    ]
    reached = set[str]()
    namesakes = defaultdict[str, list[_Traits]](list)
    found = []

    def know(one: _Traits) -> None:
        reached.update(filter(None, (one.email, one.phone)))
        namesakes[one.name].append(one)

    for known in listed:
        know(known)
    for one in people:
        traits = _traits(one.name, one.street, one.email, one.phone)
        if {traits.email, traits.phone} & reached or any(
            _may_be(traits, other) for other in namesakes[traits.name]
        ):
            found.append(one)
        know(traits)
    return found


def is_keyed(once: str | None) -> bool:
    """Whether this form was sent before."""
    return bool(once) and bool(
        read(select(SignUp.id).where(SignUp.once == _nth(once or "", 0)))
    )


def _nth(once: str, number: int) -> str:
    return str(uuid.uuid5(uuid.UUID(once), str(number)))


def key_in(
    campaign: Campaign,
    by: Actor,
    *,
    people: Sequence[Signed],
    signed_on: date,
    again: Collection[str] = (),
    once: str | None = None,
) -> int:
    """Put who agreed on the list; who is on it already only where `again` holds their
    line. Gives how many are new.

    The campaign is held meanwhile, so that of two who key the same sheet one finds the
    other's people.
    """
    require(by, "campaign.sign_ups", campaign)
    db.session.scalar(
        select(Campaign.id)
        .where(Campaign.id == campaign.id)
        .with_for_update(key_share=True)
    )
    if is_keyed(once):
        return 0
    already = [one for one in twins(campaign.id, people) if one.line not in again]
    fresh = [one for one in people if one not in already]
    given = {
        "campaign_id": campaign.id,
        "consented_on": signed_on,
        "wording": WORDINGS[SIGNED_ON_PAPER].version,
        "keyed_by_id": by.id,
        "keyed_at": clock.now(),
    }
    rows = [
        given | {name: value for name, value in one._asdict().items() if name != "line"}
        | {"once": _nth(once, number) if once else None}
        for number, one in enumerate(fresh)
    ]  # fmt: skip
    if rows:
        db.session.execute(insert(SignUp), rows)
    return len(rows)


def remove(campaign: Campaign, by: Actor, *, sign_up: int) -> None:
    """Take somebody off the list for good; NotFound when they are not on it."""
    require(by, "campaign.sign_ups", campaign)
    mine = (SignUp.id == sign_up, SignUp.campaign_id == campaign.id)
    if not db.session.execute(delete(SignUp).where(*mine)).rowcount:  # type: ignore[attr-defined]
        raise NotFound
