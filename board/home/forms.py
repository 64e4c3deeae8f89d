"""Making an account, with the area one lives in."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from board.accounts.forms import AccountForm, UseLinkForm
from board.forms import Choice, line


class RegisterForm(AccountForm):
    """An account and, if wanted, a home."""

    area = Choice(_l("Where do you live?"))
    invited = HiddenField()


class ConfirmForm(UseLinkForm):
    """Making the account; elsewhere than where the name was typed it can be put right.

    Left empty, it stays.
    """

    name = line(_l("Your name"), 80)


class SetupForm(AccountForm):
    """The first operator and the first area."""

    area = line(
        _l("Which place is this board for?"),
        80,
        missing=_l("Name the first area; more can follow."),
    )
