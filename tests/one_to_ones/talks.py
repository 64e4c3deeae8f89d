"""One-to-ones made by the actions, as pages do."""

from typing import Any

from board.accounts.models import Person
from board.db import AnyRow, db
from board.one_to_ones import actions, queries
from board.one_to_ones.actions import Whom
from board.one_to_ones.models import OneToOne, Opens
from tests.builders import Maker, in_days

SAID = {
    "cares_about": "The dark lane",
    "offers": "A van",
    "next_step": "Ring about the van",
    "next_on": in_days(7),
}


def talk(
    make: Maker,
    area: Any,
    by: Person,
    whom: Person | None = None,
    *,
    name: str = "",
    email: str = "",
    **more: Any,
) -> OneToOne:
    """A one-to-one of yesterday, as its writer wrote it down."""
    other = Whom(whom.id if whom else 0, name, email)
    given = {"held_on": in_days(-1)} | SAID | more
    with make.writing():
        if "campaign" in given:
            given["campaign"] = make._here(given["campaign"])
        row = actions.log(make._here(area), make._here(by), whom=other, **given)
        return db.session.get_one(OneToOne, row.id)


def answer(
    make: Maker, of: OneToOne, by: Person, words: str = "", opens: Opens = Opens.NOTHING
) -> None:
    """The other's answer."""
    with make.writing():
        row = one(of.id, by)
        actions.answer(row, make._here(by), words=words, opens=opens)


def one(talk_id: int, me: Any) -> AnyRow:
    """As somebody reads it."""
    return queries.one(talk_id, me)
