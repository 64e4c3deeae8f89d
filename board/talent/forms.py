"""What is typed about who has been doing what."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from board.forms import BoardForm, Choice, line


class OwnWordForm(BoardForm):
    """What one says to what organisers read about oneself."""

    note = line(_l("Something they should know"), 300)
    hidden = BooleanField(_l("Leave me off that page"))


class AskForm(BoardForm):
    """What somebody is asked for."""

    what = Choice(
        _l("What would you ask them to do?"), missing=_l("Pick one of these.")
    )
    words = line(_l("A word from you"), 300)
