"""Who a visitor says they are."""

from flask_babel import lazy_gettext as _l

from board.forms import BoardForm, EmailField, OnceField, line, required


class VisitorForm(BoardForm):
    """What is asked of somebody who is not signed in."""

    name = line(_l("Your name"), 80, missing=_l("Say what to call you."))
    email = EmailField(
        _l("Your e-mail address"),
        validators=[required(_l("Type your e-mail address."))],
    )
    once = OnceField()
