"""What people type to sign in and to make an account."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, PasswordField
from wtforms.validators import Optional, ValidationError

from board.accounts.common import weakness
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


def hard_to_guess(form: Any, field: Any) -> None:
    """A password that is chosen is not one that others would try first."""
    sentence = field.data and weakness(field.data, form.own)
    if sentence:
        raise ValidationError(sentence)


def chosen(label: Any, *checks: Any) -> PasswordField:
    """A field in which a password is chosen."""
    return PasswordField(label, validators=[*checks, *secret(8), hard_to_guess])


class AccountForm(BoardForm):
    """Name, address, password."""

    name = line(
        _l("Your name"), 80, missing=_l("Type the name people here know you by.")
    )
    email = EmailField(
        _l("E-mail address"), validators=[required(_l("Type your e-mail address."))]
    )
    password = chosen(_l("Password"), required(_l("Choose a password.")))

    def validate(self, extra_validators: Any = None) -> bool:
        """Neither the name nor the address is a good password."""
        self.own = (self.name.data or "", self.email.data or "")
        return super().validate(extra_validators)


class LinkForm(BoardForm):
    """Where to mail a link to sign in, or to choose a password."""

    email = EmailField(
        _l("E-mail address"), validators=[required(_l("Type your e-mail address."))]
    )


class UseLinkForm(BoardForm):
    """Signing in by a mailed link; whoever has no password may choose one."""

    password = chosen(_l("Choose a password"), Optional(strip_whitespace=False))

    remember = BooleanField(_l("Keep me signed in on this device for 30 days"))


class NewPasswordForm(BoardForm):
    """Choosing a password by a mailed link."""

    password = chosen(_l("New password"), required(_l("Choose a password.")))


class ProvedForm(BoardForm):
    """What only the person themselves may change: they type their password, where they
    have one."""

    present = PasswordField(_l("Your password now"), validators=[*secret(0)])


class CodeForm(BoardForm):
    """The code of now, or a recovery code; `next` is where to go afterwards."""

    code = line(_l("Code"), 60, missing=_l("Type the code."))
    next = HiddenField()


class PasskeyForm(BoardForm):
    """What the device answered; a script puts it here."""

    credential = HiddenField()
    next = HiddenField()


class PasskeyNameForm(ProvedForm):
    """Which device it is."""

    name = line(_l("A name for it"), 60, missing=_l("Such as “My phone”."))


class PasswordForm(ProvedForm):
    """Another password."""

    password = chosen(_l("New password"), required(_l("Choose a password.")))


class EmailForm(ProvedForm):
    """Another address."""

    email = EmailField(
        _l("New e-mail address"),
        validators=[required(_l("Type the e-mail address you want."))],
    )
