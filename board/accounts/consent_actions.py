"""What people agree to, for one purpose each, with the version of the words."""

from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l
from sqlalchemy import select, update

from board import clock
from board.accounts.models import Consent
from board.db import Rows, db, read
from board.policy import Actor

SHOWN_NAME = "shown_name"
SIGNED_ON_PAPER = "signed_on_paper"
LEFT_AT_THE_DOOR = "left_at_the_door"
TALK_OPENED = "talk_opened"
INTRODUCED = "introduced"
TOLD_OF_ROUND = "told_of_round"


class Wording(NamedTuple):
    """The words somebody agrees to; another version is another number."""

    version: int
    words: Any


# What can be agreed to, in its present words.
WORDINGS = {
    SHOWN_NAME: Wording(
        1, _l("Your name is shown to everyone beside what you post or join.")
    ),
    SIGNED_ON_PAPER: Wording(
        1,
        _l(
            "By ticking the last box I agree that the organisers of this campaign keep "
            "what I write here and tell me how it goes. They pass it to nobody. I can "
            "ask them to take it off their list at any time."
        ),
    ),
    LEFT_AT_THE_DOOR: Wording(
        1,
        _l(
            "If you tick “Yes”, you agree that the organisers keep your name and "
            "contact to tell you what happens next, and for nothing else. Ask them to "
            "delete it at any time."
        ),
    ),
    TALK_OPENED: Wording(
        1,
        _l(
            "What may the organisers of the area see of this? Only what you both allow "
            "counts, and each of you can change it at any time."
        ),
    ),
    INTRODUCED: Wording(
        1,
        _l(
            "I am 18 or over. Until that date, and for this one purpose, the other "
            "person may see how to reach me. I see each time they look, and I can end "
            "it at any time."
        ),
    ),
    TOLD_OF_ROUND: Wording(
        1,
        _l(
            "If you leave an e-mail address, we use it to tell you what becomes of "
            "your answer, and for nothing else. It is deleted a year after we stop "
            "listening, and before that with one press."
        ),
    ),
}


def give(by: Actor, purpose: str) -> None:
    """Note that the person agrees; what they agreed to already stays as it is."""
    version = WORDINGS[purpose].version
    same = (
        Consent.person_id == by.id,
        Consent.purpose == purpose,
        Consent.wording == version,
        Consent.withdrawn_at.is_(None),
    )
    if db.session.scalar(select(Consent.id).where(*same).limit(1)) is None:
        db.session.add(Consent(person_id=by.id, purpose=purpose, wording=version))


def take_back(by: Actor, purpose: str) -> None:
    """The person agrees no longer."""
    mine = (
        Consent.person_id == by.id,
        Consent.purpose == purpose,
        Consent.withdrawn_at.is_(None),
    )
    change = update(Consent).where(*mine)
    db.session.execute(change.values(withdrawn_at=clock.now()))


def of_person(person_id: int) -> Rows:
    """What a person agreed to and what they took back, the newest first."""
    columns = (
        Consent.purpose,
        Consent.wording,
        Consent.given_at,
        Consent.withdrawn_at,
    )
    found = select(*columns).where(Consent.person_id == person_id)
    return read(found.order_by(Consent.id.desc()).limit(50))
