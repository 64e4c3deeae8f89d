"""What is typed about areas."""

from flask_babel import lazy_gettext as _l
from wtforms.widgets import ListWidget, RadioInput

from board.forms import BoardForm, Choice, line, prose


class AreaForm(BoardForm):
    """A place: what people call it, and a few words about it."""

    name = line(_l("Name"), 80, missing=_l("Say what people call the place."))
    about = prose(_l("About"), 2000)


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
