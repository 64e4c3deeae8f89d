"""What people type to sign in and to make an account."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, PasswordField
from wtforms.validators import Optional

from board.forms import BoardForm, EmailField, line, required, secret


class SignInForm(BoardForm):
    """Address and password; `next` is where to go afterwards."""

    email = EmailField(
        _l("E-mail address"), validators=[required(_l("Type your e-mail address."))]
    )
    password = PasswordField(
        _l("Password"), validators=[required(_l("Type your password.")), *secret(1)]
    )
    remember = BooleanField(_l("Keep me signed in on this device for 30 days"))
    next = HiddenField()


class AccountForm(BoardForm):
    """Name, address, password."""

    name = line(
        _l("Your name"), 80, missing=_l("Type the name people here know you by.")
    )
    email = EmailField(
        _l("E-mail address"), validators=[required(_l("Type your e-mail address."))]
    )
    password = PasswordField(
        _l("Password"), validators=[required(_l("Choose a password.")), *secret(8)]
    )


class LinkForm(BoardForm):
    """Where to mail a link to sign in."""

    email = EmailField(
        _l("E-mail address"), validators=[required(_l("Type your e-mail address."))]
    )


class UseLinkForm(BoardForm):
    """Signing in by a mailed link; whoever has no password may choose one."""

    password = PasswordField(
        _l("Choose a password"),
        validators=[Optional(strip_whitespace=False), *secret(8)],
    )

    remember = BooleanField(_l("Keep me signed in on this device for 30 days"))
