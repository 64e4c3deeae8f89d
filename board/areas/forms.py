"""What is typed about areas."""

from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError
from wtforms.widgets import ListWidget, RadioInput

from board.drawing import today
from board.forms import BoardForm, Choice, Day, given, line, prose, version_field


class AreaForm(BoardForm):
    """A place: what people call it, and a few words about it."""

    name = line(_l("Name"), 80, missing=_l("Say what people call the place."))
    about = prose(_l("About"), 2000)


class OwnWordsForm(AreaForm):
    """The same from those who organise there, with what people there agreed on."""

    own_rules = prose(_l("Rules of this place"), 4000)
    version = version_field()


class OneOfFew(Choice):
    """One of a few, all of them to be read at once."""

    widget = ListWidget(prefix_label=False)
    option_widget = RadioInput()


class AskForm(BoardForm):
    """What somebody says who asks to be let in as a member."""

    words = line(_l("Who are you?"), 300)


class JoiningForm(BoardForm):
    """How people become members of an area."""

    joining = OneOfFew(
        _l("Who becomes a member?"),
        [
            ("asked", _l("Whoever an organiser lets in")),
            ("at_once", _l("Anybody with an account, at once")),
        ],
    )


class InvitationForm(BoardForm):
    """How many people are invited, and until when."""

    number = Choice(
        _l("How many people?"),
        [
            ("1", _l("One: an address to send")),
            ("12", _l("Twelve: a sheet to print and cut")),
            ("24", _l("Twenty-four: two sheets")),
        ],
    )
    until = Day(_l("Until which day?"), validators=[given(_l("Say until which day."))])

    def validate_until(self, field: Any) -> None:
        """From today on, for half a year at most."""
        last = today() + timedelta(days=183)
        if field.data and not today() <= field.data <= last:
            raise ValidationError(_l("Pick a day within the next half year."))


class TypeCodeForm(BoardForm):
    """A code from paper."""

    code = line(_l("Code"), 40, missing=_l("Type the code."))
