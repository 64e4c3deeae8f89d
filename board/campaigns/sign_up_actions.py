"""Typing in what came back on paper: who stands on a line of a sheet, and who agreed to
hear from a campaign."""

import re
import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import delete, insert, select

from board import clock
from board.accounts.consent_actions import SIGNED_ON_PAPER, WORDINGS
from board.campaigns.models import Campaign
from board.campaigns.people_models import SignUp
from board.db import db, read
from board.errors import Invalid, NotFound
from board.folding import same_name
from board.forms import address
from board.policy import Actor, require
from board.text import tidy

MOST = 100  # lines in one go
YES, NO = {"yes", "y", "x", "✓"}, {"no", "n", "-"}
DIGITS = 9  # of a phone number: what stands before them is for whoever rings from afar
PHONE = re.compile(r"\+?[\d ()/.-]{6,39}", re.ASCII)


class Signed(NamedTuple):
    """Somebody on a sheet who has agreed; `line` is how they were typed."""

    line: str
    name: str
    street: str
    email: str
    phone: str


def read_line(line: str) -> Signed:
    """Name, e-mail or phone, street, and at the end yes: parted by commas, semicolons
    or tabs.

    Raises Invalid with a sentence when somebody has not agreed, or when it is not clear
    who it is.
    """
    parts = [part for part in map(tidy, re.split(r"[;,\t]", line)) if part]
    name, answer = (parts[0], parts[-1].lower()) if parts else ("", "")
    _check_agreed(name, answer)
    middle = parts[1:-1]
    emails = [part for part in middle if "@" in part]
    phones = [
        part
        for part in middle
        if PHONE.fullmatch(part) and sum(map(str.isdigit, part)) > 5
    ]
    street = ", ".join(part for part in middle if part not in (*emails, *phones))
    if len(parts) < 3:
        raise Invalid(
            _(
                "Type a name, then an e-mail address, a phone number or a street, then "
                "yes."
            )
        )
    if len(name) > 80 or len(street) > 160 or len(emails) > 1 or len(phones) > 1:
        raise Invalid(
            _(
                "This is too much for one person. Type each person on a line of their "
                "own."
            )
        )
    return Signed(tidy(line), name, street, _email("".join(emails)), "".join(phones))


def _check_agreed(name: str, answer: str) -> None:
    """Nobody is written down who has not said yes."""
    if answer in NO:
        raise Invalid(
            _(
                "%(name)s has not agreed to be kept informed. Take the line out.",
                name=name[:80],
            )
        )
    if answer not in YES:
        raise Invalid(
            _(
                "End it with yes where the box is ticked. Without it we may not keep "
                "the line."
            )
        )


def _email(text: str) -> str:
    try:
        return address(text) if text else ""
    except ValueError as wrong:
        raise Invalid(
            _(
                "“%(said)s” is no e-mail address. Look at the sheet again.",
                said=text[:80],
            )
        ) from wrong


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
    reached, namesakes, found = set[str](), defaultdict[str, list[_Traits]](list), []

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
