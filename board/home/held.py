"""Accounts that wait until the owner of the mail address says they want them."""

from board.accounts import actions as accounts
from board.accounts.models import Person
from board.areas import actions as areas
from board.areas.models import Area
from board.db import fresh
from board.home.models import HeldAccount


def take(held: HeldAccount, *, name: str, chosen: str, own_browser: bool) -> Person:
    """Give the account to the person with the address; the row is locked.

    A password counts that was typed where only they can be: beside the mailed link
    (`chosen`, its hash), or in the browser they now press the link in. Anybody may have
    typed the other one, and the name: `name`, where it is not empty, is what they are
    called. Whoever has an account meanwhile keeps all of it as it is.
    """
    person, new = accounts.owner_of(held.email, name or held.name)
    accounts.choose_password(
        person, chosen or (held.password_hash if own_browser else "")
    )
    if new and held.area_id:
        areas.settle(fresh(Area, held.area_id), by=person)
    return person
