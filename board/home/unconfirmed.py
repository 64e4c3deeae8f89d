"""An account becomes somebody's once the owner of the mail address confirms it."""

import contextlib

from board.accounts import actions as accounts
from board.accounts.models import Person
from board.areas import invitation_actions as invitations
from board.areas import membership_actions as memberships
from board.errors import LinkOver
from board.home.models import UnconfirmedAccount


def confirm_account(
    account: UnconfirmedAccount, *, name: str, chosen: str, own_browser: bool
) -> Person:
    """Give the account, a locked row, to the person with the address.

    A password counts that was typed where only they can be: beside the mailed link
    (`chosen`, its hash), or in the browser they now press the link in. Anybody may have
    typed the other one, and the name: `name`, where it is not empty, is what they are
    called. Whoever has an account meanwhile keeps all of it as it is.
    """
    person = memberships.owner_of(
        account.email,
        name or account.name,
        account.area_id,
        account.rules_version,
    )
    if account.invitation_id:
        # used by somebody else meanwhile: then there is an account all the same
        with contextlib.suppress(LinkOver):
            invitations.use(account.invitation_id, person)
    accounts.choose_password(
        person, chosen or (account.password_hash if own_browser else "")
    )
    return person
