"""Making an account, with the area one lives in."""

from flask_babel import lazy_gettext as _l

from board.accounts.forms import AccountForm
from board.forms import Choice


class RegisterForm(AccountForm):
    """An account and, if wanted, a home."""

    area = Choice(_l("Where do you live?"))
